"""Document-events of many reports grouped into incidents.

The likeliest pairs are joined first. Two groups join when the fullest accounts of both, and at least half of
all pairs between them, are compatible and their dates agree, so that a likeness passed from one report to
the next cannot chain two occurrences into one, and one misread account cannot draw the others to itself.
Nothing here depends on the order of the input.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from contested.link.block import Key, look_keys, own_keys
from contested.link.compare import DAYS_APART, DocEvent, compatible, doc_event, evidence
from contested.link.features import gap_days
from contested.model import Claim, DocumentHead

Pair = tuple[int, int, int]
"""Minus the evidence, the index of the fuller account, the index of the other."""

_JUDGES = 12  # members of a large group that are compared with another's; the fullest come first


@dataclass(frozen=True)
class Group:
    """An incident's document-events, the fullest account first."""

    members: tuple[DocEvent, ...]


def doc_events(heads: Mapping[str, DocumentHead], claims: Iterable[Claim]) -> list[DocEvent]:
    """Claims gathered by document and label; a claim without a label stands alone. Each claim once."""
    held: dict[tuple[str, str], dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        label = claim.event or f"claim {claim.id}"
        held[claim.document_id, label][claim.id] = claim
    return [
        doc_event(heads.get(document) or DocumentHead(id=document), list(members.values()))
        for (document, _), members in held.items()
    ]


def cluster(events: Iterable[DocEvent]) -> list[Group]:
    """Groups of document-events about one occurrence, in an order of their own."""
    order = fullest_first(events)
    return join(order, candidates(order))


def fullest_first(events: Iterable[DocEvent]) -> list[DocEvent]:
    """The order in which document-events are compared and joined."""
    return sorted(events, key=lambda e: (-e.richness, e.key))


def join(order: Sequence[DocEvent], pairs: Sequence[Pair]) -> list[Group]:
    """Groups of events (fullest first) joined along their candidate pairs (likeliest first)."""
    known = {(first, second) for _, first, second in pairs}
    groups = {n: [n] for n in range(len(order))}
    at = list(range(len(order)))
    refused: dict[tuple[int, int], tuple[int, int]] = {}
    for _, first, second in pairs:
        low, high = sorted((at[first], at[second]))
        sizes = len(groups[low]), len(groups[high])
        if low == high or refused.get((low, high)) == sizes:
            continue
        if not _fit(groups[low], groups[high], order, known):
            refused[low, high] = sizes
            continue
        for n in groups[high]:
            at[n] = low
        groups[low] = sorted(groups[low] + groups.pop(high))
    return [Group(tuple(order[n] for n in members)) for members in groups.values()]


def _fit(
    mine: Sequence[int], theirs: Sequence[int], order: Sequence[DocEvent], known: Set[tuple[int, int]]
) -> bool:
    """True when two groups may be one incident; `known` holds the compatible pairs."""
    if (min(mine[0], theirs[0]), max(mine[0], theirs[0])) not in known:
        return False
    if {order[n].document_id for n in mine} & {order[n].document_id for n in theirs}:
        return False
    days, others = _days(order[n] for n in mine), _days(order[n] for n in theirs)
    if days is not None and others is not None and gap_days(days, others) > DAYS_APART:
        return False
    judges, judged = mine[:_JUDGES], theirs[:_JUDGES]
    yes = sum((min(a, b), max(a, b)) in known for a in judges for b in judged)
    return 2 * yes >= len(judges) * len(judged)


def _days(events: Iterable[DocEvent]) -> tuple[dt.date, dt.date] | None:
    """The interval that most give; the shorter, then the earlier, on a tie."""
    votes = Counter(event.days for event in events if event.days is not None)
    return min(votes, key=lambda d: (-votes[d], d[1] - d[0], d)) if votes else None


def candidates(order: Sequence[DocEvent]) -> list[Pair]:
    """Compatible pairs of events (fullest first), the likeliest first, each once."""
    return sorted(_pairs(order))


def _pairs(order: Sequence[DocEvent]) -> Iterator[Pair]:
    filed: dict[Key, list[int]] = defaultdict(list)
    for n, event in enumerate(order):
        near = {m for key in look_keys(event) for m in filed.get(key, ())}
        for m in near:
            if compatible(order[m], event):
                yield -evidence(order[m], event), m, n
        for key in set(own_keys(event)):
            filed[key].append(n)
