import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.model.document import Section
from contested.model.fingerprint import SKETCH_SIZE, resemblance
from contested.read.fingerprint import sketch

WORDS = [f"word{i}" for i in range(4000)]


def jaccard(a: list[str], b: list[str]) -> float:
    left = {tuple(a[i : i + 5]) for i in range(len(a) - 4)}
    right = {tuple(b[i : i + 5]) for i in range(len(b) - 4)}
    return len(left & right) / len(left | right)


def test_short_texts_have_no_sketch() -> None:
    assert sketch("one two three four five six seven") == ()
    assert len(sketch("one two three four five six seven eight")) == 4


def test_known_hashes() -> None:
    """The sketch is stored: it must be the same on every machine and in every version."""
    assert sketch("One two three four five six seven eight")[0] == 4322731170382286266


def test_case_and_punctuation_do_not_count() -> None:
    assert sketch("A, b c d e f; g H!") == sketch("a b c d e f g h")


def test_furniture_and_dateline_do_not_count() -> None:
    story = "shells fell on a flour mill in the town of Arnor on Monday"
    text = f"Share this now\n{story}"
    body = Section(kind="body", start=len(text) - len(story), end=len(text), why="running text")
    furniture = Section(kind="furniture", start=0, end=14, why="share button")
    assert sketch(text, [furniture, body]) == sketch(story)


def test_estimate_is_near_the_truth() -> None:
    rng = random.Random(7)
    errors = []
    for _ in range(20):
        a = rng.sample(WORDS, 600)
        cut = rng.randrange(600)
        b = a[:cut] + rng.sample(WORDS, 600 - cut)
        errors.append(abs(resemblance(sketch(" ".join(a)), sketch(" ".join(b))) - jaccard(a, b)))
    assert sum(errors) / len(errors) < 0.07
    assert max(errors) < 0.25


def test_copies_and_strangers() -> None:
    rng = random.Random(1)
    a, b = rng.sample(WORDS, 300), rng.sample(WORDS, 300)
    assert resemblance(sketch(" ".join(a)), sketch(" ".join(a))) == 1.0
    assert resemblance(sketch(" ".join(a)), sketch(" ".join(b))) < 0.05
    assert resemblance((), sketch(" ".join(a))) == 0.0


@given(st.lists(st.integers(0, 2**64 - 1), max_size=64), st.lists(st.integers(0, 2**64 - 1), max_size=64))
def test_resemblance_is_symmetric_and_bounded(a: list[int], b: list[int]) -> None:
    value = resemblance(a, b)
    assert value == resemblance(b, a)
    assert 0.0 <= value <= 1.0


@pytest.mark.parametrize("size", [450_000])
def test_long_texts_are_sketched_in_pieces(size: int) -> None:
    rng = random.Random(3)
    words = [rng.choice(WORDS) for _ in range(size // 9)]
    text = " ".join(words)
    whole = sketch(text)
    assert len(whole) == SKETCH_SIZE
    assert list(whole) == sorted(set(whole))
    assert resemblance(whole, sketch("\n".join(words))) == 1.0
