"""A model's words back to the text that proves them: exactly, or but for case, spaces and quote marks.

Words that stand nowhere in the passage are not in the report, whatever a model says; there is no
match by similarity. Only a claim's sentence may be found by its words when the model shortened it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from contested.extract.llm.passages import HIDDEN
from contested.model import Span, span_of

EXACT, FOLDED = "exact", "but for case, spaces or quote marks"
NEAR, FOLDED_NEAR = "exact, outside its quote", "outside its quote, but for case, spaces or quote marks"
SIMILAR = "the sentence that shares most of its words"
SHARED = 0.6
"""Least share of a quote's words that a sentence must have to be taken for it."""

_SAME = dict.fromkeys("‘’‚‛`´′", "'") | dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‐‑‒–—−", "-")
_SAME["…"] = "..."
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_ARTICLE = re.compile(r"(?:the|a|an)\s+(?=\S)", re.IGNORECASE)
_SENTENCE = re.compile(rf"[^\n{HIDDEN}]+?(?:[.!?][\"'”’)]*(?=\s)|(?=[\n{HIDDEN}])|\Z)")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Found:
    """Where words stand in the document, and how they were recognised."""

    span: Span
    way: str


@dataclass(frozen=True)
class _Folded:
    """A text folded for comparison; character i of it comes from text[starts[i]:starts[i] + 1]."""

    text: str
    starts: tuple[int, ...]


class Aligner:
    """Finds words in one passage. Spans count from the document's beginning."""

    def __init__(self, text: str, base: int) -> None:
        self.text, self.base = text, base
        self._folded = _fold(text)
        self._sentences = [(m.start(), m.end()) for m in _SENTENCE.finditer(text) if m.group().strip()]

    def find(self, words: str, near: Span) -> Found | None:
        """The words inside `near`, else where they stand nearest to it in the passage."""
        lower, upper = near.start - self.base, near.end - self.base
        exact, folded = list(self._exact(words)), list(self._loose(words))
        for places, way in ((exact, EXACT), (folded, FOLDED)):
            inside = [p for p in places if lower <= p[0] and p[1] <= upper]
            if inside:
                return self._found(inside[0], way)
        for places, way in ((exact, NEAR), (folded, FOLDED_NEAR)):
            if places:
                return self._found(min(places, key=lambda p: (max(lower - p[0], p[1] - upper), p)), way)
        return None

    def sentence(self, quote: str, trigger: str) -> Found | None:
        """The claim's sentence: the quote, preferably with the trigger in it, else the like of it."""
        for places, way in ((list(self._exact(quote)), EXACT), (list(self._loose(quote)), FOLDED)):
            if places:
                having = [p for p in places if trigger and trigger in self.text[p[0] : p[1]]]
                return self._found((having or places)[0], way)
        return self._similar(quote)

    def trigger(self, words: str, sentence: Span) -> Found | None:
        """The trigger inside its sentence; the beginning of a word stands for the word ("bomb")."""
        lower, upper = sentence.start - self.base, sentence.end - self.base
        for places, way in ((self._exact(words), EXACT), (self._loose(words), FOLDED)):
            for start, end in places:
                if lower <= start and end <= upper:
                    return self._found((start, end), way)
        if len(words.strip()) < 4:
            return None
        for start, end in self._loose(words, whole=False):
            if lower <= start and end <= upper and not _inside_word(self.text, start):
                while end < upper and self.text[end].isalnum():
                    end += 1
                return self._found((start, end), "the word that begins so")
        return None

    def _found(self, place: tuple[int, int], way: str) -> Found:
        span = span_of(self.text, *place)
        return Found(
            Span(text=span.text, start=span.start + self.base, end=span.end + self.base),
            way,
        )

    def _exact(self, words: str) -> Iterator[tuple[int, int]]:
        words = words.strip()
        at = self.text.find(words) if words and HIDDEN not in words else -1
        while at >= 0:
            if _whole(self.text, at, at + len(words)):
                yield at, at + len(words)
            at = self.text.find(words, at + 1)

    def _loose(self, words: str, *, whole: bool = True) -> Iterator[tuple[int, int]]:
        sought = _fold(words.strip()).text.strip()
        if not sought or HIDDEN in sought:
            return
        text, starts = self._folded.text, self._folded.starts
        at = text.find(sought)
        while at >= 0:
            start, end = starts[at], starts[at + len(sought) - 1] + 1
            if not whole or _whole(self.text, start, end):
                yield start, end
            at = text.find(sought, at + 1)

    def _similar(self, quote: str) -> Found | None:
        sought = set(_WORD.findall(_fold(quote).text))
        if len(sought) < 4:
            return None
        scored = [
            (len(sought & set(_WORD.findall(_fold(self.text[a:b]).text))) / len(sought), -a, b)
            for a, b in self._sentences
        ]
        share, start, end = max(scored, default=(0.0, 0, 0))
        return self._found((-start, end), SIMILAR) if share >= SHARED else None


def shorter(span: Span) -> Span:
    """The span without a leading article: names are as short as names the thing."""
    article = _ARTICLE.match(span.text)
    if article is None:
        return span
    return Span(text=span.text[article.end() :], start=span.start + article.end(), end=span.end)


def _whole(text: str, start: int, end: int) -> bool:
    """False when the place cuts a word in two ("Mali" in "Malian")."""
    return not _inside_word(text, start) and not _inside_word(text, end)


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _fold(text: str) -> _Folded:
    pieces: list[str] = []
    starts: list[int] = []
    for at, c in enumerate(text):
        if c in _UNSEEN:
            continue
        plain = " " if c.isspace() else _SAME.get(c) or c.casefold()
        if plain == " " and pieces and pieces[-1] == " ":
            continue
        pieces += plain
        starts += [at] * len(plain)
    return _Folded("".join(pieces), tuple(starts))
