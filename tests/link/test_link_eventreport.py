"""The R package's aggregation models: its documented examples, and events worked out by hand."""

from __future__ import annotations

import pytest

from contested.link.weigh import Said, choose
from contested.link.weigh.eventreport import MODELS, Model, aggregate

TIES = ("mode", "highest:first", "highest:second")


def fruit(first: bool, second: bool) -> list[Said]:
    rows = [("apple", 1, 1), ("apple", 2, 1), ("banana", 1, 2), ("banana", 2, 1)]
    return [
        Said(
            value=v,
            label=v,
            origin=str(n),
            key=str(n),
            precision=a,
            weights=({"first": a} if first else {}) | ({"second": b} if second else {}),
        )
        for n, (v, a, b) in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("first", "second", "value"), [(False, False, None), (True, False, None), (True, True, "banana")]
)
def test_the_examples_of_calc_mode(first: bool, second: bool, value: str | None) -> None:
    found = choose(fruit(first, second), TIES, ties="unknown", count="reports", silence=True)
    assert found is not None
    assert (found.value, found.tied) == (value, value is None)


def test_the_example_of_calc_max_precision() -> None:
    order = ("most_precise", *TIES)
    found = choose(fruit(True, True), order, ties="unknown", count="reports", silence=True)
    assert found is not None
    assert found.tied  # of the two rows of precision 2, both tie-breaks are equal


def report(city: str, geo: int, actor: str, sure: int, deaths: str, grade: int, day: int) -> dict[str, str]:
    return {
        "city": city,
        "geo_precision": str(geo),
        "actor1": actor,
        "actor1_precision": str(sure),
        "deaths_best": deaths,
        "source_classification": str(grade),
        "certain": "2",
        "date_start": f"2010-03-{day:02}",
    }


EVENT = [
    report("Exton", 3, "Police", 1, "2", 1, 4),
    report("Exton", 3, "Army", 2, "2", 4, 4),
    report("Harbour", 5, "Guards", 4, "9", 2, 6),
    report("", 1, "Army", 2, "", 3, 5),
]
BY_HAND = {
    "representative": ("Exton", "Army", 2, "2010-03-04"),
    "informative": ("Harbour", "Guards", 9, "2010-03-06"),
    "conservative": (None, "Police", 2, "2010-03-04"),
}


@pytest.mark.parametrize("model", MODELS)
def test_an_event_of_four_reports_worked_out_by_hand(model: Model) -> None:
    found = aggregate(EVENT, model)
    values = tuple(
        (c.value if (c := found[k]) is not None else None)
        for k in ("city", "actor1", "deaths_best", "date_start")
    )
    assert values == BY_HAND[model]


def test_ties_words_by_the_better_source_and_numbers_by_the_smaller() -> None:
    pair = [report("A", 3, "Police", 2, "7", 1, 4), report("B", 3, "Army", 2, "3", 4, 4)]
    found = aggregate(pair, "representative")
    assert found["actor1"].value == "Army"  # type: ignore[union-attr]
    assert found["deaths_best"].value == 3  # type: ignore[union-attr]
    equal = [dict(r, source_classification="2") for r in pair]
    assert aggregate(equal, "representative")["actor1"].tied  # type: ignore[union-attr]
