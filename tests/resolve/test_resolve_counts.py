"""Golden table and properties of count words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.resolve.counts import count_range
from contested.resolve.numbers import find_numbers

GOLDEN = [
    ("at least 9", (9, None)),
    ("at least nine people", (9, None)),
    ("At least a dozen", (12, None)),
    ("no fewer than 30 villagers", (30, None)),
    ("more than 400,000 people", (400_000, None)),
    ("over 80 families", (80, None)),
    ("20 or more", (20, None)),
    ("up to 20", (None, 20)),
    ("as many as 60 fighters", (None, 60)),
    ("fewer than ten", (None, 10)),
    ("dozens of villagers", (24, None)),
    ("dozens", (24, None)),
    ("scores", (40, None)),
    ("hundreds of families", (200, None)),
    ("thousands", (2000, None)),
    ("tens of thousands of residents", (20_000, None)),
    ("several others", (3, None)),
    ("a number of soldiers", (3, None)),
    ("many", (3, None)),
    ("an unspecified number of rebels", (1, None)),
    ("a child", (1, 1)),
    ("an elderly man", (1, 1)),
    ("one", (1, 1)),
    ("another soldier", (1, 1)),
    ("he", (1, 1)),
    ("Villager", (1, 1)),
    ("Jon Doe", (1, 1)),
    ("no one", (0, 0)),
    ("no casualties", (0, 0)),
    ("zero", (0, 0)),
    ("none of them", (0, 0)),
    ("without causing any injuries", (0, 0)),
    ("some 40 shoppers", (40, 40)),
    ("around 32 civilians", (32, 32)),
    ("nearly 100", (100, 100)),
    ("approximately 1,200 people", (1200, 1200)),
    ("about 1.5 million people", (1_500_000, 1_500_000)),
    ("between 10 and 15 people", (10, 15)),
    ("10-15", (10, 15)),
    ("10 to 15 fighters", (10, 15)),
    ("two or three men", (2, 3)),
    ("two dozen", (24, 24)),
    ("half a dozen shepherds", (6, 6)),
    ("a hundred families", (100, 100)),
    ("two hundred and fifty", (250, 250)),
    ("twenty-one sailors", (21, 21)),
    ("three civilians", (3, 3)),
    ("civilians", (1, None)),
    ("women and children", (1, None)),
    ("both", (2, 2)),
    ("a couple", (2, 2)),
    ("a 46-year-old farmer", (1, 1)),
    ("a 12-year-old boy", (1, 1)),
    ("the third victim", (1, 1)),
    ("his wife and his son", (2, 2)),
]


@pytest.mark.parametrize(("words", "expected"), GOLDEN)
def test_count_words_follow_the_guidelines(words: str, expected: tuple[int | None, int | None]) -> None:
    assert count_range(words) == expected


@pytest.mark.parametrize("words", ["", "  ", "...", "—"])
def test_nothing_countable_is_none(words: str) -> None:
    assert count_range(words) is None


@given(st.text(max_size=300))
def test_any_text_gives_an_ordered_range_or_none(words: str) -> None:
    found = count_range(words)
    if found is not None:
        low, high = found
        assert low is None or low >= 0
        assert high is None or high >= 0
        assert low is None or high is None or low <= high


@given(st.integers(min_value=1, max_value=999_999))
def test_figures_are_read_with_and_without_separators(number: int) -> None:
    assert count_range(f"{number} people") == (number, number)
    assert count_range(f"at least {number:,} people") == (number, None)


def test_numbers_know_where_they_stand() -> None:
    found = find_numbers("killing 12 people and two dozen goats")
    assert [(n.value, n.start) for n in found] == [(12, 8), (24, 22)]
