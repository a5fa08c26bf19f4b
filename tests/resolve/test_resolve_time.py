"""Golden table and properties of time words. 28 August 2019 was a Wednesday."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.resolve.calendar import acled_precision, interval, ucdp_precision
from contested.resolve.time import resolve_time

WEDNESDAY = dt.date(2019, 8, 28)

GOLDEN = [
    ("Tuesday", "2019-08-27", "2019-08-27"),
    ("on Wednesday", "2019-08-28", "2019-08-28"),
    ("Tuesday night", "2019-08-27", "2019-08-27"),
    ("last Wednesday", "2019-08-21", "2019-08-21"),
    ("early on Monday", "2019-08-26", "2019-08-26"),
    ("next Monday", "2019-09-02", "2019-09-02"),
    ("yesterday", "2019-08-27", "2019-08-27"),
    ("the day before yesterday", "2019-08-26", "2019-08-26"),
    ("today", "2019-08-28", "2019-08-28"),
    ("this morning", "2019-08-28", "2019-08-28"),
    ("last night", "2019-08-27", "2019-08-27"),
    ("overnight", "2019-08-27", "2019-08-28"),
    ("tomorrow", "2019-08-29", "2019-08-29"),
    ("last week", "2019-08-19", "2019-08-25"),
    ("this week", "2019-08-26", "2019-08-28"),
    ("over the weekend", "2019-08-24", "2019-08-25"),
    ("earlier this month", "2019-08-01", "2019-08-28"),
    ("last month", "2019-07-01", "2019-07-31"),
    ("last year", "2018-01-01", "2018-12-31"),
    ("two days ago", "2019-08-26", "2019-08-26"),
    ("three weeks ago", "2019-08-07", "2019-08-07"),
    ("the past 24 hours", "2019-08-27", "2019-08-28"),
    ("past two weeks", "2019-08-14", "2019-08-28"),
    ("since Monday", "2019-08-26", "2019-08-28"),
    ("since 2016", "2016-01-01", "2019-08-28"),
    ("since the start of the year", "2019-01-01", "2019-08-28"),
    ("7 May", "2019-05-07", "2019-05-07"),
    ("December 15", "2018-12-15", "2018-12-15"),
    ("Oct. 7, 2018", "2018-10-07", "2018-10-07"),
    ("2019-08-05", "2019-08-05", "2019-08-05"),
    ("March 2019", "2019-03-01", "2019-03-31"),
    ("June", "2019-06-01", "2019-06-30"),
    ("March last year", "2018-03-01", "2018-03-31"),
    ("2014", "2014-01-01", "2014-12-31"),
    ("the 1990s", "1990-01-01", "1999-12-31"),
    ("between 3 and 7 May", "2019-05-03", "2019-05-07"),
    ("from Monday to Wednesday", "2019-08-26", "2019-08-28"),
    ("May 3-7", "2019-05-03", "2019-05-07"),
    ("for a third consecutive day", "2019-08-26", "2019-08-28"),
    ("the summer of 2018", "2018-06-01", "2018-08-31"),
]


@pytest.mark.parametrize(("words", "start", "end"), GOLDEN)
def test_time_words_resolve_against_publication(words: str, start: str, end: str) -> None:
    found = resolve_time(words, published=WEDNESDAY)
    assert found is not None
    assert (str(found.start), str(found.end)) == (start, end)


@pytest.mark.parametrize(
    "words",
    [
        "at dawn",
        "2000 GMT",
        "recently",
        "in recent days",
        "recent weeks",
        "daily",
        "for years",
        "5/6/2019",
        "",
        "?",
        "31 February",
    ],
)
def test_words_that_fix_no_day_are_none(words: str) -> None:
    assert resolve_time(words, published=WEDNESDAY) is None


@pytest.mark.parametrize(
    "words", [w for w, *_ in GOLDEN if w not in ("the 1990s",) and not any(c in w for c in "2")]
)
def test_without_publication_relative_words_stay_none(words: str) -> None:
    assert resolve_time(words, published=None) is None


def test_without_publication_full_dates_stand() -> None:
    found = resolve_time("7 May 2019", published=None)
    assert found is not None
    assert found.start == dt.date(2019, 5, 7)
    assert not found.anchored
    since = resolve_time("since March 2011", published=None)
    assert since is not None
    assert (since.start, since.end) == (dt.date(2011, 3, 1), None)


def test_a_plan_looks_ahead() -> None:
    found = resolve_time("Tuesday", published=WEDNESDAY, future=True)
    assert found is not None
    assert found.start == dt.date(2019, 9, 3)


def test_earlier_counts_from_the_event_before() -> None:
    before = interval(dt.date(2019, 8, 20), dt.date(2019, 8, 20), "test")
    found = resolve_time("two days earlier", published=WEDNESDAY, anchor=before)
    assert found is not None
    assert found.start == dt.date(2019, 8, 18)
    assert resolve_time("two days earlier", published=WEDNESDAY) is None


def test_precision_classes() -> None:
    day = interval(WEDNESDAY, WEDNESDAY, "test")
    week = interval(WEDNESDAY, WEDNESDAY + dt.timedelta(days=6), "test")
    month = interval(dt.date(2019, 8, 1), dt.date(2019, 8, 31), "test")
    year = interval(dt.date(2019, 1, 1), dt.date(2019, 12, 31), "test")
    open_end = interval(WEDNESDAY, None, "test")
    spans = [s for s in (day, week, month, year, open_end) if s]
    assert [acled_precision(s) for s in spans] == [1, 2, 3, None, None]
    assert [ucdp_precision(s) for s in spans] == [1, 3, 4, 5, 5]


_PIECES = st.sampled_from(
    [
        "monday",
        "night",
        "last",
        "next",
        "since",
        "between",
        "and",
        "to",
        "3",
        "31",
        "may",
        "2019",
        "0000",
        "9999",
        "ago",
        "two",
        "weeks",
        "years",
        "4000",
        "the",
        "of",
        "year",
        "-",
        "early",
        "weekend",
        "tomorrow",
        "decades",
        "winter",
        "1",
        "from",
    ]
)


@given(
    st.one_of(st.text(max_size=120), st.lists(_PIECES, max_size=7).map(" ".join)),
    st.one_of(st.none(), st.dates()),
    st.booleans(),
)
def test_any_words_give_an_ordered_interval_or_none(
    words: str, published: dt.date | None, future: bool
) -> None:
    found = resolve_time(words, published=published, future=future)
    if found is not None:
        assert found.start is not None or found.end is not None
        assert found.start is None or found.end is None or found.start <= found.end
        assert published is not None or not found.anchored


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("in the last week", "2019-08-21", "2019-08-28"),
        ("the previous day", "2019-08-27", "2019-08-27"),
        ("for 16 years", "2003-01-01", "2019-08-28"),
        ("first week of July", "2019-07-01", "2019-07-07"),
        ("began in 2011", "2011-01-01", "2019-08-28"),
    ],
)
def test_periods_that_run_up_to_publication(words: str, start: str, end: str) -> None:
    found = resolve_time(words, published=dt.date(2019, 8, 28))
    assert found and (str(found.start), str(found.end)) == (start, end)
