"""Sections: what an offset lies in."""

from __future__ import annotations

from contested.extract.sections import claim_section, section_at
from contested.model import Document, Section, sha256

TEXT = "Title\nBody text\nPhoto: a bridge\nMore"


def document(*sections: tuple[str, int, int]) -> Document:
    made = tuple(Section(kind=k, start=s, end=e, why="test") for k, s, e in sections)  # type: ignore[arg-type]
    digest = sha256(TEXT.encode())
    return Document(
        id="d", key=None, text=TEXT, sha256_text=digest, sha256_raw=digest, locator="t", sections=made
    )


def test_section_at_every_offset() -> None:
    made = document(("title", 0, 5), ("dateline", 6, 9), ("caption", 16, 31), ("furniture", 32, 36))
    kinds = [section_at(made, n) for n in (0, 4, 5, 6, 9, 15, 16, 30, 31, 32, 35, 36)]
    expected = "title title body dateline body body caption caption body furniture furniture body"
    assert kinds == expected.split()


def test_a_claim_stands_in_title_caption_or_body() -> None:
    made = document(("title", 0, 5), ("dateline", 6, 9), ("caption", 16, 31))
    assert [claim_section(made, n) for n in (0, 6, 16, 33)] == ["title", "body", "caption", "body"]


def test_a_document_without_sections_is_body() -> None:
    assert section_at(document(), 3) == "body"
