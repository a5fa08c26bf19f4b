"""The rules that hold between the fields of a claim, one by one."""

from __future__ import annotations

import pytest
from trained_helpers import Told, document, read

from contested.extract.trained.claims import chain_of, harm_of, mode_of, one_role, places_of, status_of
from contested.extract.trained.spans import Found
from contested.model import Status


def found(text: str, start: int, score: float = 0.9) -> Found:
    return Found(text, start, start + len(text), score)


def test_a_threat_is_asserted() -> None:
    odds: dict[Status, float] = {"asserted": 0.3, "planned": 0.6, "denied": 0.1}
    status, sure, why = status_of("threaten", odds)
    assert (status, why) == ("asserted", "a threat is an act of speech")
    assert sure == pytest.approx(0.9)
    assert status_of("air_strike", odds) == ("planned", 0.6, "")
    assert status_of("threaten", {"denied": 0.8, "planned": 0.2}) == ("denied", 0.8, "")


@pytest.mark.parametrize(
    ("names", "odds", "mode", "why"),
    [
        (1, (0.7, 0.1, 0.1, 0.1), "all", ""),
        (1, (0.1, 0.7, 0.1, 0.1), "all", "1 name: all, not one_of"),
        (2, (0.1, 0.7, 0.1, 0.1), "one_of", ""),
        (2, (0.1, 0.2, 0.0, 0.7), "one_of", "2 names: one_of, not none"),
        (1, (0.2, 0.0, 0.7, 0.1), "unknown", ""),
        (0, (0.7, 0.1, 0.1, 0.1), "unknown", "no names: unknown, not all"),
        (0, (0.7, 0.1, 0.05, 0.15), "none", "no names: none, not all"),
        (0, (0.0, 0.0, 0.2, 0.8), "none", ""),
    ],
)
def test_mode_goes_with_the_names(names: int, odds: tuple[float, ...], mode: str, why: str) -> None:
    told = dict(zip(("all", "one_of", "unknown", "none"), odds, strict=True))
    assert mode_of(told, names)[::2] == (mode, why)  # type: ignore[arg-type]


def test_a_name_has_one_role() -> None:
    acted = (found("Guard", 0, 0.9), found("Moors", 50, 0.4))
    struck = (found("guard", 90, 0.5), found("Moors unit", 50, 0.6), found("bridge", 70, 0.2))
    assert one_role(acted, struck) == (acted[:1], struck[1:])
    assert one_role((), struck) == ((), struck)


def test_places_lead_with_the_most_specific() -> None:
    city, other, land, again = (
        found("Eastmere", 20, 0.6),
        found("Quay", 0, 0.3),
        found("Northland", 40),
        found("eastmere", 60),
    )
    assert places_of((other, city), (land, again)) == (city, land)
    assert places_of((), (found("Northland", 40, 0.5), again)) == (again, found("Northland", 40, 0.5))
    assert places_of((), ()) == ()


def test_harmed_goes_to_the_count_that_holds_it_else_to_the_nearest() -> None:
    roles = {
        "killed": (found("three farmers", 10), found("two", 60)),
        "injured": (found("three farmers", 10),),
        "harmed": (found("farmers", 16), found("soldiers", 67)),
    }
    got = [(kind, text.text, who.text if who else None) for kind, text, who in harm_of(roles)]  # type: ignore[arg-type]
    assert got == [
        ("killed", "three farmers", "farmers"),
        ("injured", "three farmers", "farmers"),
        ("killed", "two", "soldiers"),
    ]
    assert harm_of({"harmed": (found("farmers", 3),)}) == ()


def test_one_harm_told_twice_counts_once() -> None:
    roles = {"killed": (found("three dead", 10, 0.5), found("Three dead", 60, 0.8))}
    assert [text.start for _, text, _ in harm_of(roles)] == [60]  # type: ignore[arg-type]


def test_the_chain_leaves_out_the_own_outlet() -> None:
    medic, post, wire = found("medic", 0), found("Harbour Post", 20), found("Coast Wire", 40)
    assert chain_of((medic,), (post,), None) == ((medic, post), "")
    assert chain_of((medic,), (post, wire), "The Harbour Post") == ((medic, wire), "own outlet left out")
    assert chain_of((post,), (), "Harbour Post") == ((), "own outlet left out")
    assert chain_of((), (wire,), None) == ((wire,), "")
    assert chain_of((found("medic", 0, 0.2), wire), (medic, wire), None) == ((wire, medic), "")


@pytest.mark.parametrize("type_", ["armed_clash", "consult", "agreement"])
def test_parties_are_no_targets(type_: str) -> None:
    told = Told("met", type=type_, roles={"perpetrator": "Valoria", "target": "Moorland"})
    (claim,) = read("Valoria met Moorland.", told)
    assert claim.target == () and [n.text for n in claim.perpetrator.names] == ["Valoria", "Moorland"]
    assert claim.rules["target"] == f"{type_} has parties, no target"
    assert "target" not in claim.confidence


def test_rules_tell_what_they_changed() -> None:
    text = "The Guard vowed to shell Eastmere, the Harbour Post reports."
    told = Told(
        "vowed",
        type="threaten",
        status="planned",
        mode="one_of",
        roles={"perpetrator": "Guard", "source": "the Harbour Post"},
    )
    (claim,) = read(document(text, outlet="Harbour Post"), told)
    assert claim.status == "asserted" and claim.perpetrator.mode == "all" and claim.source == ()
    assert claim.rules["status"] == "model tiny; a threat is an act of speech"
    assert claim.rules["perpetrator"] == "model tiny; 1 name: all, not one_of"
    assert claim.rules["source"] == "own outlet left out"


def test_unknown_perpetrators_have_their_own_probability() -> None:
    (claim,) = read("Unknown men shelled Eastmere.", Told("shelled", mode="unknown"))
    assert (claim.perpetrator.mode, claim.perpetrator.names) == ("unknown", ())
    assert claim.confidence["perpetrator"] == 1.0
    (claim,) = read("Eastmere was shelled.", Told("shelled", mode="none"))
    assert claim.perpetrator.mode == "none" and "perpetrator" not in claim.confidence


def test_confidence_is_that_of_the_least_likely_span() -> None:
    told = Told("shelled", roles={"target": ["Eastmere", "Westmere"]}, weak=["Westmere"])
    (claim,) = read("Guns shelled Eastmere and Westmere.", told)
    assert claim.confidence["target"] == 0.731  # one over one plus e to the minus one
    assert claim.rules["target"] == "model tiny"


def test_framing_is_of_the_sentence() -> None:
    told = Told("shelled", roles={"framing": ["brutal", "savage"]})
    (claim,) = read("In a brutal act guns shelled Eastmere. It was savage.", told)
    assert [f.text for f in claim.framing] == ["brutal"]
