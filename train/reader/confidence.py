"""What a confidence is worth: each field's probability beside how often it turned out right.

The network's probabilities are of labels, seen from annotated triggers. What a user reads beside a
field should be the chance that the field is right, after decoding and resolving. So the whole reader
reads the held-out documents, the scorer judges its claims, and each field gets the two numbers of
Platt's scaling (Platt 1999), p' = sigmoid(a * logit(p) + b).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.calibration import Judged, judge
from bench.gold import Raw, to_document
from bench.score import scorer
from contested.cli.read import as_row
from contested.extract.trained.reader import TrainedReader
from contested.pipeline.document import read_document
from contested.pipeline.engine import join
from contested.resolve import Resolver

ENOUGH = 40
"""Judged values that a field needs before its probabilities are bent."""
RIDGE = 1.0
"""Pull towards leaving them as they are, in judged values."""


def scales(folder: Path, files: Sequence[Raw], gold: Path) -> dict[str, tuple[float, float]]:
    """Field -> (a, b), from what the weights in the folder make of the annotated files."""
    engine = join(TrainedReader(weights=folder), Resolver())
    rows = {f["annotation"]["id"]: as_row(read_document(engine, to_document(f))) for f in files}
    return fit(judge(scorer(gold), files, rows))


def fit(judged: Judged) -> dict[str, tuple[float, float]]:
    """The scaling of each field that has ENOUGH judged values."""
    return {field: platt(values) for field, values in judged.items() if len(values) >= ENOUGH}


def platt(values: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """(a, b) of greatest penalised likelihood, by Newton's method from the identity (1, 0)."""
    p = np.clip([v for v, _ in values], 0.001, 0.999)
    x = np.stack([np.log(p / (1 - p)), np.ones(len(p))], 1)
    y = np.array([float(right) for _, right in values])
    start = np.array([1.0, 0.0])

    def loss(at: npt.NDArray[np.float64]) -> float:
        z = x @ at
        return float(np.logaddexp(0, z).sum() - (y * z).sum() + RIDGE * ((at - start) ** 2).sum() / 2)

    w = start.copy()
    for _ in range(50):
        q = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (q - y) + RIDGE * (w - start)
        curve = (x * (q * (1 - q))[:, None]).T @ x + RIDGE * np.eye(2)
        step = np.linalg.solve(curve, slope)
        while loss(w - step) > loss(w) and np.abs(step).max() > 1e-8:
            step = step / 2
        w = w - step
        if np.abs(step).max() < 1e-8:
            break
    return round(max(float(w[0]), 0.05), 3), round(float(w[1]), 3)
