"""Incidents and claims: filters, order, references; the derived tables are replaced as a whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from msgspec.structs import replace

from contested.ledger import ClaimQuery, IncidentQuery
from contested.model import Claim, Field, Harm, LedgerError, UsageError
from sample_values import DAY, NOON, PLACE, document, full_claim, incident

LATER = DAY + dt.timedelta(days=10)


@pytest.fixture
def claims(store: Any) -> list[Claim]:
    """Four claims of four documents."""
    out = []
    for n in range(4):
        doc = document(key=str(n))
        found = full_claim(doc, background=n == 3, status="denied" if n == 2 else "asserted")
        store.write.add_reading(doc, [found], version="v1", reader="rules", run_id="r_1", at=NOON)
        out.append(found)
    return out


@pytest.fixture
def filled(store: Any, claims: list[Claim]) -> Any:
    where = Field(name="where", state="contested", positions=())
    dnipro = replace(PLACE, id="geonames:2", name="Дніпро", country="Ukraine", admin1="Dnipropetrovsk 100%")
    found = [
        incident("i_aa1", claim_ids=(claims[0].id,)),
        incident("i_aa2", claim_ids=(claims[1].id,), start=LATER, end=LATER, harm=(), fields=(where,)),
        incident(
            "i_bb1", claim_ids=(claims[2].id,), type="siege", place=dnipro, country="Ukraine", admin1=None
        ),
        incident(
            "i_cc1", claim_ids=(), start=None, end=None, fields=(), place=None, country=None, admin1=None
        ),
    ]
    found[2] = replace(found[2], end=LATER, fields=(), origins=("a", "b", "c"))
    found[3] = replace(found[3], background=True, harm=(Harm(kind="killed", best=10**30, rule="max"),))
    assert store.write.replace_incidents(found, version="link 1") == 4
    return store.read


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, "aa2 aa1 bb1 cc1"),
        ({"since": DAY + dt.timedelta(days=1)}, "aa2 bb1"),
        ({"until": DAY}, "aa1 bb1"),
        ({"since": LATER, "until": LATER}, "aa2 bb1"),
        ({"place": "khan SHAYKHUN"}, "aa2 aa1"),
        ({"place": "дніпр"}, "bb1"),
        ({"place": "syria"}, "aa2 aa1"),
        ({"place": "Idlib Syria"}, ""),
        ({"place": "_"}, ""),
        ({"place": "x' OR 1=1 --"}, ""),
        ({"actor": "government"}, "aa1"),
        ({"actor": "clinic"}, "aa1"),
        ({"type": "siege"}, "bb1"),
        ({"country": "UKRAINE"}, "bb1"),
        ({"contested": True}, "aa2 aa1"),
        ({"contested": False}, "bb1 cc1"),
        ({"contested": "where"}, "aa2"),
        ({"contested": "perpetrator", "type": "siege"}, ""),
        ({"background": True}, "cc1"),
        ({"sort": "harm"}, "cc1 aa1 bb1 aa2"),
        ({"sort": "origins"}, "bb1 aa2 aa1 cc1"),
        ({"sort": "contested"}, "aa2 aa1 bb1 cc1"),
        ({"limit": 2, "offset": 1}, "aa1 bb1"),
        ({"limit": 0}, ""),
        ({"limit": None, "offset": 3}, "cc1"),
    ],
)
def test_filters_and_order(filled: Any, filters: dict[str, Any], expected: str) -> None:
    query = IncidentQuery(**filters)
    page = filled.incidents(query)
    assert [i.id[2:] for i in page.incidents] == expected.split()
    assert [i.id for i in filled.each_incident(query)] == [i.id for i in page.incidents]
    whole = replace(query, limit=None, offset=0)
    assert page.total == len(filled.incidents(whole).incidents)


def test_incident_by_id_prefix_claim_and_claim_prefix(filled: Any, claims: list[Claim]) -> None:
    for reference in ("i_bb1", "i_b", claims[2].id, claims[2].id[:-1]):
        assert filled.incident(reference).id == "i_bb1"
    assert filled.incident(claims[3].id) is None  # linked to nothing
    assert filled.incident("i_zz") is None
    with pytest.raises(UsageError, match="i_aa1, i_aa2"):
        filled.incident("i_aa")


def test_incidents_are_replaced_whole_or_not_at_all(store: Any, filled: Any) -> None:
    before = filled.incidents().incidents

    def broken() -> Any:
        yield incident("i_new", claim_ids=())
        raise ValueError("the linker fell over")

    with pytest.raises(ValueError, match="fell over"):
        store.write.replace_incidents(broken(), version="link 2")
    with pytest.raises(LedgerError, match="refuses"):
        store.write.replace_incidents([incident("i_x", claim_ids=("c_unknown",))], version="link 2")
    assert filled.incidents().incidents == before
    assert store.write.replace_incidents([], version="link 2") == 0
    assert filled.incidents().total == 0


def test_needs_linking_after_new_records_or_a_new_link_version(store: Any) -> None:
    assert store.read.needs_linking("link 1")
    store.write.replace_incidents([], version="link 1")
    assert not store.read.needs_linking("link 1")
    assert store.read.needs_linking("link 2")
    before = store.read.position()
    store.write.add_reading(document(), [], version="v1", reader="rules", run_id="r_1", at=NOON)
    assert store.read.needs_linking("link 1")
    store.write.replace_incidents([], version="link 1", through=before)
    assert store.read.needs_linking("link 1")  # computed from what was there before


def test_claims_by_filter(filled: Any, claims: list[Claim]) -> None:
    def ids(**filters: Any) -> set[str]:
        return {c.id for c in filled.claims(ClaimQuery(**filters))}

    every = {c.id for c in claims}
    assert ids() == every
    assert ids(document=claims[1].document_id) == {claims[1].id}
    assert ids(incident="i_aa1") == {claims[0].id}
    assert ids(status="denied") == {claims[2].id}
    assert ids(background=True) == {claims[3].id}
    assert ids(place="khan shaykhun", country="syria", type="air_strike", actor="jets", since=DAY) == every
    assert ids(until=DAY - dt.timedelta(days=1)) == set()
    assert len(ids(limit=2, offset=1)) == 2
    assert ids(actor="...") == set()


def test_an_answer_half_read_does_not_hold_back_later_ones(store: Any, claims: list[Claim]) -> None:
    half = store.read.claims_for_linking()
    next(half)
    doc = document(key="new")
    store.write.add_reading(doc, [full_claim(doc)], version="v1", reader="rules", run_id="r_1", at=NOON)
    assert store.read.has_reading(doc.id, "v1")
    assert len(list(half)) == 3  # the moment at which it was asked
    assert len(list(store.read.claims_for_linking())) == 5


def test_the_stream_for_linking_is_ordered_by_document(store: Any, claims: list[Claim]) -> None:
    heads = [head.id for head, _ in store.read.claims_for_linking()]
    assert heads == sorted(heads) and len(heads) == 4
