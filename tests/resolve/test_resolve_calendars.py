"""Other calendars against published conversions, and dates named in them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.resolve import calendars as c
from contested.resolve.named_calendars import find_calendar, find_feast
from contested.resolve.time import resolve_time

D = dt.date


@pytest.mark.parametrize(
    ("found", "day"),
    [
        (c.solar_hijri_day(1357, 11, 22), D(1979, 2, 11)),
        (c.solar_hijri_day(1399, 12, 30), D(2021, 3, 20)),
        (c.solar_hijri_day(1403, 12, 30), D(2025, 3, 20)),
        (c.solar_hijri_day(1398, 12, 30), None),
        (c.ethiopic_day(2000, 1, 1), D(2007, 9, 12)),
        (c.ethiopic_day(2013, 2, 25), D(2020, 11, 4)),
        (c.coptic_day(1740, 1, 1), D(2023, 9, 12)),
        (c.julian_day(1917, 10, 25), D(1917, 11, 7)),
        (c.julian_day(1900, 2, 29), D(1900, 3, 13)),
        (c.bikram_day(2072, 1, 12), D(2015, 4, 25)),
        (c.hebrew_new_year(5784), D(2023, 9, 16)),
        (c.passover(2023), D(2023, 4, 6)),
        (c.yom_kippur(1973), D(1973, 10, 6)),
        (c.easter(2024), D(2024, 3, 31)),
        (c.easter(1981), D(1981, 4, 19)),
        (c.orthodox_easter(2024), D(2024, 5, 5)),
        (c.orthodox_easter(2022), D(2022, 4, 24)),
    ],
)
def test_conversions(found: dt.date | None, day: dt.date | None) -> None:
    assert found == day


@pytest.mark.parametrize(
    "day_of", [c.solar_hijri_day, c.ethiopic_day, c.coptic_day, c.bikram_day, c.julian_day]
)
@given(year=st.integers(-5, 9999), month=st.integers(0, 14), day=st.integers(0, 33))
def test_no_date_raises(day_of: c.DayOf, year: int, month: int, day: int) -> None:
    assert isinstance(day_of(year, month, day), dt.date | None)


@given(st.integers(1200, 1499), st.integers(1, 11))
def test_solar_hijri_months_follow_each_other(year: int, month: int) -> None:
    first, following = c.solar_hijri_day(year, month, 1), c.solar_hijri_day(year, month + 1, 1)
    assert first and following and (following - first).days == (31 if month < 7 else 30)


@given(st.integers(1583, 4000))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    assert c.easter(year).weekday() == 6 and D(year, 3, 22) <= c.easter(year) <= D(year, 4, 25)
    assert c.orthodox_easter(year).weekday() == 6


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("22 Bahman 1357", D(1979, 2, 11), D(1979, 2, 11)),
        ("Farvardin 1398", D(2019, 3, 21), D(2019, 4, 20)),
        ("12 Hamal, 1398", D(2019, 4, 1), D(2019, 4, 1)),
        ("25 Tikimt 2013", D(2020, 11, 4), D(2020, 11, 4)),
        ("Tir 1398", D(2019, 6, 22), D(2019, 7, 22)),
        ("12 Baisakh 2072", D(2015, 4, 23), D(2015, 4, 27)),
        ("25 October 1917 (Old Style)", D(1917, 11, 7), D(1917, 11, 7)),
        ("2012 Ethiopian calendar", D(2019, 9, 12), D(2020, 9, 10)),
        ("Orthodox Easter 2022", D(2022, 4, 24), D(2022, 4, 24)),
    ],
)
def test_dates_named_as_such(words: str, start: dt.date, end: dt.date) -> None:
    found = resolve_time(words, published=None)
    assert found and (found.start, found.end) == (start, end) and not found.anchored


def test_without_a_year_the_last_one_reached() -> None:
    assert resolve_time("15 Khordad", published=D(2019, 6, 20)).start == D(2019, 6, 5)  # type: ignore[union-attr]
    assert resolve_time("15 Khordad", published=D(2019, 6, 1)).start == D(2018, 6, 5)  # type: ignore[union-attr]
    assert resolve_time("15 Khordad", published=None) is None
    assert find_calendar("mizan and asad fought", D(2019, 6, 1)) is None


def test_feasts() -> None:
    good_friday = find_feast("on good friday", D(2024, 5, 1))
    assert good_friday and good_friday.start == D(2024, 3, 29)
    ahead = find_feast("on easter monday", D(2024, 3, 1), future=True)
    assert ahead and ahead.start == D(2024, 4, 1)
    eid = find_feast("eid al-fitr", D(2023, 5, 1))
    assert eid and eid.start and eid.end and eid.start <= D(2023, 4, 21) <= eid.end and eid.days == 3
    assert find_feast("during passover", D(2022, 4, 20)).start == D(2022, 4, 16)  # type: ignore[union-attr]
    assert find_feast("before easter", D(2024, 5, 1)) is None
    assert find_feast("on easter", None) is None
