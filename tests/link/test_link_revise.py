"""Change over time, headlines, parties, harm by group and what was known when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from link_cases import DAY, IDLIB, Report, claims, heads, post_strike, town

from contested.link import link
from contested.link.history import as_of, history
from contested.model import Field, Incident, Passage
from contested.read.passages import passages

LATER: dict[str, Any] = {"day": DAY + dt.timedelta(1)}
LEDE = "Jets hit the clinic in Old Ford and {} people were killed, the rescue office said."


def field(incident: Incident, name: str) -> Field:
    return next(f for f in incident.fields if f.name == name)


def toll(outlet: str, out: int | None, low: int, **more: Any) -> Report:
    text = LEDE.format(low)
    report = Report(text, outlet, DAY + dt.timedelta(out) if out is not None else None)
    report.claim(
        text, "hit", "air_strike", target=["clinic"], at=["Old Ford"], harm=[("killed", None, low, low)],
        **IDLIB | more,
    )  # fmt: skip
    return report


def one(*reports: Report) -> Incident:
    (incident,) = link(heads(*reports), claims(*reports))
    return incident


def blamed(outlet: str, day: int, by: str, status: str = "asserted", **more: Any) -> Report:
    text = f"{by} jets hit the clinic in Old Ford."
    report = Report(text + f" ({day})", outlet, DAY + dt.timedelta(day))
    report.claim(
        text, "hit", "air_strike", by=[by], target=["clinic"], at=["Old Ford"], status=status, **IDLIB | more
    )
    return report


def test_a_rising_toll_is_told_as_revisions_of_one_origin() -> None:
    killed = field(one(toll("A", 0, 4), toll("A", 1, 9), toll("A", 2, 11)), "killed")
    assert killed.state == "agreed"
    assert [(r.before, r.after, r.kind) for r in killed.revisions] == [
        ("4", "9", "revised"),
        ("9", "11", "revised"),
    ]
    assert [p.label for p in killed.positions if p.withdrawn == ("A",)] == ["4", "9"]


def test_what_was_withdrawn_is_shown_and_disputes_nothing() -> None:
    first, second = blamed("A", 0, "Russian"), blamed("B", 0, "Syrian")
    assert field(one(first, second), "perpetrator").state == "contested"
    taken_back = blamed("A", 1, "Syrian")
    found = field(one(first, second, taken_back), "perpetrator")
    assert found.state == "agreed" and len(found.positions) == 2
    assert [p.label for p in found.positions if p.withdrawn] == ["Russia"]


def test_a_denial_of_ones_own_claim_is_a_withdrawal() -> None:
    found = field(one(blamed("A", 0, "Russian"), blamed("A", 1, "Russian", "denied")), "perpetrator")
    (revision,) = found.revisions
    assert (revision.kind, revision.before, revision.after) == ("withdrawn", "Russia", "not Russia")


def test_denied_deaths_are_contested() -> None:
    denied = toll("B", 0, 9, status="denied")
    killed = field(one(toll("A", 0, 9), denied), "killed")
    assert killed.state == "contested" and [p.denied for p in killed.positions] == [False, True]


def test_a_headline_that_says_more_is_kept_and_shown() -> None:
    title, body = "Russian jets bomb clinic in Old Ford", "The clinic in Old Ford was hit by Syrian jets."
    report = Report(f"{title}\n{body}", "A")
    what: dict[str, Any] = {"target": ["clinic"], "at": ["Old Ford"], **IDLIB}
    report.claim(title, "bomb", "air_strike", by=["Russian"], section="title", **what)
    report.claim(body, "hit", "air_strike", by=["Syrian"], **what)
    (headline,) = field(one(report), "perpetrator").headlines
    assert (headline.headline, headline.body) == ("Russia", ("Syrian government",))


@pytest.mark.parametrize(("status", "number"), [("alleged", 1), ("asserted", 0)])
def test_a_headline_that_is_surer_than_the_body(status: str, number: int) -> None:
    title, body = "Russian jets bomb clinic in Old Ford", "The clinic in Old Ford was hit by Russian jets."
    report = Report(f"{title}\n{body}", "A")
    what: dict[str, Any] = {"by": ["Russian"], "target": ["clinic"], "at": ["Old Ford"], **IDLIB}
    report.claim(title, "bomb", "air_strike", section="title", **what)
    report.claim(body, "hit", "air_strike", status=status, **what)
    assert len(field(one(report), "perpetrator").headlines) == number


def test_parties_are_counted_apart() -> None:
    said = "Syrian jets hit the clinic in Old Ford, the Russian foreign ministry said."
    report = Report(said, "B")
    report.claim(
        said, "hit", "air_strike", by=["Syrian"], target=["clinic"], at=["Old Ford"],
        source=[("Russian foreign ministry", "government")], **IDLIB,
    )  # fmt: skip
    incident = one(blamed("A", 0, "Syrian"), blamed("C", 0, "Russian"), report)
    syria = next(p for p in field(incident, "perpetrator").positions if p.label == "Syrian government")
    assert (syria.origins, syria.independent) == (2, 1)
    assert incident.independent == len(incident.origins) - 1 and len(incident.parties) == 1


def test_harm_is_counted_by_group() -> None:
    text = "Jets hit the clinic in Old Ford; seven killed, among them three children and two soldiers."
    report = Report(text, "A")
    report.claim(
        text, "hit", "air_strike", target=["clinic"], at=["Old Ford"],
        harm=[("killed", None, 7, 7), ("killed", "children", 3, 3), ("killed", "soldiers", 2, 2)], **IDLIB,
    )  # fmt: skip
    incident = one(report)
    assert {h.group: h.best for h in incident.harm_groups} == {
        "civilians": 3,
        "combatants": 2,
        "children": 3,
    }
    assert [h.group for h in incident.harm] == [None]


def test_nobody_hurt_is_a_figure_of_a_group() -> None:
    incident = one(*post_strike())
    assert [(h.kind, h.group, h.low, h.high) for h in incident.harm_groups] == [
        ("injured", "combatants", 0, 2)
    ]


def test_the_extent_holds_all_that_is_told() -> None:
    near, far = town("Old Ford", 35.9, 36.7, radius_km=2.0), town("New Ford", 36.0, 36.7, radius_km=3.0)
    reports = [toll("A", 0, 4, place=near), toll("C", 0, 4, place=near)]
    reports.append(toll("B", 0, 4, place=far, **LATER))
    extent = one(*reports).extent
    assert extent is not None and (extent.earliest, extent.latest) == (DAY, DAY + dt.timedelta(1))
    assert extent.places == 2 and extent.radius_km == 13.1


def test_as_of_a_day_knows_what_was_out() -> None:
    reports = [toll("A", 0, 4), toll("B", 2, 9), toll("C", None, 5)]
    incident = one(*reports)
    known = as_of(incident, heads(*reports), claims(*reports), DAY + dt.timedelta(1))
    assert known.incident is not None and known.incident.id == incident.id
    assert [p.label for p in field(known.incident, "killed").positions] == ["4"]
    assert known.later == (reports[1].head.id,) and known.undated == (reports[2].head.id,)
    assert as_of(incident, heads(*reports), claims(*reports), DAY - dt.timedelta(1)).incident is None


def test_history_tells_what_each_report_changed() -> None:
    reports = [toll("A", 0, 4), toll("B", 2, 9)]
    incident = one(*reports)
    first, second = history(incident, heads(*reports), claims(*reports))
    assert all(c.before is None for c in first.changes)
    assert ("killed", "agreed: 4", "contested: 4 (1); 9 (1)") in [
        (c.field, c.before, c.after) for c in second.changes
    ]
    assert "where" not in [c.field for c in second.changes]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 3)), min_size=1, max_size=5, unique=True))
def test_after_the_last_day_all_is_known(told: Sequence[tuple[str, int]]) -> None:
    reports = [toll(outlet, day, 9) for outlet, day in told]
    incident = one(*reports)
    known = as_of(incident, heads(*reports), reversed(claims(*reports)), DAY + dt.timedelta(9))
    assert known.incident == incident and len(history(incident, heads(*reports), claims(*reports))) == len(
        {r.head.id for r in reports}
    )


def printed(text: str, outlet: str, day: int) -> Report:
    report = Report(text, outlet, DAY + dt.timedelta(day))
    found: tuple[Passage, ...] = passages(text)
    report.head = type(report.head)(
        id=report.head.id, outlet=outlet, published=report.head.published, passages=found
    )
    return report


def test_a_carried_passage_counts_under_the_report_that_had_it_first() -> None:
    lede = "Four shells hit the clinic in Old Ford before dawn on Tuesday and set its roof on fire."
    wire = printed(lede, "Wire", 0)
    other = printed(f"The ferry to the island is running again after the storm, owners say.\n{lede}", "B", 1)
    own = printed("Shells hit a clinic in Old Ford, and our reporter saw it burn to the ground.", "C", 1)
    for report in (wire, other, own):
        text = report.document.text.splitlines()[-1]
        report.claim(text, "hit", "shelling", target=["clinic"], at=["Old Ford"], **IDLIB)
    incident = one(wire, other, own)
    assert incident.origins == ("C", "Wire") and incident.independent == 2
    holders = {h.outlet: h for h in field(incident, "what").positions[0].holders}
    assert holders["B"].copied_from == wire.head.id and holders["B"].relayed is True
    assert holders["C"].copied_from is None and holders["C"].relayed is False


def test_updates_of_one_outlet_are_versions() -> None:
    lede = "Four shells hit the clinic in Old Ford before dawn on Tuesday and set its roof on fire."
    first = printed(lede, "Wire", 0)
    second = printed(f"{lede} Two nurses were later found alive under the rubble of the wing.", "Wire", 1)
    for report in (first, second):
        report.claim(lede, "hit", "shelling", target=["clinic"], at=["Old Ford"], **IDLIB)
    assert one(first, second).versions == ((first.head.id, second.head.id),)
