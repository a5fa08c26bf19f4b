"""Decoding: what a network says of a report becomes claims, by the guidelines."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trained_helpers import Scripted, Told, document, read, tokenizer
from trained_helpers import settings as made_settings

from contested.extract.trained.decode import claims_of
from contested.extract.trained.scores import TriggerScores, WindowScores
from contested.extract.trained.windows import to_pieces, to_windows
from contested.model import Section, spans_of

REPORT = (
    "Valorian jets bombed the village of Eastmere in Northland on Monday, killing three farmers, "
    "a medic told the Harbour Post. The Hill Guard denied it."
)


def test_a_whole_claim() -> None:
    told = Told(
        "bombed",
        type="air_strike",
        status="alleged",
        kind="medical",
        roles={
            "perpetrator": "Valorian",
            "target": "the village",
            "weapon": "jets",
            "place": "Eastmere",
            "place_more": "Northland",
            "time": "on Monday",
            "source": "medic",
            "relay": "the Harbour Post",
            "killed": "three farmers",
            "harmed": "farmers",
        },
    )
    (claim,) = read(REPORT, told)
    assert (claim.type, claim.status, claim.background, claim.section) == (
        "air_strike",
        "alleged",
        False,
        "body",
    )
    assert claim.trigger.text == "bombed" and claim.event == "E1"
    assert claim.quote == claim.sentence.text == REPORT[: REPORT.index(" The Hill")]
    assert (claim.perpetrator.mode, [n.text for n in claim.perpetrator.names]) == ("all", ["Valorian"])
    assert [t.text for t in claim.target] == ["village"]
    assert claim.weapon and claim.weapon.text == "jets"
    assert [t.text for t in claim.where.texts] == ["Eastmere", "Northland"]
    assert claim.when.text and claim.when.text.text == "on Monday"
    assert [(s.text, s.kind) for s in claim.source] == [("medic", "medical"), ("Harbour Post", "medical")]
    (harm,) = claim.casualties
    assert (
        harm.text
        and harm.who
        and (harm.kind, harm.text.text, harm.who.text) == ("killed", "three farmers", "farmers")
    )
    assert all(s.proves(REPORT) for s in spans_of(claim))
    filled = [
        "claim",
        "type",
        "status",
        "target",
        "perpetrator",
        "weapon",
        "where",
        "when",
        "casualties",
        "source",
    ]
    assert claim.confidence == dict.fromkeys(filled, 1.0)
    assert claim.rules == dict.fromkeys(filled, "model tiny")


def test_claims_come_in_the_order_of_their_triggers_with_their_events() -> None:
    text = "Guns shelled Eastmere. Jets bombed Westmere. The bombing of Westmere went on."
    claims = read(
        text,
        Told("bombing", type="air_strike", event=1),
        Told("shelled", type="shelling", event=0),
        Told("bombed", type="air_strike", event=1, background=True),
    )
    assert [(c.trigger.text, c.event, c.background) for c in claims] == [
        ("shelled", "E1", False),
        ("bombed", "E2", True),
        ("bombing", "E2", False),
    ]
    assert [c.event for c in read(text, Told("shelled"), links="link")] == [""]


def test_spans_are_widened_to_whole_words() -> None:
    (claim,) = read("Rebels bombarded Eastmere.", Told("bard", roles={"place": "stmer"}))
    assert (claim.trigger.text, claim.where.texts[0].text) == ("bombarded", "Eastmere")


def test_furniture_is_not_read_and_sections_are_told() -> None:
    text = "Guns shelled Eastmere\nJets bombed it.\nPhoto: a burnt bridge\nRelated: troops left"
    edges = [0, *(n + 1 for n, c in enumerate(text) if c == "\n"), len(text)]
    kinds = ("title", "body", "caption", "furniture")
    sections = tuple(
        Section(kind=cast(Any, k), start=a, end=b, why="test")
        for k, a, b in zip(kinds, edges[:-1], edges[1:], strict=True)
    )
    told = [Told(word) for word in ("shelled", "bombed", "burnt", "left")]
    claims = read(document(text, sections=sections), *told)
    assert [(c.trigger.text, c.section) for c in claims] == [
        ("shelled", "title"),
        ("bombed", "body"),
        ("burnt", "caption"),
    ]


def test_windows_of_furniture_alone_are_not_asked_about() -> None:
    text = "word " * 20 + "Guns shelled Eastmere."
    sections = (Section(kind="furniture", start=0, end=99, why="test"),)
    report, made = document(text, sections=sections), made_settings(size=20, overlap=4)
    pieces = to_pieces(tokenizer(), text)
    windows = to_windows(tokenizer(), pieces, 20, 4)
    network = Scripted(text, pieces, made, [Told("shelled")])
    assert [c.trigger.text for c in claims_of(report, pieces, windows, network, made)] == ["shelled"]
    assert 0 < len(network.windows) < len(windows)
    assert len(network.asked) == 1


@pytest.mark.parametrize("size", [24, 40, 256])
def test_each_trigger_is_read_once_however_the_text_is_cut(size: int) -> None:
    words = [f"shelled{chr(97 + n)}" for n in range(20)]
    text = " and then ".join(words) + "."
    claims = read(text, *(Told(w, roles={"target": w}) for w in words), size=size, overlap=16)
    assert [c.trigger.text for c in claims] == words
    assert [c.target[0].text for c in claims] == words


def test_no_pieces_no_claims() -> None:
    assert read(" \n ") == ()
    assert read("Nothing happened.") == ()


class Noise:
    """A network that answers anything."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)

    def __call__(self, *shape: int) -> Any:
        return (self.random.normal(size=shape) * 4).astype(np.float32)

    def triggers(self, window: Any) -> TriggerScores:
        return TriggerScores(len(window.ids), self(len(window.ids), 3))

    def fields(self, hidden: int, spans: Any) -> WindowScores:
        n, made = len(spans), made_settings()
        return WindowScores(
            type=self(n, len(made.types)),
            status=self(n, len(made.statuses)),
            mode=self(n, len(made.modes)),
            background=self(n),
            roles=self(n, len(made.roles), hidden, 3),
            kind=self(n, hidden, len(made.kinds)),
            event=self(n, 4),
        )


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=120) | st.text("aB .\n’s", max_size=120), st.integers(0, 2**32 - 1))
def test_whatever_the_network_says_every_claim_proves_itself(text: str, seed: int) -> None:
    report, made = document(text, outlet="Harbour Post"), made_settings(size=32, overlap=8)
    pieces = to_pieces(tokenizer(), text)
    windows = to_windows(tokenizer(), pieces, 32, 8)
    claims = claims_of(report, pieces, windows, Noise(seed), made)
    assert claims == claims_of(report, pieces, windows, Noise(seed), made)
    starts = [(c.trigger.start, c.trigger.end) for c in claims]
    assert all(a[1] <= b[0] for a, b in pairwise(starts))
    for claim in claims:
        assert all(s.proves(text) for s in spans_of(claim))
        assert claim.sentence.start <= claim.trigger.start and claim.trigger.end <= claim.sentence.end
        assert claim.quote == claim.sentence.text
        assert all(0 <= p <= 1 for p in claim.confidence.values())
        assert set(claim.confidence) <= set(claim.rules)
