"""Counts: what disagrees, what is a part of a whole, and low-best-high."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from link_cases import DAY, IDLIB, Report, claims, heads

from contested.link import link
from contested.link.harm import Figure, figure_of
from contested.model import Field, Harm

Entry = tuple[str, str | None, int | None, int | None]


def told(*reports: tuple[str, str, list[Entry], int]) -> tuple[Field, dict[str, Harm]]:
    made = []
    for outlet, text, harm, day in reports:
        report = Report(text, outlet, DAY + dt.timedelta(day))
        report.claim(text, "killed", "air_strike", target=["clinic"], at=["Old Ford"], harm=harm, **IDLIB)
        made.append(report)
    (incident,) = link(heads(*made), claims(*made))
    return next(f for f in incident.fields if f.name == "killed"), {h.kind: h for h in incident.harm}


def test_different_figures_of_different_outlets_are_contested() -> None:
    field, harm = told(
        ("A", "Nine killed at the clinic in Old Ford.", [("killed", None, 9, 9)], 0),
        ("B", "Four killed at the clinic in Old Ford.", [("killed", None, 4, 4)], 0),
        ("C", "Nine were killed in the clinic at Old Ford.", [("killed", None, 9, 9)], 0),
    )
    assert field.state == "contested"
    assert field.note == "2 origins say 9; 1 says 4."
    assert (harm["killed"].low, harm["killed"].best, harm["killed"].high) == (4, 9, 9)


def test_a_rising_toll_of_one_outlet_is_a_revision() -> None:
    field, harm = told(
        ("A", "Four killed at the clinic in Old Ford.", [("killed", None, 4, 4)], 0),
        ("A", "Now nine killed at the clinic in Old Ford.", [("killed", None, 9, 9)], 1),
    )
    assert field.state == "agreed" and len(field.positions) == 2
    assert harm["killed"].best == 9


def test_a_vaguer_figure_agrees() -> None:
    field, _ = told(
        ("A", "At least three killed at the clinic in Old Ford.", [("killed", None, 3, None)], 0),
        ("B", "Five killed at the clinic in Old Ford.", [("killed", None, 5, 5)], 0),
    )
    assert field.state == "agreed"


def test_zero_is_a_value_and_rivals_another() -> None:
    field, harm = told(
        ("A", "Nobody killed at the clinic in Old Ford.", [("killed", None, 0, 0)], 0),
        ("B", "Five killed at the clinic in Old Ford.", [("killed", None, 5, 5)], 0),
    )
    assert field.state == "contested"
    assert harm["killed"].low == 0 and harm["killed"].high == 5


def test_a_subgroup_is_not_added() -> None:
    text = "Twelve people killed at the clinic in Old Ford, including four children."
    field, harm = told(("A", text, [("killed", "people", 12, 12), ("killed", "children", 4, 4)], 0))
    assert [p.value for p in field.positions] == [{"low": 12, "high": 12}]
    assert harm["killed"].best == 12


def test_groups_of_equal_rank_are_added() -> None:
    text = "A farmer and three sons killed at the clinic in Old Ford."
    _, harm = told(("A", text, [("killed", "farmer", 1, 1), ("killed", "sons", 3, 3)], 0))
    assert harm["killed"].best == 4


def test_up_to_is_nobodys_best_estimate() -> None:
    _, harm = told(("A", "Up to 20 killed at the clinic in Old Ford.", [("killed", None, None, 20)], 0))
    assert (harm["killed"].low, harm["killed"].best, harm["killed"].high) == (None, None, 20)


def test_nobody_counted_is_none_not_zero() -> None:
    field, harm = told(("A", "Nobody said who was killed at the clinic in Old Ford.", [], 0))
    assert field.state == "unknown" and harm == {}


def test_planned_and_denied_harm_counts_nothing() -> None:
    report = Report("Nine killed in Old Ford.", "A")
    for status in ("planned", "denied"):
        claim = report.claim(
            "Nine killed in Old Ford.", "killed", "attack", harm=[("killed", None, 9, 9)], status=status
        )
        assert figure_of(claim, "killed") is None


figures = st.builds(
    lambda low, more, part, vague: Figure(
        low=low,
        high=None if more is None else (low or 0) + more,
        part=part,
        who=None,
        vague=vague,
    ),
    st.none() | st.integers(0, 50),
    st.none() | st.integers(0, 50),
    st.booleans(),
    st.booleans(),
)


@given(figures, figures)
def test_agreement_is_symmetric_and_reflexive(a: Figure, b: Figure) -> None:
    assert a.agrees(b) == b.agrees(a)
    assert a.agrees(a)


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [
        ((5087, 5087), (5100, 5100), True),
        ((1, 1), (9, 9), True),
        ((2, 2), (9, 9), False),
        ((0, 0), (1, 1), False),
    ],
)
def test_rounding_and_one_of_the_dead(a: tuple[int, int], b: tuple[int, int], agree: bool) -> None:
    x, y = (Figure(low=low, high=high, part=False, who=None, vague=False) for low, high in (a, b))
    assert x.agrees(y) is agree
