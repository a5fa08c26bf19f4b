"""Loaded words that take a side ("brutal", "martyr", "terrorists" in the speaker's own voice).

A word list with a few guards (data/framing.yaml); it marks wording, it does not judge truth.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from contested.extract.rules.attribution import Attribution
from contested.model import ReaderError
from contested.model.base import Value

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


class FramingWords(Value, frozen=True, kw_only=True):
    """data/framing.yaml as read; see the comments there."""

    labels: frozenset[str]
    deeds: frozenset[str]
    manner: frozenset[str]
    phrases: frozenset[str]
    neutral_next: frozenset[str]
    neutral_before: frozenset[str]


@cache
def framing_words() -> FramingWords:
    """The reviewed lists that ship in the package. Raises ReaderError when the file is broken."""
    text = files("contested.extract.rules").joinpath("data/framing.yaml").read_text("utf-8")
    try:
        return msgspec.yaml.decode(text, type=FramingWords)
    except (msgspec.MsgspecError, ValueError) as error:
        raise ReaderError(f"framing.yaml: {error}") from error


def framing(sentence: Span, attribution: Attribution | None) -> list[tuple[Span, str]]:
    """Loaded words of a sentence with the rule that marked each, in order, without overlaps.

    With an attribution only its own content counts, so that a speaker is not charged with another's
    words. The speaker's name and the cue never count.
    """
    found: list[tuple[Span, str]] = []
    taken = _names(attribution)
    for span, rule in _loaded(sentence):
        inside = attribution is None or attribution.start <= span.start < attribution.end
        if inside and span.start not in taken and (not found or found[-1][0].end <= span.start):
            found.append((span, rule))
    return found


def _names(attribution: Attribution | None) -> set[int]:
    if attribution is None:
        return set()
    spans = [attribution.cue, *(speaker.tokens for speaker in attribution.chain)]
    return {i for span in spans for i in range(span.start, span.end)}


def _loaded(sentence: Span) -> Iterator[tuple[Span, str]]:
    words = framing_words()
    doc = sentence.doc
    for token in sentence:
        for length in (3, 2):
            stretch = doc[token.i : min(token.i + length, sentence.end)]
            if (
                len(stretch) == length
                and stretch.text.lower() in words.phrases
                and not _neutral(stretch[-1], sentence)
            ):
                yield stretch, "framing:phrase"
        hyphened = doc[token.i : min(token.i + 3, sentence.end)]
        if len(hyphened) == 3 and hyphened[1].text == "-" and hyphened.text.lower() in words.manner:
            yield hyphened, "framing:manner"
        elif not _neutral(token, sentence):
            for name in ("labels", "deeds", "manner"):
                if token.lower_ in getattr(words, name):
                    yield doc[token.i : token.i + 1], f"framing:{name}"
                    break


def _neutral(token: Token, sentence: Span) -> bool:
    """A part of a proper name or of a fixed expression takes no side."""
    words = framing_words()
    doc = token.doc
    before = [doc[i].lower_ for i in range(max(token.i - 2, sentence.start), token.i)]
    after = doc[token.i + 1].lower_ if token.i + 1 < sentence.end else ""
    if after in words.neutral_next or not words.neutral_before.isdisjoint(before):
        return True
    return (
        token.pos_ == "PROPN"
        and token.ent_type_ in ("ORG", "FAC", "WORK_OF_ART", "PERSON")
        and token.lower_ not in ("terrorist", "terrorists")
    )
