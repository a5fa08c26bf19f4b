"""PDF files with a text layer."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

from contested.model.errors import InputError
from contested.model.ids import sha256
from contested.read import octets
from contested.read.found import Found, Input, Item
from contested.read.plain import stem_origin


def parse_pdf(source: Input, raw: Iterator[bytes]) -> Iterator[Item]:
    """One document from the text layer; a scan without one is set aside.

    The file's own creation date is when the PDF was made, not when the report was published: it
    is not used.
    """
    data = octets.whole(raw, source.name, source.options.max_bytes)
    if not data.strip():
        raise InputError(source.name, None, "the file is empty")
    pages, title = _layers(source.name, data)
    text = "\n\n".join(pages).strip()
    if not any(c.isalnum() for c in text):
        reason = f"the PDF has no text layer ({len(pages)} pages): it is a scan; run OCR on it first"
        raise InputError(source.name, None, reason)
    empty = sum(not page.strip() for page in pages)
    yield Found(
        file=source.name,
        record=None,
        text=text,
        sha256_raw=sha256(data),
        media_type="application/pdf",
        key=source.stem,
        url=source.url,
        title=title,
        retrieved=source.retrieved,
        origins={**stem_origin(source), "title": "PDF metadata"} if title else stem_origin(source),
        notes=(f"{empty} of {len(pages)} pages have no text layer",) if empty else (),
    )


def _layers(file: str, data: bytes) -> tuple[list[str], str | None]:
    """The text of every page, and the title in the metadata where it is more than one word."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what matters comes back as a problem
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(file, None, "the PDF is locked with a password")
        pages = [page.extract_text() or "" for page in reader.pages]
        title = reader.metadata.title if reader.metadata else None
    except PyPdfError as error:
        raise InputError(file, None, f"the PDF is damaged ({error})") from error
    return pages, title.strip() if isinstance(title, str) and " " in title.strip() else None
