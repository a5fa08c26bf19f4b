"""Periods that words name: Islamic dates, feasts, wars, thirds of a month."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.resolve.named import find_named, hijri_day, since_war, third_of_month
from contested.resolve.time import resolve_time

D = dt.date


@pytest.mark.parametrize(
    ("words", "published", "start", "end"),
    [
        ("15 Ramadan 1440", None, D(2019, 5, 19), D(2019, 5, 21)),
        ("during Ramadan", D(2021, 5, 22), D(2021, 4, 13), D(2021, 5, 12)),
        ("Ramadan last year", D(2022, 4, 26), D(2021, 4, 13), D(2021, 5, 12)),
        ("1398 solar Hijri", None, D(2019, 3, 20), D(2020, 3, 21)),
        ("Christmas Eve in 2000", D(2005, 12, 16), D(2000, 12, 24), D(2000, 12, 24)),
        ("late last month", D(2006, 11, 1), D(2006, 10, 21), D(2006, 10, 31)),
        ("last October", D(2006, 11, 22), D(2006, 10, 1), D(2006, 10, 31)),
        ("last April", D(1997, 4, 8), D(1996, 4, 1), D(1996, 4, 30)),
        ("so far in 2023", D(2023, 1, 11), D(2023, 1, 1), D(2023, 1, 11)),
        ("five consecutive days", D(2022, 4, 13), D(2022, 4, 9), D(2022, 4, 13)),
        ("29-06-2016", None, D(2016, 6, 29), D(2016, 6, 29)),
        ("Oct.29", D(2005, 11, 13), D(2005, 10, 29), D(2005, 10, 29)),
        ("August-21", D(2005, 11, 13), D(2005, 8, 21), D(2005, 8, 21)),
    ],
)
def test_named_periods(words: str, published: dt.date | None, start: dt.date, end: dt.date) -> None:
    found = resolve_time(words, published=published)
    assert found is not None
    assert (found.start, found.end) == (start, end)


def test_at_least_so_many_years_have_an_open_start() -> None:
    found = resolve_time("for more than two years", published=D(2016, 7, 1))
    assert found is not None and (found.start, found.end) == (None, D(2016, 7, 1))
    assert resolve_time("for more than two years", published=None) is None


def test_references_take_the_interval_spoken_of_before() -> None:
    anchor = resolve_time("from 3 May 2019 to 9 May 2019", published=None)
    published = D(2019, 6, 1)
    assert anchor is not None
    same = resolve_time("in the same period", published=published, anchor=anchor)
    then = resolve_time("since then", published=published, anchor=anchor)
    assert same is not None and (same.start, same.end) == (D(2019, 5, 3), D(2019, 5, 9))
    assert then is not None and (then.start, then.end) == (D(2019, 5, 3), published)
    assert resolve_time("since then", published=published) is None


def test_a_war_is_the_one_that_the_report_names_and_that_was_on() -> None:
    report = "Kherson, Ukraine. Russian guns fired. Ukrainian crews answered."
    found = since_war("since the war began", report, D(2022, 8, 1))
    assert found is not None and (found.start, found.end) == (D(2022, 2, 24), D(2022, 8, 1))
    assert since_war("since the war began", report, D(2021, 8, 1)) is None
    assert since_war("since the war began", "A report of nowhere.", D(2022, 8, 1)) is None
    assert since_war("since the war began in 2014", report, D(2022, 8, 1)) is None
    assert since_war("since monday", report, D(2022, 8, 1)) is None


def test_nothing_is_named_without_a_name_or_an_anchor() -> None:
    assert find_named("recently", D(2020, 1, 1)) is None
    assert find_named("ramadan", None) is None
    assert find_named("start of ramadan", D(2016, 6, 6)) is None
    assert third_of_month("late last month", None) is None


@given(st.integers(1, 9000), st.integers(1, 12))
def test_hijri_months_have_29_or_30_days(year: int, month: int) -> None:
    first = hijri_day(year, month, 1)
    beyond = hijri_day(year + month // 12, month % 12 + 1, 1)
    assert beyond is None or (first is not None and (beyond - first).days in (29, 30))
