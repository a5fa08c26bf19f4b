"""Reports that arrive one by one, in any order, give the incidents of linking all at once."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.simulate import Simulated, document_of, simulate
from contested.ledger import Ledger, Reading, open_ledger
from contested.ledger.query import IncidentQuery
from contested.link import link
from contested.model import Incident, Judgement, Run
from contested.pipeline import relink
from contested.pipeline.linking import link_all, link_new

NOW = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
REPORTS = list(simulate(260, seed=8))


def reading(report: Simulated, *, claims: int | None = None, version: str = "v1") -> Reading:
    document = document_of(report)
    made = [msgspec.structs.replace(c, id=f"{c.id}{version[1:]}") for c in report.claims[:claims]]
    at = NOW + dt.timedelta(days=int(version[1:]))
    return Reading(document=document, claims=tuple(made), version=version, reader="sim", run_id="r_1", at=at)


def fresh(path: Path) -> Ledger:
    ledger = open_ledger(path, create=True)
    ledger.begin_run(Run(id="r_1", started=NOW, command="test", version="0", reader="sim"))
    return ledger


def all_of(ledger: Ledger) -> list[Incident]:
    return sorted(ledger.each_incident(IncidentQuery(limit=None)), key=lambda i: i.id)


def from_scratch(ledger: Ledger) -> list[Incident]:
    rows = list(ledger.claims_for_linking())
    return list(link({h.id: h for h, _ in rows}, [c for _, c in rows]))


def kept(ledger: Ledger) -> list[list[tuple[object, ...]]]:
    tables = ("link_event", "link_key", "link_sketch", "link_copy", "incident_claim")
    return [sorted(ledger._reads.rows(f"SELECT * FROM {name}", {})) for name in tables]


@settings(max_examples=12, deadline=None)
@given(st.permutations(range(len(REPORTS))), st.lists(st.integers(1, 40), min_size=1, max_size=12))
def test_any_order_and_any_batches_give_what_linking_at_once_gives(
    order: Sequence[int], sizes: Sequence[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder, fresh(Path(folder) / "a.ledger") as ledger:
        at, first = 0, True
        for size in sizes:
            some = order[at : at + size]
            at += size
            if not some:
                break
            ledger.add_readings([reading(REPORTS[n]) for n in some])
            assert link_all(ledger) if first else link_new(ledger) == len(some)
            first = False
            assert all_of(ledger) == from_scratch(ledger)
        grown = kept(ledger)
        link_all(ledger)
        assert kept(ledger) == grown


def test_a_new_reading_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    with fresh(tmp_path / "a.ledger") as ledger:
        ledger.add_readings([reading(r) for r in REPORTS[:60]])
        assert relink(ledger)
        ledger.add_readings([reading(r, claims=n % 2, version="v2") for n, r in enumerate(REPORTS[10:40])])
        assert link_new(ledger) == 30
        assert all_of(ledger) == from_scratch(ledger)
        assert not relink(ledger)


def test_a_judgement_or_many_reports_link_everything(tmp_path: Path) -> None:
    with fresh(tmp_path / "a.ledger") as ledger:
        ledger.add_readings([reading(r) for r in REPORTS[:20]])
        assert link_new(ledger) is None
        assert relink(ledger)
        ledger.add_readings([reading(r) for r in REPORTS[20:40]])
        assert link_new(ledger, few=5) is None
        ledger.add_judgement(
            Judgement(id="j_1", kind="same", subject=("a", "b"), field="actor", who="me", at=NOW)
        )
        assert link_new(ledger) is None
        assert relink(ledger)
        assert all_of(ledger) == from_scratch(ledger)
