"""Documents as stretches that an encoder takes in at once, and the batches of an epoch; no torch here."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from contested.extract.trained.windows import Ints, Pieces
from train.reader.examples import Range, bio


@dataclass(frozen=True)
class Stretch:
    """Pieces [first, last) of document number `document`; position 0 of a row is the opening piece."""

    document: int
    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first

    def shifted(self, at: Range) -> Range:
        """A range of the document's pieces as positions of the row."""
        return at[0] - self.first + 1, at[1] - self.first + 1

    def holds(self, at: Range) -> bool:
        """Whether all of the range lies in this stretch."""
        return self.first <= at[0] and at[1] <= self.last


@dataclass(frozen=True)
class Rows:
    """Stretches side by side, [B, L]; `mask` is 1 where there is a piece."""

    ids: Ints
    marks: Ints
    mask: Ints


def stretches(document: int, length: int, room: int, chance: random.Random) -> list[Stretch]:
    """Stretches of at most `room` pieces that cover a document, cut elsewhere at each call.

    A stump at an end is drawn out into its neighbour, so that no row is short of context.
    """
    if length <= room:
        return [Stretch(document, 0, length)] if length else []
    firsts = [0, *range(chance.randrange(1, room), length, room)]
    found = []
    for n, first in enumerate(firsts):
        last = min(first + room, length)
        if n == 0:  # the first cut fell somewhere within the room
            last = room
        found.append(Stretch(document, max(last - room, 0), last))
    return found


def epoch(
    lengths: Iterable[tuple[int, int]], room: int, pieces: int, chance: random.Random
) -> Iterator[list[Stretch]]:
    """Batches of about `pieces` pieces, padding included, of (document, length): long with long."""
    found = [s for document, n in lengths for s in stretches(document, n, room, chance)]
    chance.shuffle(found)
    batches: list[list[Stretch]] = []
    for at in range(0, len(found), 256):
        batches += _batches(sorted(found[at : at + 256], key=lambda s: (len(s), s.document, s.first)), pieces)
    chance.shuffle(batches)
    yield from batches


def _batches(found: Sequence[Stretch], pieces: int) -> list[list[Stretch]]:
    batches: list[list[Stretch]] = []
    batch: list[Stretch] = []
    for stretch in found:
        if batch and (len(batch) + 1) * (len(stretch) + 2) > pieces:
            batches.append(batch)
            batch = []
        batch.append(stretch)
    return [*batches, batch] if batch else batches


def rows(
    batch: Sequence[Stretch], documents: Sequence[Pieces], opening: int, closing: int, padding: int
) -> Rows:
    """One row a stretch, each between its special pieces, padded to one length."""
    length = max(map(len, batch)) + 2
    ids = np.full((len(batch), length), padding, dtype=np.int64)
    marks, mask = np.zeros_like(ids), np.zeros_like(ids)
    for row, s in enumerate(batch):
        pieces, n = documents[s.document], len(s)
        ids[row, : n + 2] = [opening, *pieces.ids[s.first : s.last], closing]
        marks[row, 1 : n + 1] = pieces.marks[s.first : s.last]
        mask[row, : n + 2] = 1
    return Rows(ids, marks, mask)


def labels(batch: Sequence[Stretch], spans: Mapping[int, Sequence[Range]]) -> Ints:
    """[B, L] of 0 (outside), 1 (begins), 2 (inside), -100 where nothing is asked; spans by document."""
    length = max(map(len, batch)) + 2
    found = np.full((len(batch), length), -100, dtype=np.int64)
    for row, s in enumerate(batch):
        found[row, : len(s) + 2] = bio(len(s) + 2, [s.shifted(at) for at in spans[s.document]])
        found[row, [0, len(s) + 1]] = 0  # a span that is cut by one piece begins in none of the special ones
    return found
