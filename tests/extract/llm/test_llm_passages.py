"""Passages: all of the text once, furniture hidden, sentences whole."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from llm_cases import document

from contested.extract.llm.passages import HIDDEN, SMALLEST, halves, masked, passages
from contested.model import Section

LONG = " ".join(f"Sentence number {i} tells of the town and of its bridge." for i in range(60))


def test_a_short_text_is_one_passage() -> None:
    (only,) = passages("A short report.", 6000)
    assert (only.text, only.start, only.core_start, only.core_end) == ("A short report.", 0, 0, 15)
    assert only.opening == ""
    assert passages(" \n", 6000) == []


def test_a_long_text_is_cut_between_sentences_and_overlaps() -> None:
    found = passages(LONG, 1000)
    assert len(found) >= 3
    for earlier, later in pairwise(found):
        assert earlier.core_end == later.core_start
        assert later.start < later.core_start and earlier.end > earlier.core_end
        assert LONG[later.core_start :].startswith("Sentence number")
        assert later.text.startswith("Sentence number")
        assert later.opening.startswith("Sentence number 0")


@given(st.text(alphabet="ab .\n\x00", max_size=400), st.integers(16, 80))
def test_cores_cover_everything_exactly_once(text: str, size: int) -> None:
    found = passages(text, size)
    if not text.replace(HIDDEN, "").strip():
        assert found == []
        return
    assert "".join(text[p.core_start : p.core_end] for p in found) == text
    assert all(p.text == text[p.start : p.end] for p in found)
    assert all(p.start <= p.core_start <= p.core_end <= p.end for p in found)
    assert all(len(p.text) <= size + 2 * (size // 8) for p in found)


def test_halves_share_the_core_and_end_at_the_smallest() -> None:
    (whole,) = passages(LONG, 10_000)
    one, two = halves(LONG, whole)
    assert (one.core_start, one.core_end, two.core_end) == (0, two.core_start, len(LONG))
    (small,) = passages("x" * (2 * SMALLEST - 1), 10_000)
    assert halves("x" * (2 * SMALLEST - 1), small) == []
    (solid,) = passages("x" * 3000, 10_000)
    assert [p.core_end - p.core_start for p in halves("x" * 3000, solid)] == [1500, 1500]


def test_furniture_is_not_sent_and_keeps_offsets() -> None:
    text = "The bridge fell. Subscribe now! The mill burned."
    furniture = Section(kind="furniture", start=17, end=32, why="a call to subscribe")
    hidden = masked(document(text, (furniture,)))
    assert len(hidden) == len(text) and hidden[32:] == text[32:]
    (only,) = passages(hidden, 6000)
    assert only.shown == "The bridge fell. \nThe mill burned."
