"""Folding: one place, many romanisations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.resolve.fold import fold, plain, skeleton, without_generic


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Khān Shaykhūn", "khan shaykhun"),
        ("Al-Bab", "al bab"),
        ("al-Raqqa", "Raqqa"),
        ("Ar-Raqqah", "Raqqah"),
        ("Deir ez-Zor", "Deir Zor"),
        ("‘Ayn al ‘Arab", "Ayn Arab"),
        ("Donets’k", "Donetsk"),
        ("São Tomé", "Sao Tome"),
    ],
)
def test_exact_keys_agree(a: str, b: str) -> None:
    assert fold(a) == fold(b)


@pytest.mark.parametrize(
    "names",
    [
        ("Khan Sheikhoun", "Khan Shaykhun", "Khān Shaykhūn", "Khan Cheikhoun"),
        ("Saraqib", "Saraqeb"),
        ("Raqqa", "Raqqah", "ar-Raqqa"),
        ("Maarat al-Numan", "Maarrat an-Nu'man"),
    ],
)
def test_skeletons_agree(names: tuple[str, ...]) -> None:
    assert len({skeleton(name) for name in names}) == 1


def test_skeletons_tell_unlike_names_apart() -> None:
    assert len({skeleton(n) for n in ("Idlib", "Kharkiv", "Damascus", "Donetsk", "Latakia")}) == 5


def test_generic_words_are_dropped_but_never_all() -> None:
    assert without_generic("gaza city") == "gaza"
    assert without_generic("city of homs") == "homs"
    assert without_generic("village") == "village"


@given(st.text(max_size=80))
def test_folding_is_idempotent(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(max_size=80))
def test_plain_keeps_to_one_line(text: str) -> None:
    assert "\n" not in plain(text)
