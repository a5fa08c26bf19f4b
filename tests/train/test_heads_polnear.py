"""PolNeAR's attributions as labels, and logits as attributions; an invented article."""

from __future__ import annotations

import numpy as np
from trained_helpers import SURE, tokenizer

from bench.polnear.corpus import Article, Attribution
from contested.extract.trained.windows import Ints, to_pieces
from contested.model import span_of
from train.heads.polnear_data import is_held_out, to_example
from train.heads.polnear_decode import Settings, attribution, cues

TEXT = "the mill, ana said, burned down."


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


ONE = Attribution(
    source=(span_of(TEXT, *at("ana")),),
    cue=(span_of(TEXT, *at("said")),),
    content=(span_of(TEXT, *at("the mill")), span_of(TEXT, *at("burned down"))),
)
PIECES = to_pieces(tokenizer(), TEXT)


def row(*spans: tuple[int, int]) -> Ints:
    """Logits that are sure of these code points."""
    found = np.zeros((len(PIECES), 3), dtype=np.float32)
    found[:, 0] = SURE
    for start, end in spans:
        inside = [n for n in range(len(PIECES)) if start <= PIECES.starts[n] < end]
        found[inside] = [0, 0, SURE]
        found[inside[0]] = [0, SURE, 0]
    return found


def test_an_attribution_becomes_pieces_and_comes_back() -> None:
    (said,) = to_example(tokenizer(), Article("a", TEXT, (ONE,))).said
    (cue,) = cues(PIECES, row(at("said")), Settings())
    assert said.cue == cue
    assert [len(part) for part in said.roles] == [1, 2]
    logits = np.stack([row(at("ana")), row(at("the mill"), at("burned down"))])
    assert attribution(TEXT, PIECES, 0, cue, logits, Settings()) == ONE


def test_a_window_that_starts_later_gives_the_same_words() -> None:
    (cue,) = cues(PIECES, row(at("said")), Settings())
    first = next(n for n in range(len(PIECES)) if PIECES.starts[n] == at("ana")[0])
    logits = np.stack([row(at("ana")), row(at("burned down"))])[:, first:]
    found = attribution(TEXT, PIECES, first, cue, logits, Settings())
    assert found is not None and found.source == ONE.source and found.content == ONE.content[1:]


def test_no_content_no_attribution_and_one_source_at_most() -> None:
    (cue,) = cues(PIECES, row(at("said")), Settings())
    assert attribution(TEXT, PIECES, 0, cue, np.stack([row(at("ana")), row()]), Settings()) is None
    unsure = row(at("ana"), at("mill"))
    unsure[PIECES.starts == at("mill")[0], 0] = SURE - 1
    logits = np.stack([unsure, row(at("burned down"))])
    found = attribution(TEXT, PIECES, 0, cue, logits, Settings())
    assert found is not None and found.source == ONE.source


def test_cues_that_share_a_piece_are_taught_once() -> None:
    other = Attribution(source=(), cue=ONE.cue, content=ONE.content[:1])
    assert len(to_example(tokenizer(), Article("a", TEXT, (ONE, other))).said) == 1


def test_a_tenth_is_held_out_by_name_alone() -> None:
    shares = [is_held_out(f"article {n}") for n in range(2000)]
    assert 140 < sum(shares) < 260
    assert shares == [is_held_out(f"article {n}") for n in range(2000)]
