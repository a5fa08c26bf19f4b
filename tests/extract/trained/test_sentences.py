"""Sentences: golden cases, cover, bounds and time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.extract.trained.sentences import LONGEST, split


def sentences(text: str) -> list[str]:
    made = split(text)
    return [text[a:b].strip() for a, b in zip(made.starts, made.ends, strict=True) if text[a:b].strip()]


@pytest.mark.parametrize(
    "parts",
    [
        ["Guns fired.", "Nobody was hurt!", "Why?", "It is not known."],
        ["Talks held in Valoria", "By Our Staff", "The talks lasted two days."],
        ["Gen. Ada Moor met Lt. Col. Ivo Lund and Mr. Berg.", "They left."],
        ["Forces of the U.V. army met J. R. Moor on Jan. 5 near St. Anna.", "It rained."],
        ["Some 3.5 tonnes fell.", "No. 7 was hit at 5 p.m. local time."],
        ["It ended at 5 p.m.", "The road reopened."],
        ["He said no.", "Then he left."],
        ["“We left.”", "“They stayed.”", "(Both were right.)", "Then 12 came back."],
        ["He said... nothing, i.e. not a word."],
        ["A bus, a truck, etc. were hit."],
        ["This is the end"],
        ["قال ذلك.", "ثم غادر."],
    ],
)
def test_sentences(parts: list[str]) -> None:
    if parts[0].startswith("Talks"):
        assert sentences("\n".join(parts)) == parts
    else:
        assert sentences(" ".join(parts)) == parts


TEXTS = st.text(max_size=200) | st.text("aB1 .?!\n”\"'", max_size=200)


@settings(deadline=None)
@given(TEXTS, st.integers(1, 40))
def test_sentences_cover_the_text(text: str, longest: int) -> None:
    made = split(text, longest)
    assert "".join(text[a:b] for a, b in zip(made.starts, made.ends, strict=True)) == text
    assert all(b - a <= longest for a, b in zip(made.starts, made.ends, strict=True))


@settings(deadline=None)
@given(TEXTS.filter(bool), st.data())
def test_the_words_asked_for_are_inside(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = split(text, 30).around(start, end)
    assert found.start <= start and end <= found.end
    assert found.proves(text)


def test_a_sentence_is_given_without_white_space() -> None:
    text = "One fell.  Two fell. \n Three fell."
    made = split(text)
    assert [made.around(at, at + 3).text for at in (0, 11, 23)] == ["One fell.", "Two fell.", "Three fell."]


def test_words_across_two_sentences_join_them() -> None:
    text = "Guns fired. Shells fell. Rain fell."
    assert split(text).around(5, 15).text == "Guns fired. Shells fell."


@pytest.mark.parametrize("unit", ["a", "a ", ".", ". ", '."', "A. ", ".\n", ".\"' ", "Mr. ", " "])
def test_many_characters_take_linear_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    began = time.process_time()
    made = split(text)
    assert time.process_time() - began < 3
    assert max(b - a for a, b in zip(made.starts, made.ends, strict=True)) <= LONGEST
