"""Multinomial logistic regression with a ridge, for corpora of a few hundred texts; numpy alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contested.extract.trained.bio import softmax

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Logistic:
    """`weights` is [features + 1, classes], its last row the bias."""

    classes: tuple[str, ...]
    weights: Doubles

    def probabilities(self, features: Doubles) -> Doubles:
        """[N, features] -> [N, classes]."""
        return softmax(_with_one(features) @ self.weights)

    def choose(self, features: Doubles) -> list[str]:
        """The likeliest class of each row; the first of equals."""
        return [self.classes[n] for n in self.probabilities(features).argmax(axis=1)]


def fit(features: Doubles, gold: Sequence[str], ridge: float, steps: int = 400) -> Logistic:
    """Minimises mean cross-entropy + ridge/2 * |weights|^2, by Nesterov's accelerated descent.

    The bias is not shrunk. Deterministic: starts from zero, with the step that the curvature allows
    (a softmax's is at most half the features' second moment).
    """
    if features.shape[1] > len(features):  # the weights lie in the span of the rows: learn them there
        _, _, basis = np.linalg.svd(features, full_matrices=False)
        inner = fit(features @ basis.T, gold, ridge, steps)
        return Logistic(inner.classes, np.vstack([basis.T @ inner.weights[:-1], inner.weights[-1:]]))
    classes = tuple(sorted(set(gold)))
    x = _with_one(features)
    y = np.eye(len(classes))[[classes.index(g) for g in gold]]
    pace = 1 / (0.5 * float(np.linalg.norm(x, 2)) ** 2 / len(x) + ridge)
    weights = np.zeros((x.shape[1], len(classes)))
    ahead, shrunk = weights, np.full((x.shape[1], 1), ridge)
    shrunk[-1] = 0.0
    for n in range(steps):
        slope = x.T @ (softmax(x @ ahead) - y) / len(x) + shrunk * ahead
        moved = ahead - pace * slope
        ahead = moved + n / (n + 3) * (moved - weights)
        weights = moved
    return Logistic(classes, weights)


def ridge_by_folds(
    features: Doubles, gold: Sequence[str], ridges: Sequence[float], folds: int = 5
) -> tuple[float, dict[float, float]]:
    """The ridge that finds most classes right on held-out folds, and each one's share right.

    Folds go round within each class, so that rare classes are in all of them as far as they can.
    """
    seen: Counter[str] = Counter()
    fold = []
    for g in gold:
        fold.append(seen[g] % folds)
        seen[g] += 1
    shares = {}
    for ridge in ridges:
        right = 0
        for held in range(folds):
            inside = [n for n, f in enumerate(fold) if f != held]
            out = [n for n, f in enumerate(fold) if f == held]
            if inside and out:
                model = fit(features[inside], [gold[n] for n in inside], ridge)
                right += sum(a == gold[n] for a, n in zip(model.choose(features[out]), out, strict=True))
        shares[ridge] = right / len(gold)
    return max(ridges, key=lambda r: shares[r]), shares


def _with_one(features: Doubles) -> Doubles:
    return np.hstack([features, np.ones((len(features), 1))])
