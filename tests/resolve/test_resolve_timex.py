"""Time expressions of running text: golden table and properties. 28 August 2019 was a Wednesday."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.resolve.timex import find_times

WEDNESDAY = dt.date(2019, 8, 28)

GOLDEN = [
    ("The post was hit on 7 May 2019.", "7 May 2019", "DATE", "2019-05-07"),
    ("Shells fell on Oct. 7, 2018, he said.", "Oct. 7, 2018", "DATE", "2018-10-07"),
    ("They left in March.", "March", "DATE", "2019-03"),
    ("The bridge was hit on Tuesday.", "Tuesday", "DATE", "2019-08-27"),
    ("The talks will resume on Tuesday.", "Tuesday", "DATE", "2019-09-03"),
    ("Guns were heard Tuesday night.", "Tuesday night", "TIME", "2019-08-27TNI"),
    ("They met yesterday.", "yesterday", "DATE", "2019-08-27"),
    ("It burned two days ago.", "two days ago", "DATE", "2019-08-26"),
    ("It burned twenty-two days ago.", "twenty-two days ago", "DATE", "2019-08-06"),
    ("The road closed last week.", "last week", "DATE", "2019-W34"),
    ("The road closed last month.", "last month", "DATE", "2019-07"),
    ("The road closed earlier this year.", "earlier this year", "DATE", "2019"),
    ("It lasted about three months.", "about three months", "DURATION", "P3M"),
    ("A two-day truce was agreed.", "two-day", "DURATION", "P2D"),
    ("It took two and a half years.", "two and a half years", "DURATION", "P2Y6M"),
    ("Flights are daily.", "daily", "SET", "P1D"),
    ("They march every Friday.", "every Friday", "SET", "XXXX-WXX-5"),
    ("It was built in nineteen ninety-six.", "nineteen ninety-six", "DATE", "1996"),
    ("It was built in the mid-1990s.", "the mid-1990s", "DATE", "199"),
    ("It opened at 5:30 p.m. on Tuesday.", "5:30 p.m. on Tuesday", "TIME", "2019-08-27T17:30"),
    ("They met in the summer of 2018.", "the summer of 2018", "DATE", "2018-SU"),
]


@pytest.mark.parametrize(("text", "words", "kind", "value"), GOLDEN)
def test_expressions_of_a_sentence(text: str, words: str, kind: str, value: str) -> None:
    found = [(t.text, t.type, t.value) for t in find_times(text, published=WEDNESDAY)]
    assert found == [(words, kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "He may march on.",
        "The 24-year-old was hurt.",
        "Sun sets the price.",
        "$2000 was paid.",
        "",
        "31 February",
    ],
)
def test_words_that_only_look_like_time(text: str) -> None:
    assert [t.value for t in find_times(text, published=WEDNESDAY) if t.type == "DATE" and t.value] == []


def test_later_words_count_from_the_day_spoken_of() -> None:
    found = find_times("On 3 May 2018 the town fell. Two days later the camp fell.", published=WEDNESDAY)
    assert [t.value for t in found] == ["2018-05-03", "2018-05-05"]


def test_precision_classes_come_with_the_days() -> None:
    day, month, year = find_times("3 May 2018, then in July 2018 and in 2017", published=None)
    assert [t.time_precision for t in (day, month, year)] == [1, 3, None]
    assert [t.date_prec for t in (day, month, year)] == [1, 4, 5]
    assert not day.anchored


RELATIVE = [
    "yesterday",
    "last week",
    "two days ago",
    "on Tuesday",
    "last month",
    "this year",
    "7 May",
    "tonight",
]


@pytest.mark.parametrize("words", RELATIVE)
def test_an_undated_text_resolves_nothing_relative(words: str) -> None:
    found = find_times(f"It burned {words}.", published=None)
    assert found
    assert all(t.value is None and t.interval is None for t in found)


_PIECES = st.sampled_from(
    "monday last next the of may 2019 3 31 , . - two weeks ago year years earlier later a half and in for"
    " quarter third overnight 10:30 p.m. noon 5/6/2019 1990s '97 9999 twenty every night summer \n\n é".split(
        " "
    )
)
_TEXT = st.one_of(st.text(max_size=120), st.lists(_PIECES, max_size=14).map(" ".join))


@given(_TEXT, st.one_of(st.none(), st.dates()))
@settings(deadline=None)
def test_any_text_gives_ordered_expressions_with_exact_offsets(text: str, published: dt.date | None) -> None:
    last = 0
    for t in find_times(text, published=published):
        assert text[t.start : t.end] == t.text
        assert last <= t.start < t.end
        last = t.end
        assert (
            published is not None or t.value is None or not t.anchored or "later" in text or "earlier" in text
        )


@given(st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)), st.integers(0, 3000))
def test_moving_the_report_moves_relative_days(published: dt.date, days: int) -> None:
    text = "It burned yesterday, today, two days ago and nineteen days ago."
    step = dt.timedelta(days=days)
    before = [t.interval for t in find_times(text, published=published)]
    after = [t.interval for t in find_times(text, published=published + step)]
    assert len(before) == 4
    assert all(
        a and b and a.start and b.start and a.start - b.start == step
        for a, b in zip(after, before, strict=True)
    )


@pytest.mark.parametrize(
    "piece", ["1 ", "the last ", "9" * 50, "may ", "a few ", "- ", "10:10", "''", "twenty-", "\n \n"]
)
def test_hostile_input_takes_linear_time(piece: str) -> None:
    began = time.perf_counter()
    find_times(piece * (100_000 // len(piece)), published=WEDNESDAY)
    assert time.perf_counter() - began < 8


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The talks are on April 24 and 25.", [("April 24", "2019-04-24"), ("25", "2019-04-25")]),
        ("They left at 4 in the morning.", [("4 in the morning", "2019-08-28T04:00")]),
        ("It fell at midday.", [("midday", "2019-08-28T12:00")]),
        ("It was shelled last Sept. 3.", [("last Sept. 3", "2018-09-03")]),
        (
            "On 3 May they met and the next morning they left.",
            [("3 May", "2019-05-03"), ("the next morning", "2019-05-04TMO")],
        ),
        ("They could leave as early as Friday.", [("Friday", "2019-08-30")]),
        ("The mayor had put his vacation plans aside on Friday.", [("Friday", "2019-08-23")]),
        ("The post is set to close Friday.", [("Friday", "2019-08-30")]),
        ("The offer ends at 5 p.m. EST Nov. 9.", [("5 p.m. EST Nov. 9", "2019-11-09T17:00")]),
        ("The deal is to close by February.", [("February", "2020-02")]),
        ("They came back later in the day.", [("later in the day", "2019-08-28")]),
        ("It goes on for at least 20 more years.", [("at least 20 more years", "P20Y")]),
        ('He told "This Week" so.', []),
    ],
)
def test_phrases_of_several_parts(text: str, found: list[tuple[str, str]]) -> None:
    assert [(t.text, t.value) for t in find_times(text, published=dt.date(2019, 8, 28))] == found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They will look into Tuesday's ruling.", "2019-08-27"),
        ("The rule is new, effective June 1.", "2020-06-01"),
        ("It is this coming Sunday.", "2019-09-01"),
    ],
)
def test_what_looks_ahead(text: str, value: str) -> None:
    assert [t.value for t in find_times(text, published=dt.date(2019, 8, 28))] == [value]
