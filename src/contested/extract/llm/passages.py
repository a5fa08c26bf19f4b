"""A document as passages that fit into one request: overlapping, whole sentences, nothing left out.

Furniture is not sent. Every event is read in one passage only, the one whose core its trigger stands
in; the overlap around the core is context.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from contested.model import Document

SMALLEST = 500
"""A passage is not halved below this length, in code points."""
_BREAK = re.compile(r"\n+|(?<=[.!?])[\"'”’)]?\s+")
HIDDEN = "\x00"
"""Stands for furniture in a masked text, character for character; matches nothing that can be said."""


@dataclass(frozen=True)
class Passage:
    """A stretch [start, end) of a document; triggers in [core_start, core_end) are its to read."""

    text: str
    """The masked stretch: as long as the original, furniture hidden."""
    start: int
    core_start: int
    core_end: int
    opening: str = ""
    """How the report begins, where the passage does not hold it."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def shown(self) -> str:
        """The text as sent: furniture left out."""
        return re.sub(f"{HIDDEN}+", "\n", self.text).strip()


def masked(document: Document) -> str:
    """The text with furniture hidden, all offsets kept."""
    pieces, at = [], 0
    for section in document.sections:
        if section.kind == "furniture":
            pieces += [document.text[at : section.start], HIDDEN * (section.end - section.start)]
            at = section.end
    pieces.append(document.text[at:])
    return "".join(pieces)


def passages(text: str, size: int) -> list[Passage]:
    """A masked text in passages of about `size` code points, an eighth of which overlaps.

    The cores cover the text without gap or overlap. A passage may be longer than `size` by its
    overlap; a sentence longer than `size` is cut.
    """
    if not text.replace(HIDDEN, "").strip():
        return []
    cuts = _cuts(text, size)
    return [_passage(text, a, b, size // 8) for a, b in pairwise(cuts)]


def halves(text: str, passage: Passage) -> list[Passage]:
    """The passage's core as two passages, for an answer that did not fit; [] when it is too short."""
    a, b = passage.core_start, passage.core_end
    if b - a < 2 * SMALLEST:
        return []
    middle = a + _cuts(text[a:b], (b - a + 1) // 2)[1]
    return [_passage(text, x, y, (b - a) // 16) for x, y in ((a, middle), (middle, b)) if x < y]


def _passage(text: str, core_start: int, core_end: int, overlap: int) -> Passage:
    start = _sentence_start(text, max(core_start - overlap, 0), core_start)
    end = min(core_end + overlap, len(text))
    ends = [m.end() for m in _BREAK.finditer(text, core_end, end)]
    end = end if end == len(text) or not ends else ends[-1]
    return Passage(
        text=text[start:end],
        start=start,
        core_start=core_start,
        core_end=core_end,
        opening=text[: min(start, 2000)].replace(HIDDEN, " ").strip(),
    )


def _sentence_start(text: str, lower: int, upper: int) -> int:
    if lower == 0:
        return 0
    found = _BREAK.search(text, lower, upper)
    return found.end() if found else lower


def _cuts(text: str, size: int) -> Sequence[int]:
    """0, then the last sentence break within each `size` code points, ..., len(text)."""
    cuts = [0]
    while len(text) - cuts[-1] > size:
        at = cuts[-1]
        ends = [m.end() for m in _BREAK.finditer(text, at, at + size)]
        late = [e for e in ends if e > at + size // 4]
        cuts.append(late[-1] if late else at + size)
    return [*cuts, len(text)]
