"""CSV: RFC 4180, UTF-8, one header row; safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from typing import IO

from contested.export.columns import CLAIM_COLUMNS, INCIDENT_COLUMNS, Column
from contested.export.flat import Cell, Heads, Row, claim_row, incident_row
from contested.export.privacy import Disclosure
from contested.model import Claim, Incident

SEPARATOR = " | "
"""Between the entries of a list in one cell."""

_STARTS_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")  # as OWASP lists them, full-width forms included


def write_csv(out: IO[bytes], incidents: Iterable[Incident], heads: Heads, disclosure: Disclosure) -> int:
    """One row per incident; returns how many."""
    return _write(out, INCIDENT_COLUMNS, (incident_row(i, heads, disclosure) for i in incidents))


def write_claims_csv(out: IO[bytes], claims: Iterable[Claim], heads: Heads, disclosure: Disclosure) -> int:
    """One row per claim; returns how many."""
    return _write(out, CLAIM_COLUMNS, (claim_row(c, heads, disclosure) for c in claims))


def _write(out: IO[bytes], columns: tuple[Column, ...], rows: Iterable[Row]) -> int:
    text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        writer.writerow([c.name for c in columns])
        n = 0
        for row in rows:
            writer.writerow([cell_text(row[c.name]) for c in columns])
            n += 1
    finally:
        text.detach()  # the stream is the caller's: flushed, not closed
    return n


def cell_text(cell: Cell) -> str:
    """A cell's text. Words that a spreadsheet would run as a formula get a leading apostrophe; numbers
    and dates of ours never do."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, int | float):
        return str(cell)
    words = cell if isinstance(cell, str) else SEPARATOR.join(cell)
    words = words.replace("\x00", "\ufffd")  # spreadsheets end a cell, or the file, there
    return f"'{words}" if words and words[0] in _STARTS_FORMULA else words
