"""Distances and the figures of Gritta et al. (2020): share within 161 km, median, area under the curve."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

FARTHEST_KM = 20039.0
"""Half the Earth's circumference: the error of a name that got no place."""


@dataclass(frozen=True, slots=True)
class Figures:
    """`auc` is of the curve of log errors, from 0 (all exact) to 1; lower is better."""

    n: int
    within: dict[float, float]
    median: float
    auc: float
    unanswered: int


def figures(errors: Sequence[float | None], limits: Sequence[float] = (5.0, 25.0, 161.0)) -> Figures:
    """Figures of errors in km; None is a name without an answer and counts as FARTHEST_KM."""
    full = sorted(FARTHEST_KM if e is None else e for e in errors)
    if not full:
        return Figures(0, dict.fromkeys(limits, 0.0), math.nan, math.nan, 0)
    logs = [math.log(1 + e) / math.log(1 + FARTHEST_KM) for e in full]
    within = {limit: sum(e <= limit for e in full) / len(full) for limit in limits}
    missing = sum(e is None for e in errors)
    return Figures(len(full), within, statistics.median(full), statistics.fmean(logs), missing)
