"""A document as word pieces, and as overlapping windows that an encoder can take in at once.

All offsets are code points into the document's text, whatever the tokenizer does to case, accents
or scripts; positions count pieces.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = npt.NDArray[np.int64]

SIZE = 256
"""Pieces of a window, its two special pieces included: what the encoders were trained on."""
OVERLAP = 48
"""Pieces that neighbouring windows share, so that no event is read at the edge of its context."""
MARKS = 24
"""Number of marks: six shapes of a word, each after no break, a line, a blank line or nothing at all."""
_LOWER, _TITLE, _UPPER, _DIGIT, _OTHER = 1, 2, 3, 4, 5


@dataclass(frozen=True)
class Pieces:
    """Word pieces of a whole text, without special pieces; arrays of one length."""

    ids: Ints
    marks: Ints
    """What the uncased vocabulary loses: the shape of the word and the break before it."""
    starts: Ints
    ends: Ints
    words: Ints
    """Index of the word that a piece belongs to; a word's pieces lie side by side."""

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Window:
    """Pieces [first, last) of a document between two special pieces.

    Position p of the window is piece first + p - 1 of the document. Events whose trigger starts in
    pieces [core_first, core_last) are this window's to read; its neighbours see the rest better.
    """

    ids: Ints
    marks: Ints
    first: int
    last: int
    core_first: int
    core_last: int


@cache
def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer of an encoder, from its tokenizer.json, never truncating."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def to_pieces(tokenizer: Tokenizer, text: str) -> Pieces:
    """All word pieces of a text with their offsets and marks."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    words = np.array(encoding.word_ids, dtype=np.int64)
    starts, ends = offsets[:, 0], offsets[:, 1]
    return Pieces(
        ids=np.array(encoding.ids, dtype=np.int64),
        marks=_marks(text, words, starts, ends),
        starts=starts,
        ends=ends,
        words=words,
    )


def to_windows(
    tokenizer: Tokenizer, pieces: Pieces, size: int = SIZE, overlap: int = OVERLAP
) -> list[Window]:
    """Windows that cover every piece; none for a text without pieces."""
    room = size - 2
    if overlap >= room:
        raise ValueError(f"windows of {size} pieces cannot overlap by {overlap}")
    firsts = list(range(0, max(len(pieces) - overlap, 1), room - overlap)) if len(pieces) else []
    found = []
    for n, first in enumerate(firsts):
        last = min(first + room, len(pieces))
        core_first = first if n == 0 else first + overlap // 2
        core_last = last if n == len(firsts) - 1 else firsts[n + 1] + overlap // 2
        found.append(window_at(tokenizer, pieces, first, last, core_first, core_last))
    return found


def window_at(
    tokenizer: Tokenizer, pieces: Pieces, first: int, last: int, core_first: int, core_last: int
) -> Window:
    """Pieces [first, last) between the encoder's special pieces."""
    opening, closing = special_ids(tokenizer)
    ids = np.concatenate(([opening], pieces.ids[first:last], [closing])).astype(np.int64)
    marks = np.concatenate(([0], pieces.marks[first:last], [0])).astype(np.int64)
    return Window(ids, marks, first, last, core_first, core_last)


def special_ids(tokenizer: Tokenizer) -> tuple[int, int]:
    """Ids of the pieces that open and close a text ("[CLS]", "[SEP]" or "<s>", "</s>")."""
    for opening, closing in (("[CLS]", "[SEP]"), ("<s>", "</s>")):
        ids = tokenizer.token_to_id(opening), tokenizer.token_to_id(closing)
        if ids[0] is not None and ids[1] is not None:
            return ids[0], ids[1]
    raise ValueError("the tokenizer has no special pieces that open and close a text")


def _marks(text: str, words: Ints, starts: Ints, ends: Ints) -> Ints:
    marks = np.zeros(len(words), dtype=np.int64)
    before = 0
    for first, last in _runs(words):
        start, end = int(starts[first]), int(ends[last - 1])
        marks[first:last] = 4 * _shape(text[start:end])
        marks[first] += 3 if first == 0 else min(text.count("\n", before, start), 2)
        before = end
    return marks


def _runs(words: Ints) -> Iterator[tuple[int, int]]:
    """First and past-the-last piece of each word."""
    cuts = np.flatnonzero(np.diff(words)) + 1
    edges = [0, *cuts.tolist(), len(words)] if len(words) else []
    yield from pairwise(edges)


def _shape(word: str) -> int:
    if any(c.isdigit() for c in word):
        return _DIGIT
    if not word[:1].isalpha():
        return _OTHER
    if word.isupper():
        return _UPPER if len(word) > 1 else _TITLE
    return _TITLE if word[0].isupper() else _LOWER
