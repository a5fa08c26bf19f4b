"""Ids are derived from content and never change: a ledger made years ago must still match."""

from __future__ import annotations

import datetime as dt
import hashlib

from hypothesis import given
from hypothesis import strategies as st

from contested.model import content_id, document_id, sha256

SCALARS = st.none() | st.text() | st.integers()


def test_golden_ids() -> None:
    # The recipe, written out: compact JSON, UTF-8, SHA-256, first 16 hex digits.
    recipe = hashlib.sha256('["Khān",null,3,"2019-08-27"]'.encode()).hexdigest()[:16]
    assert content_id("c", ["Khān", None, 3, dt.date(2019, 8, 27)]) == f"c_{recipe}" == "c_8102ae1c1af46e8c"
    assert content_id("i", []) == "i_4f53cda18c2baa0c"
    assert (
        document_id(
            sha256_text=sha256(b"A report."),
            key=None,
            url="https://example.org/1",
            outlet="Example",
            title=None,
            published=dt.date(2019, 8, 28),
        )
        == "d_6296605b727ec9ee"
    )


def test_sha256_is_the_known_one() -> None:
    assert sha256(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(st.lists(SCALARS, max_size=4), st.lists(SCALARS, max_size=4))
def test_equal_parts_and_only_they_have_equal_ids(a: list[object], b: list[object]) -> None:
    assert (content_id("x", a) == content_id("x", b)) == (a == b)


def test_nothing_and_empty_are_kept_apart() -> None:
    assert content_id("x", [None]) != content_id("x", [""])
    assert content_id("x", ["a", "b"]) != content_id("x", ["ab"])
    assert content_id("x", ["a"]) != content_id("y", ["a"])


def test_a_lone_surrogate_does_not_crash() -> None:
    assert content_id("x", ["\ud800"]) != content_id("x", ["\ud801"])


def test_same_words_of_two_outlets_are_two_documents() -> None:
    def of(outlet: str, key: str | None = None) -> str:
        return document_id(sha256_text="0" * 64, key=key, url=None, outlet=outlet, title=None, published=None)

    assert of("A") != of("B")
    assert of("A") == of("A")
    assert of("A", "row 1") != of("A", "row 2")
