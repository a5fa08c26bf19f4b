"""Fit the weights that choose between namesakes: data/place_weights.yaml of contested.resolve.

    python -m train.places [--gazetteer FILE] [--target FILE]

Reads the "fit" halves of LGL, TR-News and GeoVirus. A name's candidates compete (softmax); right is
the one nearest to the gold coordinates, if within 161 km. First the weights of the first pass, then,
with the places that it finds around, those of the second. L2-penalised, by gradient descent; the same
input gives the same file.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np

from bench.places.corpora import CORPORA, Article, load
from contested.resolve.gazetteer import Candidate, Gazetteer, gazetteer
from contested.resolve.places import distance_km
from contested.resolve.toponyms import Anchor, Name, Scene, anchors, best, features, look

Rows = list[dict[str, float]]
Case = tuple[Rows, int, float]
"""Features of every candidate, the index of the right one, and how much the case counts."""
_RIGHT_KM, _PENALTY, _STEPS = 161.0, 1.0, 600


def cases(article: Article, scene: Scene, around: dict[str, tuple[Anchor, ...]]) -> Iterator[Case]:
    """One case for each spelling with a right and a wrong candidate."""
    for group in scene.groups:
        golds = [n for n in article.names if n.text == group.key]
        errors = [_error(c, golds[0].latitude, golds[0].longitude) for c in group.candidates]
        if len(errors) < 2 or min(errors) > _RIGHT_KM:
            continue
        rows = [features(c, scene, group, around.get(group.key, ())) for c in group.candidates]
        yield rows, errors.index(min(errors)), min(len(golds), 3) ** 0.5


def _error(candidate: Candidate, latitude: float, longitude: float) -> float:
    if candidate.latitude is None or candidate.longitude is None:
        return 1e9
    return distance_km(candidate.latitude, candidate.longitude, latitude, longitude)


def fit(found: list[Case]) -> dict[str, float]:
    """Weights that make the right candidates likeliest: Adam on the softmax loss."""
    names = sorted({name for rows, _, _ in found for row in rows for name in row})
    column = {name: at for at, name in enumerate(names)}
    x = np.zeros((sum(len(rows) for rows, _, _ in found), len(names)))
    starts, right, weight, at = [], [], [], 0
    for rows, index, counts in found:
        starts.append(at)
        right.append(at + index)
        weight.append(counts)
        for row in rows:
            for name, value in row.items():
                x[at, column[name]] = value
            at += 1
    case = np.repeat(np.arange(len(found)), [len(rows) for rows, _, _ in found])
    w, m, v = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    counted = np.array(weight)
    for step in range(1, _STEPS + 1):
        score = x @ w
        score -= np.maximum.reduceat(score, starts)[case]
        share = np.exp(score)
        share /= np.add.reduceat(share, starts)[case]
        share *= counted[case]
        share[right] -= counted
        slope = x.T @ share + _PENALTY * w
        m, v = 0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope**2
        w -= 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(w[column[name]]), 3) for name in names}


def group_names(article: Article) -> list[Name]:
    return [Name(n.start, n.end, n.text) for n in article.names]


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    cli.add_argument("--shared", type=Path, default=Path("../shared"))
    cli.add_argument("--gazetteer", type=Path)
    cli.add_argument("--target", type=Path, default=Path("src/contested/resolve/data/place_weights.yaml"))
    args = cli.parse_args()
    entries: Gazetteer = gazetteer(args.gazetteer)
    articles = [a for c in CORPORA for a in load(args.shared / "data/geoparsing", c) if a.half == "fit"]
    scenes = [look(a.title, a.text, group_names(a), entries, a.domain) for a in articles]
    alone = fit([case for a, s in zip(articles, scenes, strict=True) for case in cases(a, s, {})])
    second: list[Case] = []
    for article, scene in zip(articles, scenes, strict=True):
        first = [best(alone, scene, group, ()) for group in scene.groups]
        second += cases(article, scene, {g.key: anchors(scene, first, g) for g in scene.groups})
    together = fit(second)
    head = "# Weights of contested.resolve.toponyms, fitted by `python -m train.places`; not set by hand.\n"
    args.target.write_text(
        head + msgspec.yaml.encode({"alone": alone, "together": together}).decode(), "utf-8"
    )
    print(f"{len(second)} names, {args.target}")


if __name__ == "__main__":
    main()
