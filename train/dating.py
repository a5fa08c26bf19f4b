"""Fit the weights by which the resolver dates claims without time words (data/dating.yaml).

    python -m train.dating [--shared ../shared] [--write]

A conditional logit over the days that a report offers each claim, fitted to gold/train; prints
three-fold cross-validated precision, recall and F1 of the date on such claims. Every report is used
twice, with and without its event labels, since readers may leave these to be linked later. Needs
numpy and scipy.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from scipy.optimize import minimize

from bench.gold import load_gold
from contested.resolve.context import NO_DATE, Days, cues, features, flags, may_inherit, scene
from contested.resolve.when import own_dates, report_date

TARGET = Path(__file__).parents[1] / "src/contested/resolve/data/dating.yaml"
RIDGE = 1.0
Row = tuple[int, bool, list[Days], list[dict[str, float]], Days]


def rows(folder: Path) -> list[Row]:
    """(report, has event labels, candidate days, their features, the gold days) per claim to be dated."""
    found: list[Row] = []
    for number, (document, claims) in enumerate(load_gold(folder)):
        published, anchor = report_date(document)
        own = [dated.interval for dated in own_dates(document, claims, published, anchor)]
        for labelled in (True, False):
            given = [c if labelled else msgspec.structs.replace(c, event="") for c in claims]
            view = scene(document, given, own, published)
            for claim, dated in zip(given, own, strict=True):
                if dated is None and may_inherit(claim):
                    offered, known = cues(view, claim), flags(view, claim)
                    values = [features(names, known) for names in offered.values()]
                    found.append(
                        (number, labelled, list(offered), values, (claim.when.start, claim.when.end))
                    )
    return found


def fit(data: Sequence[Row], names: list[str]) -> Any:
    """The weight vector of highest penalised likelihood; claims whose day nobody offers teach nothing."""
    column = {name: i for i, name in enumerate(names)}
    cases = [(matrix(values, column), days.index(gold)) for _, _, days, values, gold in data if gold in days]

    def loss(w: Any) -> tuple[float, Any]:
        total, slope = RIDGE * float(w @ w) / 2, RIDGE * w
        for x, y in cases:
            s = x @ w
            p = np.exp(s - s.max())
            p /= p.sum()
            total -= float(np.log(p[y] + 1e-12))
            slope = slope + x.T @ p - x[y]
        return total, slope

    return minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x


def matrix(values: list[dict[str, float]], column: dict[str, int]) -> Any:
    x = np.zeros((len(values), len(column)))
    for i, row in enumerate(values):
        for name, value in row.items():
            if name in column:
                x[i, column[name]] = value
    return x


def score(data: Sequence[Row], w: Any, names: list[str]) -> np.ndarray[Any, Any]:
    column, counts = {name: i for i, name in enumerate(names)}, np.zeros(3)
    for _, _, days, values, gold in data:
        got = days[int((matrix(values, column) @ w).argmax())]
        counts += (got == gold != NO_DATE, got != NO_DATE, gold != NO_DATE)
    return counts


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    cli.add_argument("--shared", type=Path, default=Path("../shared"))
    cli.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    args = cli.parse_args()
    data = rows(args.shared / "gold" / "train")
    names = sorted({name for row in data for values in row[3] for name in values})
    totals = {True: np.zeros(3), False: np.zeros(3)}
    for fold in range(3):
        w = fit([r for r in data if r[0] % 3 != fold], names)
        for labelled in totals:
            totals[labelled] += score([r for r in data if r[0] % 3 == fold and r[1] == labelled], w, names)
    for labelled, (ok, got, gold) in totals.items():
        print(
            f"event labels {labelled!s:5}: P {ok / got:.3f} R {ok / gold:.3f} F1 {2 * ok / (got + gold):.3f}"
        )
    if args.write:
        w = fit(data, names)
        lines = [f"{name}: {value:.2f}\n" for name, value in zip(names, w, strict=True) if abs(value) >= 0.05]
        TARGET.write_text(
            "# Weights of the cues that date a claim; fitted by train/dating.py on gold/train.\n"
            + "".join(lines)
        )


if __name__ == "__main__":
    main()
