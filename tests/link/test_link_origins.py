"""Ten outlets that carry one story are one source."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from link_cases import DAY, IDLIB, Report, claims, heads

from contested.link import link
from contested.link.origins import copies_of
from contested.model import DocumentHead

SKETCH = tuple(range(0, 640, 10))
CHANGED = (*SKETCH[:58], *range(1001, 1007))
OTHER = tuple(range(5, 645, 10))


def head(name: str, sketch: tuple[int, ...], day: int = 0) -> DocumentHead:
    return DocumentHead(id=name, outlet=name, published=DAY + dt.timedelta(day), fingerprint=sketch)


def test_copies_count_under_the_earliest() -> None:
    found = copies_of([head("b", CHANGED, 1), head("a", SKETCH), head("z", OTHER), head("short", ())])
    assert found == {"a": "a", "b": "a", "z": "z", "short": "short"}


def test_likeness_of_copies_does_not_chain() -> None:
    third = tuple(sorted((*SKETCH[:20], *range(2001, 2045))))
    found = copies_of([head("a", SKETCH), head("b", CHANGED, 1), head("c", third, 2)])
    assert found["c"] == "c"


@dataclass(frozen=True)
class Telling:
    outlet: str
    words: str
    source: tuple[tuple[str, str], ...] = ()
    sketch: tuple[int, ...] = ()


def origins(*tellings: Telling) -> tuple[str, ...]:
    reports = []
    for t in tellings:
        report = Report(t.words, t.outlet, fingerprint=t.sketch)
        report.claim(
            t.words, "hit", "air_strike", target=["clinic"], at=["Old Ford"], source=t.source, **IDLIB
        )
        reports.append(report)
    (incident,) = link(heads(*reports), claims(*reports))
    return incident.origins


def test_an_anonymous_source_of_one_agency_is_one_origin() -> None:
    found = origins(
        Telling(
            "Gazette",
            "Jets hit a clinic in Old Ford, a security source told Reuters.",
            (("security source", "military"), ("Reuters", "media")),
        ),
        Telling(
            "Herald",
            "A senior Turkish security source told Reuters that jets hit the clinic in Old Ford.",
            (("senior Turkish security source", "military"), ("Reuters", "media")),
        ),
    )
    assert len(found) == 1 and found[0].endswith("via Reuters")


def test_witnesses_of_two_outlets_are_two_origins() -> None:
    witness = (("witness", "resident"),)
    found = origins(
        Telling("Gazette", "Jets hit a clinic in Old Ford, a witness said.", witness),
        Telling("Herald", "A witness saw how jets hit the clinic in Old Ford.", witness),
    )
    assert found == ("witness via Gazette", "witness via Herald")


def test_a_monitor_has_one_name() -> None:
    found = origins(
        Telling("Gazette", "Jets hit a clinic in Old Ford, SOHR said.", (("SOHR", "monitor"),)),
        Telling(
            "Herald",
            "Jets hit the clinic in Old Ford, says the Syrian Observatory for Human Rights.",
            (("Syrian Observatory for Human Rights", "monitor"),),
        ),
    )
    assert found == ("SOHR",)


def test_a_wire_copy_adds_no_origin() -> None:
    told = "Jets hit a clinic in Old Ford."
    found = origins(Telling("Herald", told, sketch=CHANGED), Telling("Gazette", told, sketch=SKETCH))
    assert len(found) == 1


def test_the_copy_that_is_relayed_is_the_original() -> None:
    wire = "Jets hit a clinic in Old Ford, a security source told Meridian Wire."
    said = (("security source", "military"), ("Meridian Wire", "other"))
    found = origins(
        Telling("Courier", wire, said, sketch=SKETCH),
        Telling("Meridian Wire", wire, (("security source", "military"),), sketch=CHANGED),
        Telling(
            "Herald",
            "Jets hit the clinic in Old Ford, a source told Meridian Wire.",
            (("source", "unnamed"), ("Meridian Wire", "media")),
        ),
    )
    assert found == ("security source via Meridian Wire",)


def test_copies_are_listed() -> None:
    told = "Jets hit a clinic in Old Ford."
    reports = [Report(told, "Herald", fingerprint=CHANGED), Report(told, "Gazette", fingerprint=SKETCH)]
    for report in reports:
        report.claim(told, "hit", "air_strike", target=["clinic"], at=["Old Ford"], **IDLIB)
    (incident,) = link(heads(*reports), claims(*reports))
    assert incident.copies == (tuple(sorted(r.head.id for r in reports)),)
    assert incident.fields[0].positions[0].origins == 1
