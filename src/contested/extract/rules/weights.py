"""Tables of weights learnt from annotated reports (train/rules.py), one JSON file a decision.

A decision is a sum of weights of named features, so every one of them can be printed: the reader's
explanations are the largest terms of the very sum that decided.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Features = Iterable[str]


@dataclass(frozen=True)
class Table:
    """Class -> feature -> weight; `bias` by class. A binary decision has the one class "yes"."""

    bias: Mapping[str, float]
    weights: Mapping[str, Mapping[str, float]]
    threshold: float

    def scores(self, features: Features) -> dict[str, float]:
        """The sum of weights for every class (log odds up to a constant)."""
        sums = dict(self.bias)
        for feature in features:
            for name, weight in self.weights.get(feature, {}).items():
                sums[name] += weight
        return sums

    def odds(self, features: Features) -> float:
        """Probability of "yes" for a binary decision."""
        return 1 / (1 + math.exp(-self.scores(features)["yes"]))

    def best(self, features: Features) -> tuple[str, float]:
        """The likeliest class and its probability; ties go to the first in alphabetical order."""
        sums = self.scores(features)
        top = min(sums, key=lambda name: (-sums[name], name))
        total = sum(math.exp(value - sums[top]) for value in sums.values())
        return top, 1 / total

    def because(self, features: Features, name: str, most: int = 3) -> str:
        """The features that spoke most for a class, e.g. "lemma=strike/N +2.1, means=air +1.4"."""
        terms: dict[str, float] = {}
        for feature in features:
            terms[feature] = terms.get(feature, 0.0) + self.weights.get(feature, {}).get(name, 0.0)
        top = sorted(((w, f) for f, w in terms.items() if w > 0), key=lambda t: (-t[0], t[1]))[:most]
        return ", ".join(f"{f} {w:+.1f}" for w, f in top)


@cache
def table(name: str) -> Table:
    """The shipped table of a decision: data/<name>.json."""
    raw = json.loads(files("contested.extract.rules").joinpath(f"data/{name}.json").read_text("utf-8"))
    return Table(bias=raw["bias"], weights=raw["weights"], threshold=raw["threshold"])
