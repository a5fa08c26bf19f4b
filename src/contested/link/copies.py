"""Which report carries what of which earlier one, passage by passage, from the passages' hashes alone.

Every hash belongs to the first report that bears it, so a passage's hashes vote for where it was read
first. One look-up a hash, whatever the number of reports: the time grows with the length of the texts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from contested.model import Claim, DocumentHead, Passage

Kind = Literal["copy", "update", "excerpt", "part", "quote"]

DIGEST = 4  # bytes of a hash
CARRIED_AT = 0.5
"""Share of the hashes of the shorter of two passages from which one carries the other."""
FEWEST = 3
"""Hashes in common at least (some ten words in a row), or all of a shorter passage's."""
WHOLE_AT = 0.45
"""Share of a report's hashes from which all of it is carried: light edits touch most sentences."""
MANY = 5000  # reports from which hashes that only one report bears are put aside first, to save memory

Spot = tuple[int, int]
"""Report and passage, as positions in the order of publication."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A passage of one report that an earlier one had; `original` is where it was read first."""

    passage: int
    original: str
    original_passage: int
    share: float


@dataclass(frozen=True, slots=True)
class Relation:
    """What a report has of an earlier one. `share` is of its own hashes, `covered` of the other's.

    copy: both are the most of each other; update: it holds the earlier report and goes on, or another
    edition of one outlet's; excerpt: it is the most of a piece of the other; part: several passages;
    quote: a single one.
    """

    document: str
    original: str
    kind: Kind
    share: float
    covered: float


def by_age(heads: Iterable[DocumentHead]) -> list[DocumentHead]:
    """By publication date, then by id; undated reports come last."""
    return sorted(heads, key=lambda h: (str(h.published or "9999"), h.id))


def carried(heads: Iterable[DocumentHead]) -> dict[str, tuple[Carried, ...]]:
    """The carried passages of every report that has any, in text order."""
    found, _ = _compare(by_age(heads))
    return found


def relations(heads: Iterable[DocumentHead]) -> list[Relation]:
    """Every pair of a report and an earlier one that it carries something of, oldest report first."""
    order = by_age(heads)
    found, votes = _compare(order)
    outlets = {h.id: h.outlet for h in order}
    sizes = {h.id: max(1, len({x for p in h.passages for x in _hashes(p)})) for h in order}
    result = []
    for head in order:
        counts = Counter(c.original for c in found.get(head.id, ()))
        for other in sorted(counts):
            common = votes[head.id][other]
            one = outlets[head.id] is not None and outlets[head.id] == outlets[other]
            result.append(_relation(head.id, other, common, sizes, counts[other], one=one))
    return result


def _relation(
    document: str, original: str, common: int, sizes: Mapping[str, int], passages: int, *, one: bool
) -> Relation:
    share, covered = common / sizes[document], common / sizes[original]
    kind: Kind = "part" if passages > 1 else "quote"
    if covered >= WHOLE_AT:
        longer = sizes[document] > 1.2 * sizes[original]
        kind = "update" if one or (longer and share < 0.75) else "copy"
    elif share >= WHOLE_AT:
        kind = "excerpt"
    return Relation(document=document, original=original, kind=kind, share=share, covered=covered)


def _hashes(passage: Passage) -> tuple[int, ...]:
    packed = passage.hashes
    return tuple(int.from_bytes(packed[n : n + DIGEST], "big") for n in range(0, len(packed), DIGEST))


def _compare(
    order: Sequence[DocumentHead],
) -> tuple[dict[str, tuple[Carried, ...]], dict[str, Counter[str]]]:
    """Carried passages by report, and how many hashes each report has of each earlier one."""
    shared = _shared(order) if len(order) > MANY else None
    first: dict[int, Spot] = {}
    roots: dict[Spot, Spot] = {}
    found: dict[str, tuple[Carried, ...]] = {}
    common: dict[str, Counter[str]] = defaultdict(Counter)
    for n, head in enumerate(order):
        own: list[Carried] = []
        fresh: dict[int, Spot] = {}
        for m, passage in enumerate(head.passages):
            hashes = _hashes(passage)
            votes = Counter(roots.get(s, s) for x in hashes if (s := first.get(x)) is not None)
            root = _root(votes, len(hashes), order)
            if root is not None:
                origin = order[root[0]]
                roots[n, m] = root
                own.append(Carried(m, origin.id, root[1], votes[root] / len(hashes)))
            for spot, count in votes.items():
                common[head.id][order[spot[0]].id] += count
            fresh.update(
                (x, (n, m))
                for x in hashes
                if x not in first and x not in fresh and (shared is None or x in shared)
            )
        first.update(fresh)
        if own:
            found[head.id] = tuple(own)
    return found, common


def _root(votes: Counter[Spot], size: int, order: Sequence[DocumentHead]) -> Spot | None:
    """The passage that most of the hashes were read in first, when they are enough; the earliest on a tie."""
    if not votes:
        return None
    best = min(votes, key=lambda spot: (-votes[spot], spot))
    length = len(order[best[0]].passages[best[1]].hashes) // DIGEST
    shorter = min(size, length)
    enough = votes[best] >= FEWEST or (votes[best] == shorter >= 2)
    return best if enough and votes[best] >= CARRIED_AT * shorter else None


def _shared(order: Sequence[DocumentHead]) -> set[int]:
    """Hashes that occur more than once."""
    import numpy as np

    packed = b"".join(p.hashes for h in order for p in h.passages)
    values, counts = np.unique(np.frombuffer(packed, dtype=">u4").astype(np.uint32), return_counts=True)
    return set(values[counts > 1].tolist())


def first_told(heads: Mapping[str, DocumentHead], claims: Sequence[Claim]) -> dict[str, str]:
    """Claim id -> the report that the claim's passage was read in first, for claims in carried passages."""
    reports = {c.document_id for c in claims}
    if len(reports) < 2:
        return {}
    found = carried(heads[d] for d in reports if d in heads and heads[d].passages)
    result: dict[str, str] = {}
    for claim in claims:
        for one in found.get(claim.document_id, ()):
            if one.passage == passage_at(heads[claim.document_id].passages, claim.trigger.start):
                result[claim.id] = one.original
    return result


def passage_at(passages: Sequence[Passage], at: int) -> int | None:
    """Position of the passage that the code point stands in."""
    n = bisect_right(passages, at, key=lambda p: p.start) - 1
    return n if n >= 0 and at < passages[n].end else None


def versions(heads: Iterable[DocumentHead]) -> tuple[tuple[str, ...], ...]:
    """Chains of one outlet's reports in which each is an update of an earlier one; oldest first."""
    order = by_age(h for h in heads if h.passages)
    if len(order) < 2:
        return ()
    outlets = {h.id: h.outlet for h in order}
    chain = {h.id: h.id for h in order}
    for relation in relations(order):
        if relation.kind == "update" and outlets[relation.document] == outlets[relation.original]:
            chain[relation.document] = chain[relation.original]
    groups: dict[str, list[str]] = {}
    for head in order:
        groups.setdefault(chain[head.id], []).append(head.id)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)
