"""Spans from labels: against a plain loop, and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.extract.trained.bio import runs, softmax, word_edges


def plain(labels: list[int]) -> list[tuple[int, int]]:
    """(first, past the last) of each span: B starts one, so does an I after O."""
    found: list[list[int]] = []
    for n, label in enumerate(labels):
        if label == 1 or (label == 2 and (n == 0 or labels[n - 1] == 0)):
            found.append([n, n + 1])
        elif label == 2:
            found[-1][1] = n + 1
    return [(a, b) for a, b in found]


def logits_of(rows: list[list[int]], logit: float = 4.0) -> np.ndarray:
    made = np.zeros((len(rows), len(rows[0]), 3), dtype=np.float32)
    for r, row in enumerate(rows):
        for n, label in enumerate(row):
            made[r, n, label] = logit
    return made


@settings(deadline=None)
@given(
    st.integers(1, 12).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 2), min_size=n, max_size=n), min_size=1, max_size=5)
    )
)
def test_runs_are_those_of_a_plain_loop(rows: list[list[int]]) -> None:
    one = np.ones(len(rows), dtype=np.float32)
    found = runs(logits_of(rows), 0 * one, one)
    expected = [(r, a, b) for r, row in enumerate(rows) for a, b in plain(row)]
    assert list(zip(found.rows, found.firsts, found.lasts, strict=True)) == expected
    assert ((found.scores > 0) & (found.scores < 1)).all()


def test_scores_are_probabilities_after_bias_and_temperature() -> None:
    logits = np.array([[[1.0, 0.5, -9.0], [0.0, -9.0, 3.0]]], dtype=np.float32)
    one = np.ones(1, dtype=np.float32)
    plain_ = runs(logits, 0 * one, one, reach=0.0)
    assert (plain_.firsts.tolist(), plain_.lasts.tolist()) == ([1], [2])  # the B is below its O
    biased = runs(logits, 1.0 * one, 2 * one, reach=0.0)
    assert (biased.firsts.tolist(), biased.lasts.tolist()) == ([0], [2])
    odds = softmax(np.array([[1.0, 1.5, -8.0], [0.0, -8.0, 4.0]]) / 2)
    assert biased.begins[0] == pytest.approx(odds[0, 1])
    assert biased.scores[0] == pytest.approx(1 - odds[:, 0].mean())


def test_a_span_draws_in_what_was_nearly_in() -> None:
    """Tel | Aviv | , | Haifa: "Tel" is outside by less than the reach, the comma by more."""
    logits = np.array([[[1, 0, -9], [0, 1, 4], [5, 0, 0], [0, 4, 1], [9, 0, 0]]], dtype=np.float32)
    zero, one = np.zeros(1, dtype=np.float32), np.ones(1, dtype=np.float32)
    drawn = runs(logits, zero, one, reach=2.0)
    assert (drawn.firsts.tolist(), drawn.lasts.tolist()) == ([0, 3], [2, 4])
    strict = runs(logits, zero, one, reach=zero)
    assert (strict.firsts.tolist(), strict.lasts.tolist()) == ([1, 3], [2, 4])
    assert drawn.scores.tolist() == pytest.approx(strict.scores.tolist())  # what is drawn in is no evidence
    assert len(runs(logits - np.array([0, 9, 9], dtype=np.float32), zero, one, reach=2.0)) == 0


def test_no_label_gives_no_run() -> None:
    one = np.ones(2, dtype=np.float32)
    assert len(runs(logits_of([[0, 0], [0, 0]]), 0 * one, one)) == 0


def test_broken_logits_give_no_run() -> None:
    one = np.ones(1, dtype=np.float32)
    assert len(runs(np.full((1, 3, 3), np.nan, dtype=np.float32), 0 * one, one)) == 0


def test_word_edges() -> None:
    firsts, lasts = word_edges(np.array([0, 0, 1, 2, 2, 2]))
    assert firsts.tolist() == [0, 0, 2, 3, 3, 3]
    assert lasts.tolist() == [2, 2, 3, 6, 6, 6]
    assert [len(a) for a in word_edges(np.zeros(0, dtype=np.int64))] == [0, 0]
