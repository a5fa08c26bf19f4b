"""Resemblance of two texts from their bottom-k sketches (the sketching is in contested.read)."""

from __future__ import annotations

from collections.abc import Sequence

SKETCH_SIZE = 64
"""k: a sketch holds the k smallest 64-bit hashes of a text's word shingles, ascending."""


def resemblance(a: Sequence[int], b: Sequence[int]) -> float:
    """Estimated Jaccard similarity of the shingle sets behind two sketches, in [0, 1].

    A sketch shorter than k is a whole set, so two short ones give the exact value; else the k
    smallest of the union are a uniform sample of it (Broder 1997, "On the resemblance and
    containment of documents"; standard error at most 0.07 for k = 64). An empty sketch (a text
    too short to compare) resembles nothing: 0.0.
    """
    if not a or not b:
        return 0.0
    left, right = set(a), set(b)
    union = left | right
    if max(len(left), len(right)) >= SKETCH_SIZE:
        union = set(sorted(union)[:SKETCH_SIZE])
    return len(union & left & right) / len(union)
