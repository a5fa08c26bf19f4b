"""Spans from the logits of O (outside), B (begins) and I (inside), without a loop over pieces."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contested.extract.trained.scores import Floats
from contested.extract.trained.windows import Ints

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Runs:
    """Spans found in N rows of labels, by row and position; arrays of one length."""

    rows: Ints
    firsts: Ints
    lasts: Ints
    """Past the last position."""
    scores: Doubles
    """Mean over the positions of the probability that they are not outside."""
    begins: Doubles
    """Probability of the label that opened the span: B, or I where no B stands before it."""

    def __len__(self) -> int:
        return len(self.rows)


REACH = 2.0
"""How much likelier "outside" may be, in logits, for a piece to be drawn into the span beside it."""


def runs(logits: Floats, bias: Floats, temperature: Floats, reach: Floats | float = REACH) -> Runs:
    """Spans at the likeliest label of each position, drawn out over pieces that were nearly in.

    `logits` is [N, L, 3]; `bias` [N] is added to B and I of a row, `temperature` [N] divides its
    logits. B starts a span, and so does an I that follows no B or I. A piece whose label is O by
    less than `reach` ([N], or one for all) joins the span that it touches, so that "Tel Aviv" is
    not cut to "Aviv".
    """
    margin = np.maximum(logits[:, :, 1], logits[:, :, 2]) - logits[:, :, 0] + bias[:, None]
    rows, at = np.nonzero(margin > -np.broadcast_to(reach, len(margin))[:, None])
    strong = margin[rows, at] > 0
    if not strong.any():
        none, nothing = np.zeros(0, dtype=np.int64), np.zeros(0)
        return Runs(none, none, none, nothing, nothing)
    picked = logits[rows, at].astype(np.float64)
    picked[:, 1:] += bias[rows, None]
    odds = softmax(picked / temperature[rows, None])
    breaks, begins = _breaks(rows, at), picked[:, 1] >= picked[:, 2]
    opened = np.flatnonzero(breaks | (begins & strong & np.append(False, strong[:-1])))
    closed = np.append(opened[1:], len(rows))
    kept = np.logical_or.reduceat(strong, opened)
    opened, closed = opened[kept], closed[kept]
    inside = 1 - odds[:, 0]
    weight = strong.astype(np.float64)
    totals = np.concatenate([[0.0], np.cumsum(inside * weight)])
    counts = np.concatenate([[0.0], np.cumsum(weight)])
    first = np.array([np.flatnonzero(strong[o:c])[0] + o for o, c in zip(opened, closed, strict=True)])
    return Runs(
        rows=rows[opened],
        firsts=at[opened],
        lasts=at[closed - 1] + 1,
        scores=(totals[closed] - totals[opened]) / (counts[closed] - counts[opened]),
        begins=odds[first, np.where(begins[first], 1, 2)],
    )


def _breaks(rows: Ints, at: Ints) -> npt.NDArray[np.bool_]:
    """True where a position does not follow on the one before it."""
    apart = np.ones(len(rows), dtype=np.bool_)
    apart[1:] = (rows[1:] != rows[:-1]) | (at[1:] != at[:-1] + 1)
    return apart


def softmax(logits: Doubles) -> Doubles:
    """Probabilities along the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float64)


def sigmoid(logits: Doubles) -> Doubles:
    """Probabilities of yes-or-no logits."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -60, 60))), dtype=np.float64)


def word_edges(words: Ints) -> tuple[Ints, Ints]:
    """First and past-the-last piece of the word that each piece belongs to."""
    if not len(words):
        return words, words
    opened = np.flatnonzero(np.diff(words, prepend=words[0] - 1))
    closed = np.append(opened[1:], len(words))
    lengths = closed - opened
    return np.repeat(opened, lengths), np.repeat(closed, lengths)
