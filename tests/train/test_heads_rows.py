"""Stretches and batches of the heads' training."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from trained_helpers import tokenizer

from contested.extract.trained.windows import to_pieces
from train.heads.rows import Stretch, epoch, labels, rows, stretches


@given(st.integers(0, 900), st.integers(2, 200), st.integers(0, 99))
def test_stretches_cover_a_document_and_are_never_too_long(length: int, room: int, seed: int) -> None:
    found = stretches(3, length, room, random.Random(seed))
    assert {n for s in found for n in range(s.first, s.last)} == set(range(length))
    assert all(0 < len(s) <= room and s.document == 3 for s in found)
    if length > room:
        assert all(len(s) == room for s in found)


def test_an_epoch_holds_everything_and_is_the_same_again() -> None:
    lengths = [(0, 30), (1, 250), (2, 90), (4, 400)]

    def made(seed: int) -> list[list[Stretch]]:
        return list(epoch(lengths, 100, 256, random.Random(seed)))

    batches = made(1)
    assert batches == made(1) != made(2)
    assert {s.document for batch in batches for s in batch} == {0, 1, 2, 4}
    assert all(len(batch) * (max(map(len, batch)) + 2) <= 256 for batch in batches)


def test_rows_and_labels_are_shifted_by_the_opening_piece() -> None:
    documents = [to_pieces(tokenizer(), "ab cd"), to_pieces(tokenizer(), "ef")]
    batch = [Stretch(0, 1, 4), Stretch(1, 0, 2)]
    made = rows(batch, documents, opening=90, closing=91, padding=99)
    assert made.ids[0].tolist() == [90, *documents[0].ids[1:4].tolist(), 91]
    assert made.ids[1].tolist() == [90, *documents[1].ids.tolist(), 91, 99]
    assert made.mask.tolist() == [[1] * 5, [1] * 4 + [0]]
    found = labels(batch, {0: [(0, 2), (3, 4)], 1: []})
    assert found.tolist() == [[0, 2, 0, 1, 0], [0, 0, 0, 0, -100]]
    assert batch[0].holds((1, 4)) and not batch[0].holds((0, 2))
    assert batch[0].shifted((3, 4)) == (3, 4)
    assert made.ids.dtype == np.int64
