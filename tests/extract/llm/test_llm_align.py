"""Words to the text that proves them, or to nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.extract.llm.align import EXACT, FOLDED, FOLDED_NEAR, NEAR, SIMILAR, Aligner, shorter
from contested.model import Span

TEXT = (
    "Guards fled Oldtown.  The “old mill”\nof Oldtown burned, a Malian guard said. Rebels shelled the mill."
)
SECOND = Span(text=TEXT[22:75], start=22, end=75)


def aligner(text: str = TEXT, base: int = 0) -> Aligner:
    return Aligner(text, base)


@pytest.mark.parametrize(
    ("words", "found", "start", "way"),
    [
        ("burned", "burned", 48, EXACT),
        ("Oldtown", "Oldtown", 40, EXACT),
        ('"OLD MILL" of  oldtown', "“old mill”\nof Oldtown", 26, FOLDED),
        ("Rebels", "Rebels", 77, NEAR),
        ("rebels SHELLED", "Rebels shelled", 77, FOLDED_NEAR),
    ],
)
def test_the_best_place_is_taken(words: str, found: str, start: int, way: str) -> None:
    place = aligner().find(words, SECOND)
    assert place is not None
    assert (place.span.text, place.span.start, place.way) == (found, start, way)


@pytest.mark.parametrize("words", ["Mali", "burn", "Newtown", "mill of the town", "", " ", "\x00"])
def test_what_is_not_in_the_text_is_not_found(words: str) -> None:
    assert aligner().find(words, SECOND) is None


def test_offsets_count_from_the_beginning_of_the_document() -> None:
    place = aligner(TEXT[22:], 22).find("burned", SECOND)
    assert place is not None and TEXT[place.span.start : place.span.end] == "burned"


def test_a_shortened_quote_falls_to_the_sentence_that_has_most_of_its_words() -> None:
    like = aligner().sentence("Old mill of Oldtown burned, guard said", "burned")
    assert like is not None
    assert (like.way, like.span.text) == (SIMILAR, "of Oldtown burned, a Malian guard said.")
    assert aligner().sentence("The harbour was mined by divers of the fleet", "mined") is None
    assert aligner().sentence("mill burned", "burned") is None


def test_of_equal_quotes_the_one_with_the_trigger_wins() -> None:
    text = "It was HIT. It was hit."
    found = aligner(text).sentence("It was hit.", "hit")
    assert found is not None and found.span.start == 12


def test_a_trigger_stands_in_its_sentence_and_may_be_the_beginning_of_a_word() -> None:
    sentence = Span(text=TEXT[77:], start=77, end=len(TEXT))
    begun = aligner().trigger("shell", sentence)
    assert begun is not None and begun.span.text == "shelled"
    assert aligner().trigger("burned", sentence) is None
    assert aligner().trigger("hel", sentence) is None


def test_a_leading_article_is_no_part_of_a_name() -> None:
    assert shorter(Span(text="the  mill", start=3, end=12)) == Span(text="mill", start=8, end=12)
    assert shorter(Span(text="theatre", start=0, end=7)).text == "theatre"
    assert shorter(Span(text="the", start=0, end=3)).text == "the"


NOISE = st.text(alphabet="aB ßİ“'\n…\u200b\x00.\U0001f600", max_size=40)


@given(NOISE, NOISE, st.integers(0, 9))
def test_every_span_proves_itself_and_reads_as_the_words_do(text: str, words: str, base: int) -> None:
    whole = "x" * base + text
    near = Span(text=text, start=base, end=len(whole))
    for found in (aligner(text, base).find(words, near), aligner(text, base).sentence(words, "a")):
        if found is not None:
            assert found.span.proves(whole)
    exact = aligner(text, base).find(text.strip("\x00 \n\u200b"), near)
    if text.strip("\x00 \n\u200b") and "\x00" not in text.strip("\x00 \n\u200b"):
        assert exact is not None and exact.way == EXACT
