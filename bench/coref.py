"""Scores of groupings: pairs, MUC, B3, CEAF-e and their CoNLL mean.

A grouping is any collection of clusters of hashable mentions, each mention in one cluster. The definitions
are those of the reference scorer (Pradhan et al. 2014, "Scoring Coreference Partitions of Predicted
Mentions"): MUC after Vilain et al. 1995, B3 after Bagga and Baldwin 1998 (a mention that only one side has
counts as missed there), CEAF-e after Luo 2005 (phi4). The worked examples of those papers are the tests.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

Clusters = Sequence[frozenset[Hashable]]
Mention = TypeVar("Mention", bound=Hashable)


@dataclass(frozen=True)
class Prf:
    """Precision and recall between 0 and 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean; 0 when both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True)
class Scores:
    """All measures of one grouping against another."""

    pairs: Prf
    muc: Prf
    b3: Prf
    ceaf_e: Prf

    @property
    def conll(self) -> float:
        """Mean F1 of MUC, B3 and CEAF-e."""
        return (self.muc.f1 + self.b3.f1 + self.ceaf_e.f1) / 3


def clusters(labels: Mapping[Mention, Any]) -> list[frozenset[Mention]]:
    """Mention -> label as clusters, in the order in which labels first appear."""
    found: dict[Hashable, set[Mention]] = defaultdict(set)
    for mention, label in labels.items():
        found[label].add(mention)
    return [frozenset(members) for members in found.values()]


def score(gold: Iterable[Iterable[Hashable]], found: Iterable[Iterable[Hashable]]) -> Scores:
    """Every measure. Raises ValueError when a side puts a mention in two clusters."""
    key, response = _checked(gold), _checked(found)
    overlap = _overlap(key, response)
    return Scores(
        pairs=_pairs(key, response, overlap),
        muc=Prf(_muc(response, key), _muc(key, response)),
        b3=_b3(key, response, overlap),
        ceaf_e=_ceaf_e(key, response, overlap),
    )


def score_labels(gold: Mapping[Mention, Any], found: Mapping[Mention, Any]) -> Scores:
    """`score` of two mention -> label maps."""
    key: list[frozenset[Mention]] = clusters(gold)
    response: list[frozenset[Mention]] = clusters(found)
    return score(key, response)


def _checked(grouping: Iterable[Iterable[Hashable]]) -> Clusters:
    sets = [frozenset(c) for c in grouping]
    sets = [c for c in sets if c]
    if sum(map(len, sets)) != len(frozenset().union(*sets)):
        raise ValueError("a mention stands in two clusters")
    return sets


def _overlap(key: Clusters, response: Clusters) -> Counter[tuple[int, int]]:
    """Mentions shared by cluster k of the key and cluster r of the response; only pairs that share."""
    at = {mention: n for n, members in enumerate(response) for mention in members}
    return Counter((n, at[m]) for n, members in enumerate(key) for m in members if m in at)


def _pairs(key: Clusters, response: Clusters, overlap: Mapping[tuple[int, int], int]) -> Prf:
    """Pairs of mentions said to be one; a side without any pair has nothing to miss and scores 1."""
    both = sum(n * (n - 1) // 2 for n in overlap.values())
    in_key, in_response = (sum(len(c) * (len(c) - 1) // 2 for c in side) for side in (key, response))
    return Prf(both / in_response if in_response else 1.0, both / in_key if in_key else 1.0)


def _muc(side: Clusters, other: Clusters) -> float:
    """Share of the links of `side` that `other` keeps (Vilain et al. 1995); 0 without links."""
    at = {mention: n for n, members in enumerate(other) for mention in members}
    kept = total = 0
    for members in side:
        parts = {at.get(m, ("alone", m)) for m in members}
        kept += len(members) - len(parts)
        total += len(members) - 1
    return kept / total if total else 0.0


def _b3(key: Clusters, response: Clusters, overlap: Mapping[tuple[int, int], int]) -> Prf:
    in_response = sum(n * n / len(response[r]) for (_, r), n in overlap.items())
    in_key = sum(n * n / len(key[k]) for (k, _), n in overlap.items())
    sizes = sum(map(len, response)), sum(map(len, key))
    return Prf(in_response / sizes[0] if sizes[0] else 0.0, in_key / sizes[1] if sizes[1] else 0.0)


def _ceaf_e(key: Clusters, response: Clusters, overlap: Mapping[tuple[int, int], int]) -> Prf:
    """Likeness of the best one-to-one matching of clusters, over the number of clusters."""
    best = 0.0
    for rows, columns in _connected(overlap):
        best += _matched(rows, columns, key, response, overlap)
    return Prf(best / len(response) if response else 0.0, best / len(key) if key else 0.0)


def _connected(overlap: Iterable[tuple[int, int]]) -> list[tuple[list[int], list[int]]]:
    """Clusters that share no mention, even through others, cannot compete: each component alone."""
    by_row, by_column = defaultdict(list), defaultdict(list)
    for k, r in overlap:
        by_row[k].append(r)
        by_column[r].append(k)
    seen: set[int] = set()
    found = []
    for start in by_row:
        if start in seen:
            continue
        rows, columns, open_ = {start}, set[int](), [start]
        while open_:
            for r in by_row[open_.pop()]:
                if r not in columns:
                    columns.add(r)
                    fresh = set(by_column[r]) - rows
                    rows |= fresh
                    open_ += fresh
        seen |= rows
        found.append((sorted(rows), sorted(columns)))
    return found


def _matched(
    rows: Sequence[int],
    columns: Sequence[int],
    key: Clusters,
    response: Clusters,
    overlap: Mapping[tuple[int, int], int],
) -> float:
    def phi4(k: int, r: int) -> float:
        return 2 * overlap.get((k, r), 0) / (len(key[k]) + len(response[r]))

    if len(rows) == 1 or len(columns) == 1:
        return max(phi4(k, r) for k in rows for r in columns)
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    likeness = np.array([[phi4(k, r) for r in columns] for k in rows])
    picked = linear_sum_assignment(likeness, maximize=True)
    return float(likeness[picked].sum())
