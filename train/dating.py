"""Fit the weights by which the resolver dates claims without time words (data/dating.yaml).

    python -m train.dating [--shared ../shared] [--write]

A conditional logit over the days that a report offers each claim, fitted to gold/train and train-passages;
prints four-fold cross-validated precision, recall and F1 of the date on such claims, folds by a hash of the
text. Every report is used twice, with and without its event labels, since readers may leave these to be
linked later. Needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from bench.gold import load_gold
from contested.resolve.context import choose, may_inherit, scene
from contested.resolve.dating import NO_DATE, Days, cues, features, flags, shape
from contested.resolve.ordered import orders_of
from contested.resolve.when import own_dates, report_date

TARGET = Path(__file__).parents[1] / "src/contested/resolve/data/dating.yaml"
SETS = ("train", "train-passages")
RIDGE, RARE, FOLDS = 4.0, 8, 4  # features seen in fewer candidates are left out


class Row(NamedTuple):
    """A claim to be dated: its report and event, the days offered, their features and the gold days."""

    report: str
    labelled: bool
    event: str
    days: list[Days]
    values: list[dict[str, float]]
    gold: Days


def rows(folder: Path) -> list[Row]:
    """Every claim whose own words date it not, once with and once without event labels."""
    found: list[Row] = []
    for document, claims in load_gold(folder):
        published, anchor = report_date(document)
        told = orders_of(document, claims)
        own = [dated.interval for dated in own_dates(document, claims, published, anchor, told)]
        for labelled in (True, False):
            given = [c if labelled else msgspec.structs.replace(c, event="") for c in claims]
            view = scene(document, given, own, published)
            for claim, dated in zip(given, own, strict=True):
                if dated is None and may_inherit(claim):
                    offered, known = cues(view, claim), flags(view, claim)
                    values = [features(names, known, shape(view, d)) for d, names in offered.items()]
                    gold = (claim.when.start, claim.when.end)
                    found.append(Row(document.id, labelled, claim.event, list(offered), values, gold))
    return found


def matrix(data: Sequence[Row], names: Sequence[str]) -> tuple[Any, Any]:
    """Candidates x features, and the first candidate of each row."""
    column = {name: i for i, name in enumerate(names)}
    at: list[tuple[int, int, float]] = []
    firsts, n = [], 0
    for row in data:
        firsts.append(n)
        for values in row.values:
            at += [(n, column[name], value) for name, value in values.items() if name in column]
            n += 1
    r, c, v = zip(*at, strict=True)
    return sparse.csr_matrix((v, (r, c)), shape=(n, len(names))), np.array(firsts)


def fit(data: Sequence[Row], names: Sequence[str]) -> Any:
    """The weight vector of highest penalised likelihood; claims whose day nobody offers teach nothing."""
    data = [row for row in data if row.gold in row.days]
    x, firsts = matrix(data, names)
    gold = firsts + np.array([row.days.index(row.gold) for row in data])
    sizes, back = np.diff(np.append(firsts, x.shape[0])), x.T.tocsr()

    def loss(w: Any) -> tuple[float, Any]:
        s = x @ w
        e = np.exp(s - np.repeat(np.maximum.reduceat(s, firsts), sizes))
        p = e / np.repeat(np.add.reduceat(e, firsts), sizes)
        total = RIDGE * float(w @ w) / 2 - float(np.log(p[gold] + 1e-12).sum())
        p[gold] -= 1
        return total, back @ p + RIDGE * w

    return minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def score(data: Sequence[Row], w: Any, names: Sequence[str]) -> Any:
    """Right, given and gold dates, choosing as the resolver does."""
    x, firsts = matrix(data, names)
    s, bounds = x @ w, np.append(firsts, x.shape[0])
    likely, mates = [], dict[tuple[str, bool, str], list[int]]()
    for i, row in enumerate(data):
        z = s[bounds[i] : bounds[i + 1]]
        z = z - z.max() - np.log(np.exp(z - z.max()).sum())
        likely.append(dict(zip(row.days, map(float, z), strict=True)))
        if row.event:
            mates.setdefault((row.report, row.labelled, row.event), []).append(i)
    counts = np.zeros(3)
    for i, row in enumerate(data):
        others = mates.get((row.report, row.labelled, row.event), [])
        got = choose(likely[i], [likely[j] for j in others if j != i])
        counts += (got == row.gold != NO_DATE, got != NO_DATE, row.gold != NO_DATE)
    return counts


def fold(row: Row) -> int:
    return hashlib.sha256(row.report.encode()).digest()[0] % FOLDS


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    cli.add_argument("--shared", type=Path, default=Path("../shared"))
    cli.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    args = cli.parse_args()
    data = [row for name in SETS for row in rows(args.shared / "gold" / name)]
    seen = Counter(name for row in data for values in row.values for name in values)
    names = sorted(name for name, n in seen.items() if n >= RARE)
    totals = {True: np.zeros(3), False: np.zeros(3)}
    for part in range(FOLDS):
        w = fit([r for r in data if fold(r) != part], names)
        for labelled in totals:
            totals[labelled] += score(
                [r for r in data if fold(r) == part and r.labelled == labelled], w, names
            )
    for labelled, (ok, got, gold) in totals.items():
        print(
            f"event labels {labelled!s:5}: P {ok / got:.3f} R {ok / gold:.3f} F1 {2 * ok / (got + gold):.3f}"
        )
    if args.write:
        w = fit(data, names)
        lines = [f"{name}: {value:.2f}\n" for name, value in zip(names, w, strict=True) if abs(value) >= 0.05]
        TARGET.write_text(
            "# Weights of the cues that date a claim; fitted by train/dating.py on gold/train and\n"
            "# gold/train-passages.\n" + "".join(lines)
        )


if __name__ == "__main__":
    main()
