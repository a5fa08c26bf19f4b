"""What a user may tell the reading room."""

from __future__ import annotations

import datetime as dt

from contested.model.base import Value
from contested.model.errors import UsageError
from contested.read.dates import DateOrder

FORMATS = ("text", "html", "jsonl", "json", "csv", "tsv", "feed", "warc", "pdf", "eml")
FIELDS = ("text", "id", "title", "published", "url", "outlet", "language")
"""The Document fields that a record may give; `id` becomes Document.key."""


class ReadOptions(Value, frozen=True, kw_only=True):
    """`published` and `outlet` win only where a record has none, and are noted in `origins` as "given"."""

    published: dt.date | None = None
    outlet: str | None = None
    mapping: dict[str, str] = {}
    """Document field (see FIELDS) -> column or dotted JSON path, e.g. {"text": "article.text"}."""
    format: str | None = None
    """One of FORMATS; None guesses from name and bytes."""
    encoding: str | None = None
    """Force an encoding; None detects it."""
    date_order: DateOrder | None = None
    """How 4/5/2017 is meant; None learns it from the other dates of the same file."""
    max_bytes: int = 256 * 1024 * 1024
    """A larger single document, record or download is set aside."""
    max_characters: int = 1_000_000
    """A longer text is no single report (this is some 170,000 words) and is set aside."""
    timeout: float = 20.0
    """Seconds to wait for a web server, for connecting and between two pieces of the answer."""

    def check(self) -> None:
        """Raises UsageError for a format, field or encoding that does not exist."""
        if self.format is not None and self.format not in FORMATS:
            raise UsageError(f"no format {self.format!r}; there are {', '.join(FORMATS)}")
        for field in self.mapping:
            if field not in FIELDS:
                raise UsageError(f"no document field {field!r}; there are {', '.join(FIELDS)}")
        if self.encoding is not None:
            try:
                "".encode(self.encoding)
            except LookupError as error:
                raise UsageError(f"no encoding {self.encoding!r}") from error
