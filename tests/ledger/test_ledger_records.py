"""Runs, problems, judgements, readings: what goes in comes out, once, and stays."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from msgspec.structs import replace

from contested.ledger import ClaimQuery, DocumentQuery, Reading
from contested.model import Judgement, LedgerError, Problem, Span, UsageError, Where, head_of
from sample_values import DAY, NOON, PLACE, claim, document, full_claim, run


def add(ledger: Any, doc: Any, claims: Any, version: str = "v1", at: dt.datetime = NOON) -> bool:
    done: bool = ledger.add_reading(doc, claims, version=version, reader="rules", run_id="r_1", at=at)
    return done


def test_a_reading_comes_back_equal_and_only_once(store: Any) -> None:
    doc = document(key="n-1", origins={"outlet": "column 'source'"}, fingerprint=(1, 2**64 - 1))
    found = full_claim(doc)
    assert add(store.write, doc, [found]) is True
    assert add(store.write, doc, [found]) is False
    assert store.read.document(doc.id) == doc
    assert list(store.read.documents()) == [doc]
    assert list(store.read.claims()) == [found]
    assert store.read.claim(found.id) == found
    assert store.read.has_reading(doc.id, "v1") and not store.read.has_reading(doc.id, "v2")
    assert store.read.known_readings("v1") == {doc.id}
    assert list(store.read.document_heads()) == [(head_of(doc), 1)]


def test_the_newest_reading_is_current_and_the_old_one_stays(store: Any) -> None:
    doc = document()
    old, new = claim(doc, version="v1"), claim(doc, version="v2")
    later = NOON + dt.timedelta(seconds=1)
    assert add(store.write, doc, [new], "v2", later)
    assert add(store.write, doc, [old], "v1", NOON)  # arrives last, was read first
    assert list(store.read.claims()) == [new]
    assert {c.id for c in store.read.claims(ClaimQuery(superseded=True))} == {old.id, new.id}
    assert list(store.read.claims_for_linking()) == [(head_of(doc), new)]
    assert store.read.claim(old.id) == old
    assert store.read.counts()["claims"] == 1
    assert store.read.counts()["readings"] == 2


def test_a_reading_that_finds_nothing_replaces_one_that_found_something(store: Any) -> None:
    doc = document()
    add(store.write, doc, [claim(doc)])
    add(store.write, doc, [], "v2", NOON + dt.timedelta(days=1))
    assert list(store.read.claims()) == []
    assert list(store.read.document_heads()) == [(head_of(doc), 0)]


def test_a_batch_is_all_or_nothing(store: Any) -> None:
    one, two = document("Shells fell. Really."), document("Rockets fell. Really.")
    good = Reading(
        document=one, claims=(claim(one, "fell"),), version="v1", reader="x", run_id="r_1", at=NOON
    )
    clash = claim(two, "fell")
    bad = replace(good, document=two, claims=(replace(clash, id=good.claims[0].id),))
    with pytest.raises(LedgerError, match="refuses"):
        store.write.add_readings([good, bad])
    assert store.read.counts()["documents"] == 0
    assert store.write.add_readings([good, good]) == [True, False]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": ""}, "empty"),
        ({"document_id": "d_other"}, "d_other"),
        ({"confidence": {"type": float("nan")}}, "NaN"),
        ({"where": Where(place=replace(PLACE, radius_km=float("inf")))}, "infinite"),
        ({"weapon": Span(text="sword", start=0, end=5)}, "'sword' is not at 0"),
    ],
)
def test_the_door_refuses_what_is_not_proved(store: Any, change: dict[str, Any], message: str) -> None:
    doc = document()
    with pytest.raises(LedgerError, match=message):
        add(store.write, doc, [replace(claim(doc), **change)])
    assert store.read.counts()["documents"] == 0


def test_the_door_refuses_half_a_surrogate_pair_a_naive_time_and_an_unknown_run(store: Any) -> None:
    doc = document()
    with pytest.raises(LedgerError, match="surrogate"):
        add(store.write, replace(doc, text="a\ud800"), [])
    with pytest.raises(LedgerError, match="time zone"):
        add(store.write, doc, [], at=dt.datetime(2020, 1, 1))
    with pytest.raises(LedgerError, match="never begun"):
        store.write.add_reading(doc, [], version="v", reader="x", run_id="r_9", at=NOON)
    with pytest.raises(LedgerError, match="another text"):
        add(store.write, doc, [])
        add(store.write, replace(doc, sha256_text="0" * 64), [], "v2")


def test_a_run_that_was_cut_off_stays_visible(store: Any) -> None:
    second = run(2)
    store.write.begin_run(second)
    store.write.begin_run(second)
    assert [(r.id, r.finished) for r in store.read.runs()] == [("r_1", None), ("r_2", None)]
    done = replace(second, finished=NOON + dt.timedelta(hours=1), counts={"documents": 3})
    store.write.finish_run(done)
    store.write.finish_run(done)
    assert store.read.runs() == [run(1), done]
    with pytest.raises(LedgerError, match="other content"):
        store.write.finish_run(replace(done, counts={}))
    with pytest.raises(LedgerError, match="never begun"):
        store.write.finish_run(replace(done, id="r_9"))
    with pytest.raises(LedgerError, match="no time"):
        store.write.finish_run(run(1))


def test_a_problem_met_again_is_listed_once(store: Any) -> None:
    store.write.begin_run(run(2))
    first = Problem(file="a.csv", record="row 3", reason="no text", stage="read")
    second = Problem(file="b.pdf", reason="no text in it", stage="read")
    for run_id, problem in (("r_1", first), ("r_1", first), ("r_2", second), ("r_2", first)):
        store.write.add_problem(run_id, problem)
    assert store.read.problems() == [first, second]
    assert store.read.problems("r_1") == [first]
    assert store.read.problems("r_2") == [second, first]
    assert store.read.counts()["problems"] == 2


def test_judgements_are_kept_beside_each_other(store: Any) -> None:
    first = Judgement(id="j_1", kind="reject", subject=("c_1", "c_1"), who="ann", why="wrong town", at=NOON)
    second = Judgement(id="j_2", kind="same", subject=("i_1", "c_1"), who="bo", at=NOON, supersedes="j_1")
    assert store.write.add_judgement(first) is True
    assert store.write.add_judgement(first) is False
    assert store.write.add_judgement(second) is True
    assert store.read.judgements() == [first, second]
    assert store.read.judgements("i_1") == [second]
    with pytest.raises(LedgerError, match="other content"):
        store.write.add_judgement(replace(first, why="changed my mind"))
    with pytest.raises(LedgerError, match="refuses"):
        store.write.add_judgement(replace(first, id="j_3", supersedes="j_unknown"))


def test_documents_by_filter_and_prefix(store: Any) -> None:
    a = document("One. x", outlet="Agência Exemplo", title="Ataque", published=DAY, language="pt")
    b = document("Two. y", outlet="Example Post", title="Strike", published=None)
    c = document("Six. z", outlet="Example Post", title="Later", published=DAY + dt.timedelta(days=3))
    for doc in (a, b, c):
        add(store.write, doc, [])

    def ids(**filters: Any) -> list[str]:
        return [d.id for d in store.read.documents(DocumentQuery(**filters))]

    assert ids() == [c.id, a.id, b.id]
    assert ids(outlet="AGENCIA") == [a.id]
    assert ids(since=DAY, until=DAY) == [a.id]
    assert ids(language="en", limit=1, offset=1) == [b.id]
    assert ids(title="strike") == [b.id]
    assert ids(title="%") == []
    assert store.read.document(a.id[:-2]) == a
    assert store.read.document("d_zzz") is None and store.read.document("") is None
    with pytest.raises(UsageError, match="give more"):
        store.read.document("d_")
