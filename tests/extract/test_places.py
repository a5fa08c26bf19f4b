"""Places of events: minimal pairs on sentences of our own."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contested.extract.rules.parse import load
from contested.extract.rules.places import PlaceFinding, place_mentions, place_of


def place(text: str, word: str, rivals: tuple[str, ...] = ()) -> PlaceFinding | None:
    doc = load()(text)
    trigger = next(t for t in doc if t.text == word)
    return place_of(trigger, place_mentions(doc), [t for t in doc if t.text in rivals])


def first(text: str, word: str, rivals: tuple[str, ...] = ()) -> str | None:
    found = place(text, word, rivals)
    return found.texts[0].text if found else None


PLACED = [
    ("Jets bombed a mill in Idlib on Monday.", "bombed", "Idlib"),
    ("Jets bombed south-eastern Idlib on Monday.", "bombed", "south-eastern Idlib"),
    ("Rebels shelled the town of Zardana in Syria.", "shelled", "Zardana"),
    ("Rebels attacked a convoy near Zardana.", "attacked", "Zardana"),
    ("Troops clashed with rebels in Hama province.", "clashed", "Hama province"),
    ("Moscow said its jets had bombed Aleppo.", "bombed", "Aleppo"),
    ("Turkey shelled Kurdish positions in northern Iraq.", "shelled", "northern Iraq"),
    ("Tanks fired on Al-Zahra at dawn.", "fired", "Al-Zahra"),
]


@pytest.mark.parametrize(("text", "word", "expected"), PLACED)
def test_first_place(text: str, word: str, expected: str) -> None:
    assert first(text, word) == expected


def test_two_triggers_take_their_own_places() -> None:
    text = "Jets bombed Aleppo on Monday while rebels shelled Hama."
    assert first(text, "bombed", ("bombed", "shelled")) == "Aleppo"
    assert first(text, "shelled", ("bombed", "shelled")) == "Hama"


def test_the_most_specific_place_comes_first_and_wider_ones_follow() -> None:
    found = place("Gunmen shot a judge in the village of Zardana in Idlib province, Syria.", "shot")
    assert found is not None
    assert [t.text for t in found.texts] == ["Zardana", "Idlib province", "Syria"]


def test_a_sentence_without_a_place_takes_it_from_the_passage() -> None:
    assert (
        first("Jets bombed Zardana, in Idlib, on Monday.\nThe strike destroyed a mill.", "strike")
        == "Zardana"
    )


OFFSETS = [
    ("A bomb exploded 20 km north of Hama.", "20 km north of Hama"),
    ("A bomb exploded in Zardana, north of Idlib.", "north of Idlib"),
    ("A bomb exploded near Hama.", None),
    ("A bomb exploded in Hama.", None),
    ("A drone hit a car 35km (22 miles) from Beirut.", "35km (22 miles) from Beirut"),
]


@pytest.mark.parametrize(("text", "expected"), OFFSETS)
def test_a_distance_or_bearing_is_an_offset_and_near_is_not(text: str, expected: str | None) -> None:
    word = "hit" if "hit" in text else "exploded"
    found = place(text, word)
    assert found is not None
    assert (found.offset.text if found.offset else None) == expected


def test_no_place_words_no_place() -> None:
    assert place("Soldiers killed three farmers.", "killed") is None


WORDS = st.sampled_from(
    [
        "in",
        "near",
        "on",
        "km",
        "20",
        "north",
        "of",
        "Hama",
        "Al",
        "-",
        "Zahra",
        "Syria",
        "'s",
        "town",
        "the",
        "hit",
        "bombed",
        "from",
        "(",
        ")",
        "35km",
        "refugee",
        "camp",
        ",",
        ".",
        "\n",
        "eastern",
        "south",
        "حلب",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join)))
def test_any_text_is_read_without_error_and_spans_lie_inside(text: str) -> None:
    doc = load()(text)
    mentions = place_mentions(doc)
    for token in doc:
        found = place_of(token, mentions, list(doc))
        for span in [*found.texts, found.offset] if found else []:
            assert span is None or 0 <= span.start < span.end <= len(doc)


def test_a_distance_from_a_nameless_landmark_is_an_offset_too() -> None:
    found = place("A shell landed about 500 metres from the army post.", "landed")
    assert found is not None
    assert found.offset is not None
    assert found.offset.text == "about 500 metres from the army post"
