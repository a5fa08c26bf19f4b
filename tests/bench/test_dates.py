"""How date slots are counted and their errors classed."""

import datetime as dt

import pytest

from bench.dates import NONE, Case, Days, fault, faults, rates, table

D = dt.date


def case(gold: Days, ours: Days, words: bool = True) -> Case:
    return Case(words, gold, ours, "rule")


DAY: Days = (D(2019, 5, 7), D(2019, 5, 7))
NEXT: Days = (D(2019, 5, 8), D(2019, 5, 8))
WEEK: Days = (D(2019, 5, 6), D(2019, 5, 12))


@pytest.mark.parametrize(
    ("gold", "ours", "told"),
    [
        (DAY, NONE, "no date given"),
        (NONE, DAY, "dated where"),
        (DAY, NEXT, "day before or after"),
        (DAY, WEEK, "a day for a period"),
        ((D(2019, 5, 6), D(2019, 5, 9)), WEEK, "ends on another day"),
        ((D(2019, 5, 1), D(2019, 5, 12)), WEEK, "begins on another day"),
        (DAY, (D(2018, 5, 7), D(2018, 5, 7)), "another day or period"),
    ],
)
def test_classes_of_errors(gold: Days, ours: Days, told: str) -> None:
    assert fault(case(gold, ours)).startswith("own words: ") and told in fault(case(gold, ours))
    assert fault(case(gold, ours, words=False)).startswith("context: ")


def test_rates_count_what_has_a_date_on_either_side() -> None:
    found = [case(DAY, DAY), case(DAY, NONE), case(NONE, DAY), case(NONE, NONE)]
    assert rates(found) == (50.0, 50.0, 50.0, 2)
    assert "| x, none | 0 |" in table([("x", found)])
    assert faults(found).count("| 1 |") == 2
