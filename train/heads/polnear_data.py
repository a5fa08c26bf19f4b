"""PolNeAR's articles as pieces, with the cue of each attribution and what belongs to it; no torch here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from bench.polnear.corpus import Article
from contested.extract.trained.windows import Pieces, to_pieces
from train.polnear_examples import labelled
from train.reader.examples import Range, pieces_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer

ROLES = ("source", "content")
HELD_OUT = 10
"""One article in so many is held out of training, by a hash of its id, to choose settings."""


@dataclass(frozen=True)
class Said:
    """One attribution in pieces. A cue in several parts is told by its first; `roles` as in ROLES."""

    cue: Range
    roles: tuple[tuple[Range, ...], ...]


@dataclass(frozen=True)
class Example:
    """One article; attributions in order of their cues, no two on one cue."""

    key: str
    pieces: Pieces
    said: tuple[Said, ...]


def is_held_out(key: str) -> bool:
    """Decided by the article's id alone."""
    return int(sha256(f"polnear {key}".encode()).hexdigest()[:8], 16) % HELD_OUT == 0


def examples(tokenizer: Tokenizer, articles: Iterable[Article]) -> list[Example]:
    """Articles with their attributions."""
    return [to_example(tokenizer, article) for article in articles]


def to_example(tokenizer: Tokenizer, article: Article) -> Example:
    """Of attributions whose cues share a piece, the first is taught: one decoding cannot tell them apart."""
    pieces = to_pieces(tokenizer, article.text)
    found: list[Said] = []
    for attribution in article.attributions:
        source, cue, content = labelled(attribution)
        ranges = [at for place in cue if (at := pieces_of(pieces, *place))]
        if not ranges or (found and ranges[0][0] < found[-1].cue[1]):
            continue
        roles = tuple(
            tuple(at for place in part if (at := pieces_of(pieces, *place))) for part in (source, content)
        )
        found.append(Said(ranges[0], roles))
    return Example(article.id, pieces, tuple(found))
