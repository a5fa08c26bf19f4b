"""PolNeAR train as supervision: the places of source, cue and content of each attribution.

`dev` is measured on by `python -m bench.polnear` and never goes through here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.polnear.corpus import FOLDER, Attribution, load
from contested.model import Span

Place = tuple[int, int]
"""Code points [start, end) into the article's text."""
Labelled = tuple[tuple[Place, ...], tuple[Place, ...], tuple[Place, ...]]
"""Spans of source (() where nobody is named), cue and content; several where something interrupts."""


def examples(folder: Path = FOLDER, limit: int | None = None) -> Iterator[tuple[str, tuple[Labelled, ...]]]:
    """(text, attributions in order of their cues) of each article of the train split."""
    for article in load("train", folder, limit):
        yield article.text, tuple(labelled(a) for a in article.attributions)


def labelled(attribution: Attribution) -> Labelled:
    """One attribution as places; attributions may nest in each other's contents."""
    return _places(attribution.source), _places(attribution.cue), _places(attribution.content)


def _places(spans: Sequence[Span]) -> tuple[Place, ...]:
    return tuple((span.start, span.end) for span in spans)
