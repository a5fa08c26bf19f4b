"""Annotated documents as arrays: which pieces name events, and what belongs to each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from contested.extract.trained.windows import Ints, Pieces, to_pieces
from contested.model import Claim, Document
from train.reader.labels import KINDS, MODES, ROLES, STATUSES, TYPES

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Range = tuple[int, int]
"""First and past-the-last piece."""


@dataclass(frozen=True)
class Event:
    """One claim in pieces; label numbers index the label sets."""

    trigger: Range
    type: int
    status: int
    mode: int
    background: bool
    roles: tuple[tuple[int, Range], ...]
    kinds: tuple[tuple[int, Range], ...]
    """The kind of each source span."""
    event: str


@dataclass(frozen=True)
class Example:
    """One document's pieces with its events, in order of their triggers."""

    key: str
    pieces: Pieces
    events: tuple[Event, ...]


def to_example(tokenizer: Tokenizer, document: Document, claims: Iterable[Claim]) -> Example:
    """Of several claims with one trigger the first is taught: one decoding cannot tell them apart."""
    pieces = to_pieces(tokenizer, document.text)
    found: dict[int, Event] = {}
    for claim in claims:
        event = _event(pieces, claim)
        if event is not None:
            found.setdefault(event.trigger[0], event)
    return Example(document.key or document.id, pieces, tuple(found[at] for at in sorted(found)))


def pieces_of(pieces: Pieces, start: int, end: int) -> Range | None:
    """The whole words that overlap [start, end); None where no piece does."""
    first = int(np.searchsorted(pieces.ends, start, side="right"))
    last = int(np.searchsorted(pieces.starts, end, side="left"))
    if last <= first:
        return None
    while first > 0 and pieces.words[first - 1] == pieces.words[first]:
        first -= 1
    while last < len(pieces) and pieces.words[last] == pieces.words[last - 1]:
        last += 1
    return first, last


def _event(pieces: Pieces, claim: Claim) -> Event | None:
    trigger = pieces_of(pieces, claim.trigger.start, claim.trigger.end)
    if trigger is None:
        return None
    roles = [(ROLES.index(role), at) for role, s, e in _roles(claim) if (at := pieces_of(pieces, s, e))]
    kinds = [(KINDS.index(s.kind), at) for s in claim.source if (at := pieces_of(pieces, s.start, s.end))]
    return Event(
        trigger=trigger,
        type=TYPES.index(claim.type),
        status=STATUSES.index(claim.status),
        mode=MODES.index(claim.perpetrator.mode),
        background=claim.background,
        roles=tuple(roles),
        kinds=tuple(kinds),
        event=claim.event,
    )


def _roles(claim: Claim) -> Iterator[tuple[str, int, int]]:
    """(role, start, end) of every span that belongs to the claim's trigger."""
    yield from (("perpetrator", m.start, m.end) for m in claim.perpetrator.names)
    yield from (("target", m.start, m.end) for m in claim.target)
    for n, s in enumerate(claim.where.texts):
        yield "place_more" if n else "place", s.start, s.end
    for n, link in enumerate(claim.source):
        yield "relay" if n else "source", link.start, link.end
    singles = (("weapon", claim.weapon), ("offset", claim.where.offset), ("time", claim.when.text))
    yield from ((role, s.start, s.end) for role, s in singles if s)
    yield from (("framing", s.start, s.end) for s in claim.framing)
    for harm in claim.casualties:
        if harm.text:
            yield harm.kind, harm.text.start, harm.text.end
        if harm.who:
            yield "harmed", harm.who.start, harm.who.end


@dataclass(frozen=True)
class Cut:
    """A stretch of an example that the encoder takes in at once."""

    example: Example
    first: int
    last: int


def cuts(example: Example, room: int, offset: int) -> Iterator[Cut]:
    """Stretches of `room` pieces that cover an example, the first cut after `offset` pieces if it is long."""
    n = len(example.pieces)
    if n <= room:
        yield Cut(example, 0, n)
        return
    edges = [0, *range(offset, n, room), n] if offset else [*range(0, n, room), n]
    for first, last in pairwise(edges):
        if last - first >= 8:  # a stump teaches nothing
            yield Cut(example, max(last - room, 0) if last == n else first, last)


def bio(length: int, spans: Iterable[Range]) -> Ints:
    """Labels 0 (outside), 1 (begins), 2 (inside) of a row of pieces; spans beyond its edges are cut."""
    row = np.zeros(length, dtype=np.int64)
    for first, last in spans:
        if last <= 0 or first >= length:
            continue
        row[max(first, 0) : min(last, length)] = 2
        if first >= 0:
            row[first] = 1
    return row
