"""Sentences of an English report by their punctuation, in one pass.

A line break always ends a sentence (headlines and list items have no full stop). A full stop, a
question or an exclamation mark ends one where white space and no lower-case letter follow, but
not after abbreviations, initials and numbering.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from contested.model import Span

LONGEST = 1500
"""Code points after which a sentence is cut at a space: a list without full stops is no sentence."""
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev hon gen lt col maj sgt capt cmdr adm brig cpl pvt gov sen rep pres st mt ft"
    " messrs jr sr inc corp co ltd dept univ assn bros vs etc eg ie cf al approx est jan feb mar apr jun"
    " jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun km sq ave blvd rd".split()
)
_BEFORE_NUMBERS = frozenset(["no", "nos", "art", "p", "pp", "vol", "fig", "sec", "para"])
_CLOCK = re.compile(r"[ap]\.m\Z", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*\Z")
_END = re.compile(r"\n|(?<![.!?…؟])([.!?…؟]+)[\"'”’»)\]]*(?=([^\S\n]+)|\n|\Z)")
_LOOK_BACK = 14


@dataclass(frozen=True)
class Sentences:
    """The sentences of one text."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def around(self, start: int, end: int) -> Span:
        """The sentence that holds text[start:end], joined with the next where that runs on into it.

        White space at its edges is left out, but never the words asked for.
        """
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = max(bisect_right(self.starts, max(start, end - 1)) - 1, first)
        left, right = min(self.starts[first], start), max(self.ends[last], end)
        while left < start and self.text[left].isspace():
            left += 1
        while right > end and self.text[right - 1].isspace():
            right -= 1
        return Span(text=self.text[left:right], start=left, end=right)


def split(text: str, longest: int = LONGEST) -> Sentences:
    """Sentences that cover the text: each ends where the next one starts; linear in its length."""
    edges = [0]
    for end in (*_ends(text), len(text)):
        while end - edges[-1] > longest:
            edges.append(_cut(text, edges[-1], edges[-1] + longest))
        if end > edges[-1]:
            edges.append(end)
    return Sentences(text, tuple(edges[:-1]) or (0,), tuple(edges[1:]) or (0,))


def _cut(text: str, start: int, limit: int) -> int:
    """Where to break a stretch that is too long: after a space of its second half, if it has one."""
    space = text.rfind(" ", start + (limit - start) // 2, limit)
    return space + 1 if space >= 0 else limit


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        marks = match.group(1)
        if marks is None or match.group(2) is None or _ends_here(text, match, marks):
            yield match.end()


def _ends_here(text: str, match: re.Match[str], marks: str) -> bool:
    following = text[match.end(2) : match.end(2) + 1]
    if following.islower():
        return False
    return marks != "." or match.end() > match.end(1) or not _abbreviated(text, match.start(), following)


def _abbreviated(text: str, stop: int, following: str) -> bool:
    """True when the full stop at `stop` closes an abbreviation, an initial or a number of a list."""
    before = text[max(stop - _LOOK_BACK, 0) : stop]
    words = before.split()
    if not words or before[-1:].isspace():
        return False
    word = words[-1].lstrip("\"'“‘«([").casefold()
    if _CLOCK.search(word):
        return following.isdigit()
    if word in _BEFORE_NUMBERS:
        return following.isdigit()
    return word in _ABBREVIATIONS or bool(_LETTERS.match(word))
