"""One document through the rooms: ids, proofs, and faults that stay with their document."""

from __future__ import annotations

import datetime as dt

import pytest
from fake_reader import FakeReader
from hypothesis import given
from hypothesis import strategies as st

from contested.model import Claim, Document, ResolveError, document_id, sha256, spans_of
from contested.pipeline import Engine, join, read_document


class PlainResolver:
    """Resolves nothing; fails on demand."""

    version = "plain 1"

    def resolve(self, document: Document, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
        if "BROKEN GAZETTEER" in document.text:
            raise ResolveError("the gazetteer is broken")
        if "NOWHERE" in document.text:
            raise KeyError("no such place")
        return claims


def made(text: str, **fields: object) -> Document:
    digest = sha256(text.encode())
    id_ = document_id(sha256_text=digest, key=None, url=None, outlet=None, title=None, published=None)
    given = {"key": None, "published": dt.date(2019, 8, 28), "locator": "news.jsonl#row 3"} | fields
    return Document(id=id_, text=text, sha256_text=digest, sha256_raw=digest, **given)


@pytest.fixture
def engine() -> Engine:
    return join(FakeReader(), PlainResolver())


def test_version_names_everything_behind_a_claim(engine: Engine) -> None:
    assert "fake 1" in engine.version
    assert "plain 1" in engine.version
    assert engine.version.startswith("contested ")
    assert "ontology 1" in engine.version
    assert "link " in engine.version


def test_claims_are_identified_labelled_and_proven(engine: Engine) -> None:
    document = made("Northern jets bombed Homs on Monday. A day later Southern guns shelled Idlib.")
    outcome = read_document(engine, document)
    assert outcome.problem is None
    assert [c.type for c in outcome.claims] == ["air_strike", "shelling"]
    assert len({c.id for c in outcome.claims}) == 2
    assert all(c.id.startswith("c_") and c.event and c.version == engine.version for c in outcome.claims)
    assert all(s.proves(document.text) for c in outcome.claims for s in spans_of(c))
    assert set(outcome.seconds) == {"extract", "resolve", "label"}


def test_ids_are_the_same_every_time_and_differ_between_versions(engine: Engine) -> None:
    document = made("Northern jets bombed Homs.")
    other = Engine(reader=engine.reader, resolver=engine.resolver, version="another")
    assert read_document(engine, document).claims == read_document(engine, document).claims
    assert read_document(engine, document).claims[0].id != read_document(other, document).claims[0].id


@pytest.mark.parametrize(
    ("text", "stage", "reason"),
    [
        ("BREAKS: jets bombed Homs.", "extract", "RuntimeError: the reader broke in two lines"),
        ("REFUSES: jets bombed Homs.", "extract", "this document defeats the reader"),
        ("NOWHERE: jets bombed Homs.", "resolve", "KeyError: 'no such place'"),
        ("LIES: jets bombed Homs.", "extract", "has a span that the text does not prove: 'bombed' at 0"),
    ],
)
def test_a_fault_sets_its_document_aside(engine: Engine, text: str, stage: str, reason: str) -> None:
    outcome = read_document(engine, made(text))
    assert outcome.claims == ()
    assert outcome.problem is not None
    assert (outcome.problem.file, outcome.problem.record) == ("news.jsonl", "row 3")
    assert outcome.problem.stage == stage
    assert reason in outcome.problem.reason


def test_a_broken_resource_is_not_the_fault_of_a_document(engine: Engine) -> None:
    with pytest.raises(ResolveError, match="gazetteer"):
        read_document(engine, made("BROKEN GAZETTEER: jets bombed Homs."))


def test_a_text_in_another_script_is_never_passed_over_in_silence(engine: Engine) -> None:
    outcome = read_document(engine, made("قصفت الطائرات القرية", language=None))
    assert outcome.problem is not None and "not in Latin script" in outcome.problem.reason
    assert read_document(engine, made("Northern jets bombed Homs.", language=None)).problem is None
    assert read_document(engine, made("12 + 30", language=None)).problem is None


def test_another_language_is_said_to_be_unread(engine: Engine) -> None:
    outcome = read_document(engine, made("Northern jets bombed Homs.", language="ar"))
    assert outcome.claims == ()
    assert outcome.problem is not None
    assert outcome.problem.reason == "language 'ar' is not read by the fake reader"


@given(st.text(alphabet="ab .\n\u0301\u0633\U0001f600", max_size=30), st.integers(0, 3))
def test_every_claim_proves_itself_in_any_script(noise: str, n: int) -> None:
    engine = join(FakeReader(), PlainResolver())
    document = made(f"{noise}. Northern jets bombed Homs {noise}. " * n)
    outcome = read_document(engine, document)
    assert outcome.problem is None
    assert len(outcome.claims) == n
    assert all(s.proves(document.text) for c in outcome.claims for s in spans_of(c))


def test_a_date_line_that_disagrees_is_noted_on_the_document(engine: Engine) -> None:
    text = "ARDIN, Aug. 20 (Agency) - Northern jets bombed Homs on Monday."
    assert read_document(engine, made(text)).document.notes == (
        "date line 2019-08-20 used; the publication date given, 2019-08-28, disagrees",
    )
    assert read_document(engine, made(text.replace("20", "28"))).document.notes == ()
