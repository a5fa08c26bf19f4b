"""Passages of a text and their fingerprints, so that linking can find what one report carried over.

A passage is a sentence, or what stands for one: short ones are joined to the next of their paragraph and
long ones are cut, so that each has 8 to 60 words where the paragraph has that many. Of each passage the
winnowed hashes of its 4-word shingles are kept (Schleimer, Wilkerson and Aiken 2003, "Winnowing: local
algorithms for document fingerprinting"): whatever else was changed around them, seven words in a row that
two passages share give them a hash in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

from contested.model.document import Passage, Section

SHINGLE = 4
WINDOW = 4
MIN_WORDS = 8
MAX_WORDS = 60
MAX_PASSAGES = 2000
"""Of one document; what follows is not compared. A book is no report."""
DIGEST = 4
"""Bytes of a hash: one hash in common is not enough for anything, so chance meetings do no harm."""

_LEFT_OUT = ("furniture", "dateline")
_WORD = re.compile(r"[^\W_]+")
_END = re.compile(r"[.!?؟。！？।]+[\"'”’»)\]]{0,3}\s+|\n+")

Words = list[re.Match[str]]


def passages(text: str, sections: Iterable[Section] = ()) -> tuple[Passage, ...]:
    """The passages in text order; offsets are code points into `text`. Furniture and datelines have none.

    Passages under 8 words are left out: stock phrases would make two reports one. Linear in the text.
    """
    stretches = [(s.start, s.end) for s in sections if s.kind not in _LEFT_OUT] or [(0, len(text))]
    found: list[Passage] = []
    for start, end in stretches:
        for words in _cut(text, start, end):
            found.append(_passage(words))
            if len(found) == MAX_PASSAGES:
                return tuple(found)
    return tuple(found)


def _cut(text: str, start: int, end: int) -> Iterator[Words]:
    """Words of one passage after another."""
    held: Words = []
    at = start
    for stop, paragraph in _ends(text, start, end):
        words = list(_WORD.finditer(text, at, stop))
        at = stop
        held += words
        while len(held) >= MAX_WORDS + MIN_WORDS:
            yield held[:MAX_WORDS]
            held = held[MAX_WORDS:]
        if len(held) >= MIN_WORDS:
            yield held
            held = []
        elif paragraph:
            held = []


def _ends(text: str, start: int, end: int) -> Iterator[tuple[int, bool]]:
    """Where sentences end, and whether the paragraph does too."""
    for found in _END.finditer(text, start, end):
        yield found.end(), "\n" in found.group()
    yield end, True


def _passage(words: Words) -> Passage:
    return Passage(start=words[0].start(), end=words[-1].end(), hashes=b"".join(winnow(words)))


def winnow(words: Sequence[re.Match[str]]) -> list[bytes]:
    """The smallest shingle hash of every window of four, each place once, in text order."""
    folded = [w.group().lower() for w in words]
    hashes = [
        blake2b(" ".join(folded[n : n + SHINGLE]).encode(), digest_size=DIGEST).digest()
        for n in range(len(folded) - SHINGLE + 1)
    ]
    kept: list[int] = []
    for n in range(max(1, len(hashes) - WINDOW + 1)):
        window = range(n, min(n + WINDOW, len(hashes)))
        least = min(window, key=lambda m: (hashes[m], -m))  # the rightmost: fewer hashes for one run
        if not kept or kept[-1] != least:
            kept.append(least)
    return list(dict.fromkeys(hashes[m] for m in kept))
