"""Time words of events: minimal pairs on sentences of our own."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contested.extract.rules.parse import load
from contested.extract.rules.times import kind_of, time_mentions, time_of


def when(text: str, word: str, rivals: tuple[str, ...] = ()) -> str | None:
    doc = load()(text)
    trigger = next(t for t in doc if t.text == word)
    found = time_of(trigger, time_mentions(doc), [t for t in doc if t.text in rivals])
    return found.text.text if found else None


DATED = [
    ("Jets bombed the mill on Monday.", "bombed", "Monday"),
    ("Jets bombed the mill overnight.", "bombed", "overnight"),
    ("Jets bombed the mill two days earlier.", "bombed", "two days earlier"),
    ("Jets bombed the mill last week.", "bombed", "last week"),
    ("Jets bombed the mill late on Friday.", "bombed", "late on Friday"),
    ("Jets bombed the mill on 3 June 2018.", "bombed", "3 June 2018"),
    ("Gunmen killed a 26-year-old farmer.", "killed", None),
    ("Gunmen killed a farmer, 26, near the gate.", "killed", None),
    ("Jets bombed the mill.", "bombed", None),
]


@pytest.mark.parametrize(("text", "word", "expected"), DATED)
def test_time_words(text: str, word: str, expected: str | None) -> None:
    assert when(text, word) == expected


def test_two_triggers_take_their_own_times() -> None:
    text = "Jets bombed the mill on Monday and rebels shelled the bridge on Friday."
    assert when(text, "bombed", ("bombed", "shelled")) == "Monday"
    assert when(text, "shelled", ("bombed", "shelled")) == "Friday"


def test_the_day_of_the_saying_is_not_the_day_of_the_event() -> None:
    text = "The ministry said on Thursday that jets had bombed the mill in March."
    assert when(text, "bombed", ("bombed",)) == "March"


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("It happened on Tuesday.", "Tuesday", "weekday"),
        ("It happened in 2016.", "2016", "year"),
        ("It happened on 5 May.", "5 May", "date"),
        ("It happened three weeks ago.", "three weeks ago", "relative"),
        ("It lasted three weeks.", "three weeks", "duration"),
        ("He is 14 years old.", "14 years old", None),
    ],
)
def test_kinds_of_time(text: str, words: str, kind: str | None) -> None:
    doc = load()(text)
    start = text.index(words)
    assert kind_of(doc.char_span(start, start + len(words))) == kind


WORDS = st.sampled_from(
    [
        "Monday",
        "on",
        "last",
        "week",
        "two",
        "days",
        "ago",
        "26",
        "old",
        "since",
        "2016",
        "early",
        "hours",
        "of",
        "bombed",
        "said",
        "May",
        "5",
        ",",
        ".",
        "\n",
        "overnight",
        "the",
        "الاثنين",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join)))
def test_any_text_is_read_without_error_and_spans_lie_inside(text: str) -> None:
    doc = load()(text)
    mentions = time_mentions(doc)
    for token in doc:
        found = time_of(token, mentions, list(doc))
        assert found is None or 0 <= found.text.start < found.text.end <= len(doc)
