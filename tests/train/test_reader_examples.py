"""Annotated claims as pieces and labels."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trained_helpers import tokenizer

from bench.gold import to_claims, to_document
from train.reader.data import epoch, is_held_out
from train.reader.examples import Example, bio, cuts, pieces_of, to_example
from train.reader.labels import KINDS, MODES, ROLES, STATUSES, TYPES

TEXT = "Two jets bombed the market of Tarsa on Monday, a medic told Radio Sol. Nobody died."


def example(text: str = TEXT) -> Example:
    claim = {
        "event": "E1",
        "type": "air_strike",
        "quote": "Two jets bombed the market of Tarsa on Monday, a medic told Radio Sol.",
        "trigger": "bombed",
        "status": "asserted",
        "background": False,
        "perpetrator": {"mode": "none", "names": []},
        "target": ["market"],
        "weapon": "jets",
        "where": {"texts": ["Tarsa"], "country": None, "admin1": None, "offset": None},
        "when": {"text": "Monday", "start": None, "end": None},
        "casualties": [],
        "source": [{"text": "medic", "kind": "medical"}, {"text": "Radio Sol", "kind": "media"}],
        "framing": [],
    }
    raw = {
        "article": {"id": "x-1", "text": text, "title": "", "outlet": None},
        "annotation": {"id": "x-1", "published": dt.date(2020, 1, 7).isoformat(), "claims": [claim]},
    }
    document = to_document(raw)
    return to_example(tokenizer(), document, to_claims(document, raw["annotation"]))


def words(found: Example, first: int, last: int) -> str:
    return TEXT[found.pieces.starts[first] : found.pieces.ends[last - 1]]


def test_a_claim_becomes_an_event_in_pieces() -> None:
    found = example()
    (event,) = found.events
    assert words(found, *event.trigger) == "bombed"
    assert (TYPES[event.type], STATUSES[event.status], MODES[event.mode]) == (
        "air_strike",
        "asserted",
        "none",
    )
    roles = {ROLES[role]: words(found, *at) for role, at in event.roles}
    assert roles == {
        "target": "market",
        "weapon": "jets",
        "place": "Tarsa",
        "time": "Monday",
        "source": "medic",
        "relay": "Radio Sol",
    }
    assert [(KINDS[kind], words(found, *at)) for kind, at in event.kinds] == [
        ("medical", "medic"),
        ("media", "Radio Sol"),
    ]


@given(st.data())
def test_pieces_of_a_stretch_hold_all_its_letters(data: st.DataObject) -> None:
    found = example().pieces
    start = data.draw(st.integers(0, len(TEXT) - 1))
    end = data.draw(st.integers(start + 1, len(TEXT)))
    at = pieces_of(found, start, end)
    if at is None:
        assert not TEXT[start:end].strip()
    else:
        held = TEXT[found.starts[at[0]] : found.ends[at[1] - 1]]
        assert TEXT[start:end].strip() in held


@given(st.integers(1, 400), st.integers(10, 60), st.integers(0, 59))
def test_cuts_cover_all_but_stumps(repeats: int, room: int, offset: int) -> None:
    found = example(TEXT + " again" * repeats)
    n = len(found.pieces)
    covered = {p for c in cuts(found, room, min(offset, room - 1)) for p in range(c.first, c.last)}
    assert all(c.last - c.first <= room for c in cuts(found, room, min(offset, room - 1)))
    assert n - len(covered) < 16


def test_labels_of_a_row() -> None:
    assert bio(6, [(1, 3), (3, 4)]).tolist() == [0, 1, 2, 1, 0, 0]
    assert bio(4, [(-2, 2), (3, 9)]).tolist() == [2, 2, 0, 1]
    assert bio(3, [(-5, 0), (3, 4)]).tolist() == [0, 0, 0]


def test_a_held_out_document_stays_held_out() -> None:
    held = [n for n in range(2000) if is_held_out(f"report-{n}", 10)]
    assert 120 < len(held) < 280
    assert not any(is_held_out(f"report-{n}", 0) for n in held)


def test_an_epoch_repeats_itself_and_the_next_one_differs() -> None:
    data = [example(TEXT + " word" * n) for n in range(0, 900, 30)]

    def shape(number: int) -> list[list[tuple[int, int]]]:
        return [[(c.first, c.last) for c in batch] for batch in epoch(data, number, 1, 1024)]

    assert shape(0) == shape(0) != shape(1)
    assert all(sum(b - a + 2 for a, b in batch) <= 1024 for batch in shape(0))


@pytest.mark.parametrize("role", ["source", "relay"])
def test_roles_that_code_names_exist(role: str) -> None:
    assert role in ROLES
