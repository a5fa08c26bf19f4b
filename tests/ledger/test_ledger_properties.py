"""Whatever is read, in whatever order and however often, the ledger holds the same."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contested.ledger import IncidentQuery, Reading, fold, open_ledger
from contested.ledger.rows import claim_row, document_from, document_row, incident_row
from contested.model import Claim, Document, Incident, Judgement, Problem, from_json, spans_of, to_json
from sample_values import NOON, run
from strategies import WORDS, claims_of, documents, incidents, judgements, problems, readings

few = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
many = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def as_reading(found: tuple[Document, tuple[Claim, ...]]) -> Reading:
    document, claims = found
    return Reading(document=document, claims=claims, version="drawn 1", reader="drawn", run_id="r_1", at=NOON)


@cache
def begun() -> bytes:
    """A ledger file with one run: copied, because making the schema takes longer than an example."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "begun"
        with open_ledger(path, create=True) as ledger:
            ledger.begin_run(run())
        return path.read_bytes()


def filled(path: Path, batches: list[list[Reading]]) -> tuple[Any, ...]:
    path.write_bytes(begun())
    with open_ledger(path) as ledger:
        for batch in batches:
            ledger.add_readings(batch)
        everything = sorted(ledger.documents(), key=lambda d: d.id)
        return everything, list(ledger.claims()), list(ledger.claims_for_linking()), ledger.counts()


@few
@given(st.data())
def test_any_order_any_repetition_any_batches_give_the_same_contents(data: st.DataObject) -> None:
    once = st.lists(readings(most=2), max_size=4, unique_by=lambda r: r[0].id)
    drawn = [as_reading(r) for r in data.draw(once)]
    again = data.draw(st.lists(st.sampled_from(drawn), max_size=4)) if drawn else []
    shuffled = data.draw(st.permutations(drawn + again))
    cut = data.draw(st.integers(0, len(shuffled)))
    with tempfile.TemporaryDirectory() as folder:
        plain = filled(Path(folder) / "a", [drawn])
        assert filled(Path(folder) / "b", [shuffled[:cut], shuffled[cut:]]) == plain
    assert plain[0] == sorted((r.document for r in drawn), key=lambda d: d.id)
    assert {c.id: c for c in plain[1]} == {c.id: c for r in drawn for c in r.claims}


@few
@given(
    st.data(), st.lists(judgements(), max_size=3, unique_by=lambda j: j.id), st.lists(problems(), max_size=3)
)
def test_incidents_judgements_and_problems_come_back_equal(
    data: st.DataObject, decided: list[Judgement], trouble: list[Problem]
) -> None:
    document, claims = data.draw(readings(most=2))
    ids = tuple(c.id for c in claims)
    drawn = data.draw(st.lists(incidents(claim_ids=ids), max_size=3, unique_by=lambda i: i.id)) if ids else []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x"
        path.write_bytes(begun())
        held_equal(path, as_reading((document, claims)), drawn, decided, trouble)


def held_equal(
    path: Path, found: Reading, drawn: list[Incident], decided: list[Judgement], trouble: list[Problem]
) -> None:
    with open_ledger(path) as ledger:
        ledger.add_readings([found])
        ledger.replace_incidents(drawn, version="link 1")
        for judgement in decided:
            ledger.add_judgement(judgement)
        for problem in (*trouble, *trouble):
            ledger.add_problem("r_1", problem)
        assert {i.id: i for i in ledger.each_incident()} == {i.id: i for i in drawn}
        for incident in drawn:
            if incident.place:
                name = incident.place.name
                page = ledger.incidents(IncidentQuery(place=name, limit=None))
                assert (incident in page.incidents) == bool(fold(name))
        assert ledger.judgements() == decided
        assert ledger.problems() == list(dict.fromkeys(trouble))


@many
@given(st.data())
def test_every_drawn_claim_is_proved_by_its_text(data: st.DataObject) -> None:
    document = data.draw(documents())
    claim = data.draw(claims_of(document))
    assert all(span.proves(document.text) for span in spans_of(claim))


@many
@given(readings(most=1))
def test_payloads_are_lossless(found: tuple[Document, tuple[Claim, ...]]) -> None:
    document, claims = found
    row = document_row(document)
    assert document_from(str(row["payload"]), str(row["text"])) == document
    for claim in claims:
        assert from_json(Claim, str(claim_row(claim)["payload"])) == claim
        assert to_json(from_json(Claim, to_json(claim))) == to_json(claim)


@many
@given(incidents())
def test_an_incidents_unknowns_stay_unknown_in_its_columns(incident: Incident) -> None:
    row = incident_row(incident)
    assert (row["start_date"] is None) == (incident.start is None)
    assert (row["killed"] is None) == (not any(h.kind == "killed" for h in incident.harm))
    assert row["n_contested"] == len(incident.contested)


@many
@given(st.text(max_size=40) | st.sampled_from(WORDS))
def test_folding_is_stable_and_safe_in_a_pattern(words: str) -> None:
    folded = fold(words)
    assert fold(folded) == folded
    assert not set(folded) & set("%_\\\x1f\x00")


def test_folding_keeps_words_of_any_script_whole() -> None:
    assert fold("Khān  SHAYKHŪN") == "khan shaykhun"
    assert fold("Сє́верськ-Донецьк") == "сєверськ донецьк"
    assert fold("हमला") == "हमला"
    assert fold("خَان شيخون") == "خان شيخون"
    assert fold("Sana'a (city)") == "sanaa city"
