"""Loaded words, and what is none."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from contested.extract.rules.attribution import attributions, source_of
from contested.extract.rules.framing import framing
from contested.extract.rules.parse import load


def words(text: str) -> list[str]:
    return [span.text for span, _ in framing(load()(text)[:], None)]


def test_loaded_words_are_marked_in_order() -> None:
    assert words("The brutal aggression killed four martyrs.") == ["brutal", "aggression", "martyrs"]


def test_plain_words_are_not() -> None:
    assert words("The regime's jets bombed the harbour and killed four sailors.") == []


def test_a_phrase_is_one_entry() -> None:
    assert words("They were shot in cold blood.") == ["in cold blood"]
    assert words("A so-called security operation.") == ["so-called"]


def test_fixed_expressions_take_no_side() -> None:
    assert words("The counter terrorism unit and the war crimes tribunal met.") == []


def test_only_the_speakers_own_words_count() -> None:
    doc = load()("The army said it shelled terrorists in the brutal north.")
    held = source_of(next(t for t in doc if t.text == "shelled"), attributions(doc))
    assert held is not None
    assert [s.text for s, _ in framing(doc[:], held)] == ["terrorists", "brutal"]
    doc = load()("The brutal siege goes on, and medics said shells hit a farm.")
    held = source_of(next(t for t in doc if t.text == "hit"), attributions(doc))
    assert held is not None
    assert framing(doc[:3], held) == [] or held.start == 0


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_never_raises(text: str) -> None:
    doc = load()(text)
    spans = [span for span, _ in framing(doc[:], None)]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
