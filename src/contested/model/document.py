"""Document: one report, immutable."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from contested.model.base import Value
from contested.model.ids import content_id

SectionKind = Literal["title", "dateline", "body", "caption", "furniture"]


class Section(Value, frozen=True, kw_only=True):
    """A stretch of a document's text and what it is; `furniture` is never read as a claim.

    Sections are ordered, do not overlap, and together cover every visible character.
    """

    kind: SectionKind
    start: int
    end: int
    why: str
    """The rule that marked it, e.g. "photo credit" or "related headline"."""


class Passage(Value, frozen=True, kw_only=True):
    """A stretch of a document's text (a sentence, mostly) and what it can be known again by."""

    start: int
    end: int
    hashes: bytes
    """Winnowed hashes of its word shingles, 4 bytes each (see contested.read.passages); base64 in JSON."""


class Document(Value, frozen=True, kw_only=True):
    """One report: its text as read, its metadata as found, and where each came from.

    `published` is the date the report gives for itself or None; it is never guessed from a file's
    time stamp. `origins` says where each metadata value came from, e.g.
    {"published": "html meta article:published_time", "outlet": "column 'source'"}.
    """

    id: str
    key: str | None
    """The id given in the input (JSONL/CSV id column; file stem for a one-document file)."""
    text: str
    sha256_text: str
    sha256_raw: str
    """Of the raw bytes of the file or record that the text was taken from."""
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: dt.date | None = None
    retrieved: dt.datetime | None = None
    language: str | None = None
    """BCP 47 primary tag, e.g. "en"; None when not known."""
    media_type: str = "text/plain"
    locator: str
    """File or URL as given, with the record inside it after '#', e.g. "news.jsonl#row 3"."""
    origins: dict[str, str] = {}
    sections: tuple[Section, ...] = ()
    fingerprint: tuple[int, ...] = ()
    """Sketch of the text's word shingles (see contested.read.fingerprint); () for short texts."""
    passages: tuple[Passage, ...] = ()
    """In text order, without furniture and without passages too short to compare."""
    notes: tuple[str, ...] = ()
    """What a careful reader should know, e.g. "dateline disagrees with the publication date"."""


class DocumentHead(Value, frozen=True, kw_only=True):
    """What linking and listing need of a document, without its text."""

    id: str
    outlet: str | None = None
    published: dt.date | None = None
    title: str | None = None
    url: str | None = None
    fingerprint: tuple[int, ...] = ()
    passages: tuple[Passage, ...] = ()


def head_of(document: Document) -> DocumentHead:
    """The head of a document; equal documents have equal heads."""
    return DocumentHead(
        id=document.id,
        outlet=document.outlet,
        published=document.published,
        title=document.title,
        url=document.url,
        fingerprint=document.fingerprint,
        passages=document.passages,
    )


def document_id(
    *,
    sha256_text: str,
    key: str | None,
    url: str | None,
    outlet: str | None,
    title: str | None,
    published: dt.date | None,
) -> str:
    """Two outlets that print the same words are two documents; a renamed file is the same one.

    `key` takes part only where the input itself names its records (not a file's name).
    """
    return content_id("d", [sha256_text, key, url, outlet, title, published])
