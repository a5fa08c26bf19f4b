"""Platt's scaling on made-up judgements."""

from __future__ import annotations

import numpy as np

from train.reader.confidence import fit, platt


def bent(p: float, a: float, b: float) -> float:
    return float(1 / (1 + np.exp(-(a * np.log(p / (1 - p)) + b))))


def test_boasts_are_brought_down() -> None:
    values = [(0.9, n % 2 == 0) for n in range(400)] + [(0.6, n % 5 == 0) for n in range(400)]
    a, b = platt(values)
    assert abs(bent(0.9, a, b) - 0.5) < 0.03
    assert abs(bent(0.6, a, b) - 0.2) < 0.03


def test_what_is_honest_stays() -> None:
    values = [(p / 10, n < p * 100) for p in range(1, 10) for n in range(1000)]
    a, b = platt(values)
    assert abs(a - 1) < 0.05 and abs(b) < 0.05


def test_order_is_never_turned_round() -> None:
    assert platt([(0.9, False)] * 50 + [(0.1, True)] * 50)[0] > 0


def test_too_few_judgements_change_nothing() -> None:
    assert fit({"claim": [(0.5, True)] * 39, "type": [(0.5, True)] * 40}).keys() == {"type"}
