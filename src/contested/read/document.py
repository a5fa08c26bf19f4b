"""Found -> Document: dates read, language, sections and fingerprint added, everything with its origin."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from contested.model.document import Document, document_id
from contested.model.errors import InputError
from contested.model.ids import sha256
from contested.read.dates import DateOrder, parse_date, written_date
from contested.read.encoding import clean
from contested.read.fingerprint import sketch
from contested.read.found import Found
from contested.read.furniture import date_lines, headline, sections
from contested.read.language import guess_language, language_tag
from contested.read.options import ReadOptions
from contested.read.passages import passages

_UPDATED = re.compile(r"(?:last )?(?:updated|modified)", re.IGNORECASE)
_MARKUP = ("<p>", "<p ", "<div", "<html", "<br", "<!doctype")


def make_document(
    found: Found, options: ReadOptions, order: DateOrder | None
) -> Iterator[Document | InputError]:
    """The document, and after it an InputError for a date that could not be read.

    Raises InputError for a record without text, and for a text too long to be one report.
    """
    if not found.text.strip():
        raise InputError(found.file, found.record, "the text is empty")
    if len(found.text) > options.max_characters:
        size = f"{len(found.text):,} characters, more than the {options.max_characters:,} of one report"
        raise InputError(found.file, found.record, f"the text has {size}; split it into its reports")
    text, fixed = clean(found.text)
    notes = [*found.notes, *fixed]
    origins = dict(found.origins)
    published, trouble = _published(found, text, options, order, origins, notes)
    title, outlet = _title(found, text, origins), _outlet(found, options, origins)
    url = clean(found.url)[0].strip() or None if found.url else None
    if any(mark in text[:500].lower() for mark in _MARKUP):
        notes.append("the text holds HTML markup, kept as given")
    key = clean(found.key)[0] if found.key is not None else None
    named = {"key": key, "url": url, "outlet": outlet, "title": title}
    yield _build(found, text, named, published, origins, tuple(notes))
    if trouble:
        yield InputError(found.file, found.record, f"the publication date {trouble}; it is left unknown")


def _build(
    found: Found,
    text: str,
    named: dict[str, str | None],
    published: dt.date | None,
    origins: dict[str, str],
    notes: tuple[str, ...],
) -> Document:
    digest = sha256(text.encode("utf-8"))
    known = {**named, "key": named["key"] if found.key_given else None}
    parts = sections(text, title=named["title"], outlet=named["outlet"])
    return Document(
        id=document_id(sha256_text=digest, published=published, **known),
        **named,
        text=text,
        sha256_text=digest,
        sha256_raw=found.sha256_raw,
        published=published,
        retrieved=found.retrieved,
        language=_language(found, text, origins),
        media_type=found.media_type,
        locator=f"{found.file}#{found.record}" if found.record else found.file,
        origins=origins,
        sections=parts,
        fingerprint=sketch(text, parts),
        passages=passages(text, parts),
        notes=notes,
    )


def _published(
    found: Found,
    text: str,
    options: ReadOptions,
    order: DateOrder | None,
    origins: dict[str, str],
    notes: list[str],
) -> tuple[dt.date | None, str]:
    """The record's own date, else the user's, else a date line's; and what was wrong with the first."""
    reading = parse_date(found.published, order)
    stated = _stated_in_text(text)
    date = reading.date
    if date is None:
        origins.pop("published", None)
        if reading.reason:
            notes.append(f"publication date not read: {reading.reason}")
        if options.published:
            date, origins["published"] = options.published, "given"
        elif stated:
            date, origins["published"] = stated, "date line in the text"
    elif stated and stated != date:
        notes.append(f"a date line in the text ({stated}) disagrees with the publication date ({date})")
    return date, reading.reason


def _stated_in_text(text: str) -> dt.date | None:
    for _, words in date_lines(text):
        reading = written_date(words) or parse_date(words)
        if reading.date and not _UPDATED.match(words):
            return reading.date
    return None


def _title(found: Found, text: str, origins: dict[str, str]) -> str | None:
    title = " ".join(clean(found.title)[0].split()) if found.title else ""
    if title:
        return title
    first = headline(text)
    if first:
        origins["title"] = "first line of the text"
    return first


def _outlet(found: Found, options: ReadOptions, origins: dict[str, str]) -> str | None:
    outlet = clean(found.outlet)[0].strip() if found.outlet else ""
    if not outlet and options.outlet:
        origins["outlet"] = "given"
        return options.outlet
    return outlet or None


def _language(found: Found, text: str, origins: dict[str, str]) -> str | None:
    stated = language_tag(found.language)
    if stated:
        return stated
    origins.pop("language", None)
    guessed = guess_language(text)
    if guessed:
        origins["language"] = "script and stop words"
    return guessed
