"""Fit the weights that tell place names in running text: data/name_weights.yaml of contested.resolve.

    python -m train.place_names [--shared FOLDER]

Reads the "fit" halves of LGL, TR-News and GeoVirus: a phrase that the gazetteer knows is right when it is
exactly an annotated name. Logistic regression with an L2 penalty by Newton's steps; then the threshold
with the best F1 on the same half. The same input gives the same file.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec
import numpy as np

from bench.places.corpora import CORPORA, Article, load
from contested.resolve.gazetteer import gazetteer
from contested.resolve.names import Offer, offers, select

TARGET = Path("src/contested/resolve/data/name_weights.yaml")
_PENALTY, _STEPS = 1.0, 30


def fit(rows: list[dict[str, float]], right: list[bool]) -> dict[str, float]:
    """Weights of a logistic regression."""
    names = sorted({name for row in rows for name in row})
    x = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    y, w = np.array(right, dtype=float), np.zeros(len(names))
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-(x @ w)))
        slope = x.T @ (p - y) + _PENALTY * w
        curve = (x * (p * (1 - p))[:, None]).T @ x + _PENALTY * np.eye(len(names))
        w -= np.linalg.solve(curve, slope)
    return {name: round(float(value), 3) for name, value in zip(names, w, strict=True)}


def best_threshold(found: list[tuple[Article, list[tuple[float, Offer]]]]) -> float:
    """The score with the best F1 of exact spans."""
    figures = []
    for step in range(-30, 31):
        limit = step / 10
        hit = offered = 0
        for article, scored in found:
            gold = {(n.start, n.end) for n in article.names}
            chosen = select([(s, o) for s, o in scored if s >= limit])
            hit += sum((o.start, o.end) in gold for o in chosen)
            offered += len(chosen)
        wanted = sum(len(a.names) for a, _ in found)
        figures.append((2 * hit / max(wanted + offered, 1), -abs(limit), limit))
    return max(figures)[2]


def _unlocated(article: Article, offer: Offer) -> bool:
    """True for a name that was annotated without coordinates, which the loader leaves out."""
    return any(offer.start < end and start < offer.end for start, end in article.unlocated)


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    cli.add_argument("--shared", type=Path, default=Path("../shared"))
    args = cli.parse_args()
    entries = gazetteer()
    articles = [a for c in CORPORA for a in load(args.shared / "data/geoparsing", c) if a.half == "fit"]
    offered = [(a, [o for o in offers(a.text, entries) if not _unlocated(a, o)]) for a in articles]
    golds = [{(n.start, n.end) for n in a.names} for a in articles]
    rows = [dict(o.features) for _, found in offered for o in found]
    right = [(o.start, o.end) in gold for (_, found), gold in zip(offered, golds, strict=True) for o in found]
    weight = fit(rows, right)
    scored = [
        (a, [(sum(weight[k] * v for k, v in o.features.items()), o) for o in found]) for a, found in offered
    ]
    weight["threshold"] = best_threshold(scored)
    head = "# Weights of contested.resolve.names, fitted by `python -m train.place_names`; not set by hand.\n"
    TARGET.write_text(head + msgspec.yaml.encode(weight).decode(), "utf-8")
    print(f"{len(rows)} phrases, {sum(right)} right, {TARGET}")


if __name__ == "__main__":
    main()
