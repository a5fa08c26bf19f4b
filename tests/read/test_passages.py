"""Passages are where they say they are, and share hashes with whatever carried seven of their words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contested.model.document import Section
from contested.read.passages import DIGEST, MAX_WORDS, passages

WORDS = [f"word{i}" for i in range(4000)]
STORY = (
    "Shells fell on a flour mill in the town of Arnor on Monday. "
    "Two millers and a driver were hurt, a medic said."
)


def hashes(text: str) -> set[bytes]:
    return {p.hashes[n : n + DIGEST] for p in passages(text) for n in range(0, len(p.hashes), DIGEST)}


def test_sentences_are_passages() -> None:
    found = passages(STORY)
    assert [STORY[p.start : p.end] for p in found] == [
        "Shells fell on a flour mill in the town of Arnor on Monday",
        "Two millers and a driver were hurt, a medic said",
    ]


def test_known_hashes() -> None:
    """They are stored: they must be the same on every machine and in every version."""
    (found,) = passages("One two three four five six seven eight")
    assert found.hashes.hex() == "4b96aba2"


def test_short_sentences_join_the_next_and_short_paragraphs_are_left_out() -> None:
    text = "Update 2\nMr. Orne was at the mill when the shells fell there."
    (found,) = passages(text)
    assert text[found.start :].startswith("Mr. Orne") and passages("Read more here") == ()


def test_furniture_has_no_passages() -> None:
    text = f"Sign up here for our daily letter on the war\n{STORY}"
    at = len(text) - len(STORY)
    parts = [
        Section(kind="furniture", start=0, end=at, why="sign-up"),
        Section(kind="body", start=at, end=len(text), why="running text"),
    ]
    assert [p.hashes for p in passages(text, parts)] == [p.hashes for p in passages(STORY)]


texts = st.lists(st.sampled_from(WORDS), min_size=7, max_size=30, unique=True)


@given(st.lists(st.sampled_from("Aab .\n\"'?९"), max_size=300).map("".join))
def test_passages_are_in_order_and_in_the_text(text: str) -> None:
    at = 0
    for passage in passages(text):
        assert at <= passage.start < passage.end <= len(text)
        assert len(text[passage.start : passage.end].split()) >= 1 and len(passage.hashes) % DIGEST == 0
        at = passage.end


@given(texts, texts, texts, texts)
def test_seven_words_in_a_row_share_a_hash(
    run: list[str], left: list[str], right: list[str], other: list[str]
) -> None:
    assert (
        hashes(" ".join([*left[:20], *run[:12]])) & hashes(" ".join([*run[:12], *right[:20]]))
        or len(run[:12]) + min(len(left), len(right)) < 8
    )


@given(st.integers(1, 400))
def test_every_word_of_a_long_sentence_is_covered(length: int) -> None:
    found = passages(" ".join(WORDS[:length]))
    assert sum(len(" ".join(WORDS[:length])[p.start : p.end].split()) for p in found) == (
        length if length >= 8 else 0
    )
    assert len(found) <= length // MAX_WORDS + 1
