"""Temperatures and biases on made-up logits."""

from __future__ import annotations

import numpy as np

from contested.extract.trained.events import event_labels
from contested.extract.trained.settings import SameEvent
from train.reader.calibrate import (
    best_bias,
    best_link,
    best_temperature,
    best_tilt,
    log_softmax,
    overlap_f1,
    pair_f1,
    spans_of,
)


def test_log_softmax_sums_to_one() -> None:
    rows = np.array([[1.0, 2.0, 3.0], [1000.0, 0.0, -1000.0]], dtype=np.float32)
    assert np.allclose(np.exp(log_softmax(rows)).sum(-1), 1)


def test_an_overconfident_head_is_cooled() -> None:
    chance = np.random.default_rng(3)
    labels = chance.integers(0, 2, 4000)
    honest = np.stack([np.where(labels == k, 1.0, 0.0) for k in (0, 1)], 1) + chance.normal(0, 1, (4000, 2))
    assert best_temperature(3 * honest, labels) > 1.8 * best_temperature(honest, labels)


def test_nothing_to_fit_leaves_one() -> None:
    assert best_temperature(np.zeros((0, 5)), np.zeros(0, dtype=np.int64)) == 1.0


def test_spans_start_at_b_or_at_a_stray_i() -> None:
    assert list(spans_of(np.array([0, 1, 2, 1, 0, 2, 2]))) == [(1, 3), (3, 4), (5, 7)]
    assert list(spans_of(np.array([0, 0]))) == []


def test_a_timid_head_gets_a_bias() -> None:
    labels = [np.array([0, 1, 0, 0])] * 20
    timid = [np.array([[2.0, 0, 0], [1.0, 0.5, 0], [2, 0, 0], [2, 0, 0]], dtype=np.float32)] * 20
    assert overlap_f1(timid, labels) == 0.0
    bias = best_bias(timid, labels, 0.0)
    assert 0.5 <= bias < 2
    assert best_bias([x + np.array([0, bias, bias]) for x in timid], labels, 0.0) == 0.0


def test_pairs_of_one_event() -> None:
    assert pair_f1([["E1", "E1", "E2"]], [["a", "a", "b"]]) == 1.0
    assert pair_f1([["E1", "E1", "E1"]], [["a", "a", "b"]]) == 0.5
    assert pair_f1([["E1", "E2"]], [["a", "b"]]) == 0.0


def test_an_eager_linker_is_held_back() -> None:
    near = np.array([[2.0, 0], [2.0, 0.1], [1.2, 1.6], [1.3, 1.6]], dtype=np.float32)
    eager = SameEvent(scale=1.0, bias=-0.5)
    held = best_link([near] * 5, [["a", "a", "b", "b"]] * 5, eager)
    assert held.bias < eager.bias
    assert event_labels(near, held) == ("E1", "E1", "E2", "E2")


def test_a_common_label_gives_way_to_the_rare_ones() -> None:
    logits = np.array([[2.0, 0, 0], [1.0, 0.5, 0], [1.0, 0, 0.6], [2.0, 0.1, 0]], dtype=np.float32)
    labels = np.array([0, 1, 2, 0])
    assert 0.5 <= best_tilt(logits, labels, 0, [1, 2]) < 1.9
    assert best_tilt(logits, np.zeros(4, dtype=np.int64), 0, [1, 2]) == 0.0
