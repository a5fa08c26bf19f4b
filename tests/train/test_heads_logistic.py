"""The regression that tells classes of snippets."""

from __future__ import annotations

import numpy as np
import pytest

from train.heads.logistic import fit, ridge_by_folds

CHANCE = np.random.default_rng(5)
GOLD = ["a", "b", "c"] * 20
CENTRES = {"a": (2.0, 0.0), "b": (0.0, 2.0), "c": (-2.0, -2.0)}
X = np.array([CENTRES[g] for g in GOLD]) + CHANCE.normal(size=(60, 2)) * 0.4


def test_classes_that_lie_apart_are_told() -> None:
    model = fit(X, GOLD, ridge=0.001)
    assert model.classes == ("a", "b", "c")
    assert model.choose(X) == GOLD
    assert model.probabilities(X).sum(axis=1) == pytest.approx(np.ones(60))


def test_the_slope_vanishes_where_it_stops() -> None:
    model = fit(X, GOLD, ridge=0.05, steps=4000)
    ones = np.hstack([X, np.ones((60, 1))])
    wrong = model.probabilities(X) - np.eye(3)[[model.classes.index(g) for g in GOLD]]
    slope = ones.T @ wrong / 60 + np.array([[0.05], [0.05], [0.0]]) * model.weights
    assert np.abs(slope).max() < 1e-6


def test_more_features_than_rows_change_nothing_but_the_way() -> None:
    wide = np.hstack([X, CHANCE.normal(size=(60, 30))])
    few = [n for n in range(60) if n < 24]
    short = fit(wide[few], [GOLD[n] for n in few], ridge=0.1, steps=5000)
    ones = np.hstack([wide[few], np.ones((24, 1))])
    wrong = short.probabilities(wide[few]) - np.eye(3)[[short.classes.index(GOLD[n]) for n in few]]
    slope = ones.T @ wrong / 24 + np.array([[0.1]] * 32 + [[0.0]]) * short.weights
    assert np.abs(slope).max() < 1e-6


def test_a_strong_ridge_leaves_the_shares_of_the_classes() -> None:
    model = fit(X[:50], GOLD[:50], ridge=1e6, steps=3000)
    shares = [GOLD[:50].count(c) / 50 for c in "abc"]
    assert model.probabilities(np.zeros((1, 2)))[0] == pytest.approx(shares, abs=0.02)


def test_folds_choose_the_ridge_that_finds_most() -> None:
    rare = [n for n, g in enumerate(GOLD) if g == "a" or n < 15]  # 20 of "a", 5 of each other
    best, shares = ridge_by_folds(X[rare], [GOLD[n] for n in rare], [1e6, 0.001], folds=4)
    assert best == 0.001
    assert shares[0.001] > 0.9
    assert shares[1e6] == 20 / 30  # the bias alone: always the commonest
