import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.read.dates import parse_date

DAY = dt.date(2019, 8, 28)


@pytest.mark.parametrize(
    "text",
    [
        "2019-08-28",
        "2019-08-28T23:59:00-05:00",
        "2019/8/28 10:00",
        "20190828",
        "28 August, 2019",
        "28th of August 2019",
        "August 28, 2019",
        "Wed, 28 Aug 2019 21:30:00 +0000",
        "Published On 28 Aug 2019",
        "28 août 2019",
        "28 de agosto de 2019",
        "28. August 2019",
        "28 Ağustos 2019",
        "28 августа 2019 г.",
        "28 серпня 2019",
        "28 أغسطس 2019",
        "28/8/2019",
        "8/28/19",
        1566993600,
        1566993600000,
        DAY,
        dt.datetime(2019, 8, 28, 5),
    ],
)
def test_one_day_in_many_writings(text: object) -> None:
    assert parse_date(text).date == DAY


@pytest.mark.parametrize(
    "text",
    [
        "0000-00-00",
        "2019-02-30",
        "1970-01-01T00:00:00Z",
        "0001-01-01",
        "2019",
        "August 2019",
        "soon",
        True,
        [],
        7,
    ],
)
def test_no_day_is_none_with_a_reason(text: object) -> None:
    reading = parse_date(text)
    assert reading.date is None
    assert reading.reason


@pytest.mark.parametrize("text", [None, "", "  "])
def test_nothing_is_none_without_a_reason(text: object) -> None:
    assert parse_date(text) == (None, "", None, False)


def test_an_all_number_date_needs_an_order() -> None:
    assert parse_date("4/5/2017").ambiguous
    assert parse_date("4/5/2017").date is None
    assert parse_date("4/5/2017", "dmy").date == dt.date(2017, 5, 4)
    assert parse_date("4/5/2017", "mdy").date == dt.date(2017, 4, 5)
    assert parse_date("5/5/2017").date == dt.date(2017, 5, 5)
    assert parse_date("28/5/2017", "mdy").date == dt.date(2017, 5, 28)
    assert (parse_date("28/5/2017").votes, parse_date("5/28/2017").votes) == ("dmy", "mdy")


@given(st.text(max_size=60) | st.integers() | st.floats() | st.binary())
def test_anything_gives_a_date_or_a_reason(value: object) -> None:
    reading = parse_date(value)
    assert reading.date is not None or reading.reason or not str(value).strip()


@given(st.dates(dt.date(1901, 1, 2), dt.date(2199, 12, 31)))
def test_iso_and_written_dates_come_back(day: dt.date) -> None:
    if day == dt.date(1970, 1, 1):
        return
    assert parse_date(day.isoformat()).date == day
    assert parse_date(f"{day:%d %B %Y}").date == day
    assert parse_date(f"{day:%B %d, %Y}").date == day
