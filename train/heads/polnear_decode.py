"""Cues and what belongs to each -> attributions of an article; no torch here."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np

from bench.polnear.corpus import Attribution
from contested.extract.trained.bio import runs
from contested.extract.trained.scores import Floats
from contested.extract.trained.spans import trimmed
from contested.extract.trained.windows import Pieces
from contested.model import Span, span_of
from train.reader.examples import Range


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Biases of cue, source and content, added to the logits of B and I; chosen on the held-out tenth."""

    cue: float = 0.0
    source: float = 0.0
    content: float = 0.0
    reach: float = 1.0
    """How much likelier "outside" may be for a piece to be drawn into the content beside it."""


def cues(pieces: Pieces, logits: Floats, settings: Settings) -> list[Range]:
    """Cues in text order, from logits [pieces, 3]; whole words."""
    return [(first, last) for first, last in _spans(pieces, logits, settings.cue, 0.0)]


def attribution(
    text: str, pieces: Pieces, first: int, cue: Range, logits: Floats, settings: Settings
) -> Attribution | None:
    """One cue's attribution, None without content.

    `logits` is [2, L, 3] for source and content; its column 0 is piece `first` of the article. A
    source is one stretch, the surest; a content may be cut in two by what interrupts it.
    """
    own = Pieces(*(getattr(pieces, name)[first:] for name in ("ids", "marks", "starts", "ends", "words")))
    source = _surest(own, logits[0], settings.source)
    content = list(_spans(own, logits[1], settings.content, settings.reach))
    start, end = int(pieces.starts[cue[0]]), int(pieces.ends[cue[1] - 1])
    told = [s for at in content if (s := _words(text, own, at))]
    if not told:
        return None
    named = [s for at in source if (s := _words(text, own, at))]
    return Attribution(source=tuple(named), cue=(span_of(text, start, end),), content=tuple(told))


def _surest(pieces: Pieces, logits: Floats, bias: float) -> list[Range]:
    found = runs(logits[None], np.array([bias], dtype=np.float32), np.ones(1, dtype=np.float32), 0.0)
    if not len(found):
        return []
    n = int(np.argmax(found.scores))
    return [_whole(pieces, int(found.firsts[n]), int(found.lasts[n]))]


def _spans(pieces: Pieces, logits: Floats, bias: float, reach: float) -> Iterator[Range]:
    found = runs(logits[None], np.array([bias], dtype=np.float32), np.ones(1, dtype=np.float32), reach)
    taken = 0
    for first, last in zip(found.firsts, found.lasts, strict=True):
        at = _whole(pieces, int(first), int(last))
        if at[0] >= taken:
            yield at
            taken = at[1]


def _whole(pieces: Pieces, first: int, last: int) -> Range:
    while first > 0 and pieces.words[first - 1] == pieces.words[first]:
        first -= 1
    while last < len(pieces) and pieces.words[last] == pieces.words[last - 1]:
        last += 1
    return first, last


def _words(text: str, pieces: Pieces, at: Range) -> Span | None:
    cut = trimmed(text, int(pieces.starts[at[0]]), int(pieces.ends[at[1] - 1]), article=False)
    return span_of(text, *cut) if cut else None
