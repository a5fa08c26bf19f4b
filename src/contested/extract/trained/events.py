"""Which triggers of one document name the same event."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from contested.extract.trained.bio import Doubles, sigmoid
from contested.extract.trained.scores import Floats
from contested.extract.trained.settings import SameEvent

THRESHOLD = 0.5
BLOCK = 2000
"""Triggers compared with each other: more (a book, a hostile text) are linked block by block."""


def event_labels(vectors: Floats, same: SameEvent) -> tuple[str, ...]:
    """A label for each of N triggers in text order: "E1", "E2", ... in order of first mention.

    `vectors` is [N, D]. Groups are joined while the mean probability between their members is
    above THRESHOLD (average linkage).
    """
    groups: list[int] = []
    for start in range(0, len(vectors), BLOCK):
        block = vectors[start : start + BLOCK].astype(np.float64)
        found = linked(sigmoid(same.scale * (block @ block.T) + same.bias))
        groups += [start + n for n in found]
    names: dict[int, str] = {}
    return tuple(names.setdefault(group, f"E{len(names) + 1}") for group in groups)


def linked(likeness: Doubles, threshold: float = THRESHOLD) -> list[int]:
    """Average-link groups of N items by an [N, N] likeness: for each item its group's first member.

    Nearest-neighbour chains (Murtagh 1983): quadratic in N, and the same groups as joining the
    closest pair again and again, because average linkage never brings two groups closer.
    """
    near = np.nan_to_num((likeness + likeness.T) / 2)  # a chain ends only where likeness is mutual
    np.fill_diagonal(near, -np.inf)
    owner = np.arange(len(near))
    sizes = np.ones(len(near))
    open_ = np.ones(len(near), dtype=np.bool_)
    chain: list[int] = []
    while chain or open_.any():
        if not chain:
            chain.append(int(open_.argmax()))
        tip = chain[-1]
        other = _nearest(near[tip], chain)
        if near[tip, other] <= threshold:  # no later join can bring anything closer to it
            open_[tip] = False
            near[tip, :] = near[:, tip] = -np.inf
            chain.pop()
        elif len(chain) > 1 and other == chain[-2]:
            del chain[-2:]
            _join(near, sizes, open_, min(tip, other), max(tip, other))
            owner[owner == max(tip, other)] = min(tip, other)
        else:
            chain.append(other)
    return [int(n) for n in owner]


def _nearest(row: Doubles, chain: list[int]) -> int:
    """The closest item; among equals the one that the chain came from, so that it ends."""
    other = int(row.argmax())
    return chain[-2] if len(chain) > 1 and row[chain[-2]] == row[other] else other


def _join(near: Doubles, sizes: Doubles, open_: npt.NDArray[np.bool_], kept: int, gone: int) -> None:
    total = sizes[kept] + sizes[gone]
    row = (near[kept] * sizes[kept] + near[gone] * sizes[gone]) / total
    near[gone, :] = near[:, gone] = -np.inf
    row[[kept, gone]] = -np.inf
    row[~open_] = -np.inf
    near[kept, :] = near[:, kept] = row
    near[gone, kept] = near[kept, gone] = -np.inf
    sizes[kept], open_[gone] = total, False
