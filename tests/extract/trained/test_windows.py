"""Windows: offsets, cover and cores, in any script."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from trained_helpers import tokenizer

from contested.extract.trained.windows import MARKS, load_tokenizer, special_ids, to_pieces, to_windows

TEXTS = st.text(st.characters(codec="utf-8"), max_size=300) | st.text("aZ9 .\n’é́中م", max_size=300)
SIZES = st.tuples(st.integers(4, 40), st.integers(0, 30)).filter(lambda s: s[1] < s[0] - 2)


@settings(deadline=None)
@given(TEXTS)
def test_pieces_lie_in_the_text_in_order(text: str) -> None:
    pieces = to_pieces(tokenizer(), text)
    n = len(pieces)
    assert all(len(a) == n for a in (pieces.marks, pieces.starts, pieces.ends, pieces.words))
    if n:
        assert (pieces.starts >= 0).all() and (pieces.ends <= len(text)).all()
        assert (pieces.starts <= pieces.ends).all()
        assert (np.diff(pieces.starts) >= 0).all() and (np.diff(pieces.words) >= 0).all()
        assert (pieces.marks >= 0).all() and (pieces.marks < MARKS).all()


@settings(deadline=None)
@given(TEXTS, SIZES)
def test_windows_cover_and_cores_partition(text: str, sizes: tuple[int, int]) -> None:
    size, overlap = sizes
    pieces = to_pieces(tokenizer(), text)
    windows = to_windows(tokenizer(), pieces, size, overlap)
    assert [n for w in windows for n in range(w.core_first, w.core_last)] == list(range(len(pieces)))
    opening, closing = special_ids(tokenizer())
    for w in windows:
        assert w.first <= w.core_first <= w.core_last <= w.last
        assert len(w.ids) == len(w.marks) == w.last - w.first + 2 <= size
        assert (w.ids[0], w.ids[-1]) == (opening, closing)
        assert (w.ids[1:-1] == pieces.ids[w.first : w.last]).all()
        assert (w.marks[1:-1] == pieces.marks[w.first : w.last]).all()
    for a, b in pairwise(windows):
        assert a.last - b.first == overlap


def test_a_text_without_words_has_no_windows() -> None:
    for text in ("", " \n\t "):
        assert to_windows(tokenizer(), to_pieces(tokenizer(), text)) == []


def test_offsets_are_code_points_of_the_text_as_given() -> None:
    text = "Müller 😀 SAID\u00a0so"
    pieces = to_pieces(tokenizer(), text)
    words = [text[pieces.starts[pieces.words == w][0] : pieces.ends[pieces.words == w][-1]] for w in range(4)]
    assert words == ["Müller", "😀", "SAID", "so"]


def test_marks_tell_shape_and_break() -> None:
    text = "The UN a 12\nx\n\n(Y"
    pieces = to_pieces(tokenizer(), text)
    first = [int(np.flatnonzero(pieces.words == w)[0]) for w in range(7)]
    title, upper, lower, digit, other = 8, 12, 4, 16, 20
    expected = [title + 3, upper, lower, digit, lower + 1, other + 2, title]
    assert [int(pieces.marks[n]) for n in first] == expected


def test_windows_that_overlap_wholly_are_refused() -> None:
    pieces = to_pieces(tokenizer(), "one two")
    with pytest.raises(ValueError, match="cannot overlap"):
        to_windows(tokenizer(), pieces, 10, 8)


def test_a_tokenizer_without_special_pieces_is_refused() -> None:
    with pytest.raises(ValueError, match="special pieces"):
        special_ids(Tokenizer(WordPiece({"a": 0, "[UNK]": 1}, unk_token="[UNK]")))


def test_a_saved_tokenizer_never_truncates(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("tokenizer") / "tokenizer.json"
    saved = Tokenizer.from_str(tokenizer().to_str())
    saved.enable_truncation(5)
    saved.enable_padding(length=8)
    saved.save(str(path))
    assert len(to_pieces(load_tokenizer(path), "one two three four")) == len("onetwothreefour")
