"""Incidents across invented reports: what joins, what stays apart, what comes out contested."""

from __future__ import annotations

import datetime as dt
import random
import time
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from link_cases import DAY, IDLIB, Report, claims, heads, post_strike, town

from contested.link import LINK_VERSION, link
from contested.link.block import look_keys, own_keys
from contested.link.cluster import doc_events
from contested.link.compare import compatible
from contested.model import Claim, Field, Incident, UsageError


def fields(incident: Incident) -> dict[str, Field]:
    return {f.name: f for f in incident.fields}


def test_a_strike_with_rival_culprits_is_one_incident() -> None:
    reports = post_strike()
    (incident,) = link(heads(*reports), claims(*reports))
    who = fields(incident)["perpetrator"]
    assert who.state == "contested"
    assert {p.label for p in who.positions} == {
        "Russia and Syrian government",
        "Syrian government",
        "Russia or Syrian government (unclear)",
    }
    assert "Syria" in who.note and "unclear" in who.note
    assert incident.summary == "air strike, Turkish observation post, Idlib, Syria, 27 Aug 2019"
    assert (incident.type, incident.start, incident.end) == ("air_strike", DAY, DAY)
    assert incident.version == LINK_VERSION


def test_nobody_hurt_is_a_figure_and_an_unsaid_kind_is_unknown() -> None:
    reports = post_strike()
    (incident,) = link(heads(*reports), claims(*reports))
    hurt = fields(incident)["injured"]
    assert hurt.state == "contested"
    assert {p.label: p.origins for p in hurt.positions} == {"0": 1, "2": 1}
    assert [(h.kind, h.low, h.best, h.high) for h in incident.harm] == [("injured", 0, 0, 2)]
    assert fields(incident)["killed"].state == "unknown"
    assert fields(incident)["killed"].positions == ()


def test_a_party_is_marked_and_a_relayed_source_is_its_own_origin() -> None:
    reports = post_strike()
    (incident,) = link(heads(*reports), claims(*reports))
    held = {h.origin: h.party for f in incident.fields for p in f.positions for h in p.holders}
    assert held["security source in Ankara via Reuters"] is True
    assert held["SANA"] is True
    assert held["Northern Herald"] is False
    assert held["Villagers via Northern Herald"] is False


def strike(outlet: str, sentence: str, target: str, at: str, **more: Any) -> Report:
    report = Report(sentence, outlet)
    report.claim(sentence, "hit", "air_strike", target=[target], at=[at], **(IDLIB | more))
    return report


def test_strikes_of_one_day_on_other_targets_stay_apart() -> None:
    a = strike("A", "Jets hit a clinic in Idlib.", "clinic", "Idlib")
    b = strike("B", "Jets hit a market in Idlib.", "market", "Idlib")
    c = strike("C", "A raid hit the village clinic in Idlib.", "village clinic", "Idlib")
    found = link(heads(a, b, c), claims(a, b, c))
    assert sorted(len(i.claim_ids) for i in found) == [1, 2]


def test_a_province_alone_never_joins() -> None:
    a = Report("Jets hit Idlib.", "A")
    a.claim("Jets hit Idlib.", "hit", "air_strike", at=["Idlib"], **IDLIB)
    b = Report("A raid hit Idlib.", "B")
    b.claim("A raid hit Idlib.", "raid", "air_strike", at=["Idlib"], **IDLIB)
    assert len(link(heads(a, b), claims(a, b))) == 2


@pytest.mark.parametrize(("km_north", "joined"), [(0.0, True), (20.0, True), (40.0, False)])
def test_settlements_join_within_reach(km_north: float, joined: bool) -> None:
    a = Report("Jets hit Upper Mill.", "A")
    a.claim(
        "Jets hit Upper Mill.",
        "hit",
        "air_strike",
        at=["Upper Mill"],
        place=town("Upper Mill", 35.5, 36.5),
        **IDLIB,
    )
    b = Report("A raid hit Old Ford.", "B")
    near = town("Old Ford", 35.5 + km_north / 111.2, 36.5)
    b.claim("A raid hit Old Ford.", "raid", "air_strike", at=["Old Ford"], place=near, **IDLIB)
    assert (len(link(heads(a, b), claims(a, b))) == 1) is joined


@pytest.mark.parametrize(("days", "joined"), [(0, True), (1, True), (2, False)])
def test_dates_join_within_a_day(days: int, joined: bool) -> None:
    a = strike("A", "Jets hit a clinic in Old Ford.", "clinic", "Old Ford")
    b = strike("B", "Jets hit the clinic at Old Ford.", "clinic", "Old Ford", day=DAY + dt.timedelta(days))
    assert (len(link(heads(a, b), claims(a, b))) == 1) is joined


def test_likeness_does_not_chain_over_days() -> None:
    reports = [
        strike(
            f"Outlet {n}",
            f"Jets hit clinic {n} in Old Ford.",
            "clinic",
            "Old Ford",
            day=DAY + dt.timedelta(n),
        )
        for n in range(6)
    ]
    for incident in link(heads(*reports), claims(*reports)):
        days = [c.when.start for c in claims(*reports) if c.id in incident.claim_ids]
        assert max(d for d in days if d) - min(d for d in days if d) <= dt.timedelta(2)


def test_an_undated_report_needs_place_actor_and_type() -> None:
    dated = strike("A", "Russian jets hit a clinic in Old Ford.", "clinic", "Old Ford", by=["Russian"])
    loose = strike("B", "Jets hit a clinic in Old Ford.", "clinic", "Old Ford", day=None)
    sure = strike("C", "Jets of Russia hit Old Ford clinic.", "clinic", "Old Ford", day=None, by=["Russia"])
    found = link(heads(dated, loose, sure), claims(dated, loose, sure))
    assert {frozenset(i.document_ids) for i in found} == {
        frozenset({dated.head.id, sure.head.id}),
        frozenset({loose.head.id}),
    }


def test_a_campaign_and_a_toll_stay_apart_from_a_strike() -> None:
    single = strike("A", "Jets hit a clinic in Old Ford.", "clinic", "Old Ford")
    month = strike(
        "B", "Jets hit the clinic in Old Ford all month.", "clinic", "Old Ford", end=DAY + dt.timedelta(20)
    )
    toll = Report("Ninety have died at the clinic in Old Ford.", "C")
    toll.claim(
        "Ninety have died at the clinic in Old Ford.",
        "died",
        "toll",
        at=["Old Ford"],
        harm=[("killed", None, 90, 90)],
        **IDLIB,
    )
    assert len(link(heads(single, month, toll), claims(single, month, toll))) == 3


def test_two_events_of_one_report_are_never_one_incident() -> None:
    text = "Jets hit a clinic in Old Ford. Later jets hit a clinic in Old Ford again."
    report = Report(text, "A")
    report.claim(
        "Jets hit a clinic in Old Ford.", "hit", "air_strike", target=["clinic"], at=["Old Ford"], **IDLIB
    )
    report.claim(
        "Later jets hit a clinic in Old Ford again.",
        "hit",
        "air_strike",
        event="E2",
        target=["clinic"],
        at=["Old Ford"],
        **IDLIB,
    )
    assert len(link(heads(report), claims(report))) == 2


def test_a_denial_is_a_position_of_its_own() -> None:
    accusing = strike("A", "Russian jets hit a clinic in Old Ford.", "clinic", "Old Ford", by=["Russian"])
    text = "Russia did not hit the clinic in Old Ford, its defence ministry said."
    denying = Report(text, "B")
    denying.claim(
        text,
        "hit",
        "air_strike",
        by=["Russia"],
        status="denied",
        target=["clinic"],
        at=["Old Ford"],
        source=[("defence ministry", "military")],
        **IDLIB,
    )
    (incident,) = link(heads(accusing, denying), claims(accusing, denying))
    who = fields(incident)["perpetrator"]
    assert who.state == "contested"
    assert [(p.label, p.denied) for p in who.positions] == [("Russia", False), ("Russia", True)]


def test_a_meeting_is_one_by_its_parties() -> None:
    first = "President Vladimir Putin received Recep Tayyip Erdogan in Moscow on Tuesday."
    second = "The leaders of Russia and Turkey held talks on Tuesday."
    third = "Iran and Turkey held talks on Tuesday."
    day = {"day": DAY, "said": "Tuesday"}
    a, b, c = Report(first, "A"), Report(second, "B"), Report(third, "C")
    a.claim(first, "received", "consult", by=["Vladimir Putin", "Recep Tayyip Erdogan"], at=["Moscow"], **day)
    b.claim(second, "talks", "consult", by=["Russia", "Turkey"], **day)
    c.claim(third, "talks", "consult", by=["Iran", "Turkey"], **day)
    found = link(heads(a, b, c), claims(a, b, c))
    assert sorted(len(i.claim_ids) for i in found) == [1, 2]


def test_one_vague_voice_does_not_name_the_place() -> None:
    reports = [
        strike(f"Outlet {n}", f"Jets hit a clinic in Old Ford, says paper {n}.", "clinic", "Old Ford")
        for n in range(5)
    ]
    reports.append(strike("Last", "Jets hit a clinic in Old Ford market.", "clinic", "Old Ford market"))
    (incident,) = link(heads(*reports), claims(*reports))
    assert incident.summary == "air strike, clinic, Old Ford, Idlib, Syria, 27 Aug 2019"
    assert [p.label for p in fields(incident)["where"].positions] == ["Old Ford, Idlib, Syria"]


def test_claims_without_an_id_are_refused() -> None:
    report = strike("A", "Jets hit a clinic in Old Ford.", "clinic", "Old Ford")
    bare = msgspec.structs.replace(report.claims[0], id="")
    with pytest.raises(UsageError, match="without an id"):
        link(heads(report), [bare])


def world(seed: int, size: int) -> tuple[dict[str, Any], list[Claim]]:
    """Reports about a few towns, days, targets and figures, some without a date or a place."""
    pick = random.Random(seed)
    towns = [town(f"Town{n}", 34 + n * 0.3, 36 + n * 0.2) for n in range(6)]
    reports = []
    for n in range(size):
        where, target = pick.choice(towns), pick.choice(["clinic", "market", "convoy", "post"])
        who, day = pick.choice(["Russian", "rebels", "Syrian"]), DAY + dt.timedelta(pick.randrange(4))
        text = f"{who} forces hit the {target} of {where.name} in wave {n}, killing many."
        report = Report(text, f"Outlet {n % 7}", day + dt.timedelta(pick.randrange(2)))
        killed = pick.choice([None, 0, 3, 12])
        report.claim(
            text,
            "hit",
            pick.choice(["air_strike", "attack", "shelling"]),
            by=[who] if pick.random() < 0.7 else [],
            target=[target] if pick.random() < 0.7 else [],
            at=[where.name] if pick.random() < 0.8 else [],
            place=where if pick.random() < 0.8 else None,
            country="Syria",
            admin1="Idlib",
            day=day if pick.random() < 0.8 else None,
            harm=[("killed", None, killed, killed)] if killed is not None else [],
            status=pick.choice(["asserted", "asserted", "alleged", "denied"]),
        )
        reports.append(report)
    return heads(*reports), claims(*reports)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 25), st.randoms(use_true_random=False))
def test_linking_is_a_partition_free_of_order(seed: int, size: int, shuffler: random.Random) -> None:
    known, said = world(seed, size)
    found = link(known, said)
    shuffled = list(said)
    shuffler.shuffle(shuffled)
    assert link(dict(reversed(known.items())), shuffled + shuffled[:3]) == found
    assert sorted(c for i in found for c in i.claim_ids) == sorted(c.id for c in said)
    assert len({i.id for i in found}) == len(found)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 25))
def test_every_holder_is_a_claim_and_harm_is_ordered(seed: int, size: int) -> None:
    known, said = world(seed, size)
    by_id = {c.id: c for c in said}
    for incident in link(known, said):
        holders = [h for f in incident.fields for p in f.positions for h in p.holders]
        assert {h.claim_id for h in holders} <= set(incident.claim_ids) <= by_id.keys()
        assert all(f.positions or f.state == "unknown" for f in incident.fields)
        assert all((f.state == "contested") <= (len(f.positions) > 1) for f in incident.fields)
        for harm in incident.harm:
            assert harm.low is not None and harm.best is not None and harm.high is not None
            assert harm.low <= harm.best <= harm.high
        counted = any(c.casualties and c.status != "denied" for c in (by_id[i] for i in incident.claim_ids))
        assert bool(incident.harm) == counted


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 20))
def test_blocking_misses_no_pair_that_the_rule_joins(seed: int, size: int) -> None:
    events = doc_events(*world(seed, size))
    for a in events:
        for b in events:
            assert compatible(a, b) == compatible(b, a)
            if compatible(a, b):
                assert set(look_keys(a)) & set(own_keys(b)), (a.key, b.key)


def test_many_claims_link_in_time() -> None:
    known, said = world(7, 1500)
    start = time.process_time()
    assert len(link(known, said)) > 100
    assert time.process_time() - start < 10
