"""Stretches of text found for one trigger: trimmed, told apart, chosen between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from contested.model import Mention, SourceKind, Span

_OPENING = " \t\n\r\u00a0,;:!?…\"'“”‘’«»()[]{}|/–—-*•·"
_CLOSING = " \t\n\r\u00a0,;:!?…\"'“”‘’«»([{|/–—-*•·"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_SEAMS = frozenset(["", " ", "-", "\u00a0", "\u2011"])
_DASH = re.compile(r"\s[-–—]{1,2}\s+(?=\S)")
_POSSESSIVE = ("'s", "’s", "'S", "’S")


@dataclass(frozen=True, slots=True)
class Found:
    """text[start:end] of a document with the probability that it is rightly found."""

    text: str
    start: int
    end: int
    score: float
    kind: SourceKind = "other"
    """For sources: what kind of source the words name."""

    @property
    def span(self) -> Span:
        return Span(text=self.text, start=self.start, end=self.end)

    @property
    def mention(self) -> Mention:
        return Mention(text=self.text, start=self.start, end=self.end)

    @property
    def key(self) -> str:
        """Equal for what reads the same."""
        return " ".join(self.text.casefold().split())


def trimmed(text: str, start: int, end: int, *, article: bool) -> tuple[int, int] | None:
    """text[start:end] without punctuation at its edges and a possessive; None when nothing is left.

    With `article`, a leading "the", "a" or "an" goes too (guidelines: no leading "the"). Full stops
    stay: they close abbreviations; sentence ends are not part of what the network marks.
    """
    start, end = _inward(text, start, end)
    if article:
        while match := _ARTICLE.match(text, start, end):
            start = match.end()
        start, end = _inward(text, start, end)
    while text[start:end].endswith(_POSSESSIVE):
        start, end = _inward(text, start, end - 2)
    return (start, end) if start < end and any(map(str.isalnum, text[start:end])) else None


def _inward(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _OPENING:
        start += 1
    while start < end and (text[end - 1] in _CLOSING or _unopened(text, start, end)):
        end -= 1
    return start, end


def _unopened(text: str, start: int, end: int) -> bool:
    """Ends in a bracket that opens before the span."""
    opening = _PAIRS.get(text[end - 1])
    return opening is not None and text.find(opening, start, end) < 0


def overlap(a: Found, b: Found) -> bool:
    return a.start < b.end and b.start < a.end


def best(found: Iterable[Found]) -> Found | None:
    """The best scored; the earliest of equals."""
    return min(found, key=lambda f: (-f.score, f.start, f.end), default=None)


def apart(found: Sequence[Found]) -> tuple[Found, ...]:
    """In text order, of those that overlap only the best scored."""
    if len(found) < 2:
        return tuple(found)
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (-f.score, f.start, f.end)):
        if not any(overlap(one, other) for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda f: f.start))


def distinct(found: Sequence[Found]) -> tuple[Found, ...]:
    """In the order given, of those that read the same only the best scored."""
    tops: dict[str, Found] = {}
    for one in found:
        if one.key not in tops or one.score > tops[one.key].score:
            tops[one.key] = one
    return tuple(f for f in found if tops[f.key] is f)


def undashed(found: Found) -> Found:
    """Of a span that runs over a dash between spaces, what follows it.

    A dateline ends so ("HOMS, Syria - Government jets"); no name holds such a dash.
    """
    cuts = list(_DASH.finditer(found.text))
    if not cuts:
        return found
    end = cuts[-1].end()
    return replace(found, text=found.text[end:], start=found.start + end)


def joined(text: str, found: Sequence[Found]) -> tuple[Found, ...]:
    """Spans in text order, those made one that nothing but a space or a hyphen parts.

    Two names need more than a space between them: "rebel" and "Northern Front" side by side are one.
    """
    kept: list[Found] = []
    for one in found:
        last = kept[-1] if kept else None
        if last is not None and last.end <= one.start and text[last.end : one.start] in _SEAMS:
            score = max(last.score, one.score)
            kind = last.kind if last.score >= one.score else one.kind
            kept[-1] = Found(text[last.start : one.end], last.start, one.end, score, kind)
        else:
            kept.append(one)
    return tuple(kept)


def distance(a: Found, b: Found) -> int:
    """Code points between two spans; 0 when they touch or overlap."""
    return max(a.start - b.end, b.start - a.end, 0)
