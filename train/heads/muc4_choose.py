"""Chooses the settings of `muc4_decode` on reports with known templates: one at a time, twice around."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bench.muc4.corpus import Template
from bench.muc4.score import score
from train.heads.muc4_data import TAGGED
from train.heads.muc4_decode import Read, Settings, templates

GRID: dict[str, tuple[float, ...]] = {
    "many": (0.0, 0.2, 0.4, 0.8, 1.2),
    "about": (0.0, 0.15, 0.3, 0.5, 0.8, 1.2),
    "join": (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
    "same_type": (0.0, 0.25, 0.5, 1.0),
    "share": (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.9),
    "template": (0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
    "several": (0.4, 0.5, 0.6, 0.7, 0.8, 0.9),
}
BELIEF = (0.15, 0.25, 0.35, 0.45, 0.5, 0.55, 0.65, 0.75)
MOVES = [(name, value) for name in (*GRID, *TAGGED) for value in GRID.get(name, BELIEF)]


def f1(reads: Sequence[Read], gold: Sequence[tuple[Template, ...]], settings: Settings) -> float:
    """Micro-F1 in [0, 1], by the scorer of the benchmark."""
    return score(zip([templates(r, settings) for r in reads], gold, strict=True)).micro.f1


def choose(
    reads: Sequence[Read], gold: Sequence[tuple[Template, ...]], settings: Settings | None = None
) -> tuple[Settings, float]:
    """The best found, and its micro-F1; a change must gain something, so the first of equals stays."""
    best = settings or Settings()
    top = f1(reads, gold, best)
    for _ in range(2):
        before = top
        for name, value in MOVES:
            moved = _set(best, name, value)
            found = f1(reads, gold, moved)
            if found > top + 1e-9:
                best, top = moved, found
        if top <= before:
            break
    return best, top


def _set(settings: Settings, name: str, value: float) -> Settings:
    if name in GRID:
        return msgspec.structs.replace(settings, **{name: value})
    believe = tuple(value if TAGGED[n] == name else b for n, b in enumerate(settings.believe))
    return msgspec.structs.replace(settings, believe=believe)
