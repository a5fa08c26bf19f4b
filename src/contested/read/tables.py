"""CSV and TSV -> records, row by row, with the damage of an open quote kept to its own row."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from contested.model.errors import InputError
from contested.model.ids import sha256
from contested.read import octets
from contested.read.encoding import bom, decode_line, fallback_of
from contested.read.found import Found, Input, Item
from contested.read.mapping import Announcer, map_columns

_DELIMITERS = ",;\t|"
_SNIFFED = 40  # lines that the delimiter is learnt from
_FIELD_LIMIT = 1 << 30
_MAX_LINES = 50_000  # of one row: a quote left open must not swallow the file


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    raw: bytes
    text: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    fields: list[str]
    raw: bytes
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Broken:
    line: int
    reason: str


def parse_table(source: Input, raw: Iterator[bytes]) -> Iterator[Item]:
    """ "row N" is the N-th record after the header. A row that cannot be read is named, the others stay."""
    csv.field_size_limit(_FIELD_LIMIT)
    lines = _Lines(_decoded(source, raw))
    head = lines.peek(_SNIFFED)
    if not head or not any(line.text.strip() for line in head):
        raise InputError(source.name, None, "the file is empty")
    delimiter = _delimiter([line.text for line in head], source)
    rows = _rows(lines, delimiter, source.options.max_bytes)
    header = next(rows)
    if isinstance(header, _Broken):
        raise InputError(source.name, f"line {header.line}", f"the header cannot be read: {header.reason}")
    columns = [c.strip() for c in header.fields]
    mapping = map_columns(source.name, columns, source.options.mapping)
    Announcer(source.name, "column", source.notice).tell(mapping)
    yield from _records(source, rows, columns, mapping)


def _records(
    source: Input, rows: Iterator[_Row | _Broken], columns: list[str], mapping: dict[str, str]
) -> Iterator[Item]:
    number = 0
    adrift: list[int] = []  # lines after a broken row that are no rows of this table
    resync = False
    for row in rows:
        if isinstance(row, _Broken):
            yield from _lost(source.name, number, adrift)
            number += 1
            resync, adrift = True, []
            yield InputError(source.name, f"row {number} (line {row.line})", row.reason)
            continue
        if resync and len(row.fields) != len(columns):
            adrift.append(row.line)
            continue
        yield from _lost(source.name, number, adrift)
        resync, adrift = False, []
        number += 1
        yield _record(source, number, row, columns, mapping)
    if not number:
        yield InputError(source.name, None, "the table holds no rows below its header")
    yield from _lost(source.name, number, adrift)


def _lost(file: str, number: int, adrift: list[int]) -> Iterator[Item]:
    if adrift:
        where = f"row {number} (lines {adrift[0]} to {adrift[-1]})"
        yield InputError(file, where, "lines after the broken row that do not fit the columns were set aside")


def _record(source: Input, number: int, row: _Row, columns: list[str], mapping: dict[str, str]) -> Item:
    record = f"row {number}"
    if len(row.fields) != len(columns):
        reason = f"{len(row.fields)} fields where the header names {len(columns)}"
        return InputError(source.name, f"{record} (line {row.line})", reason)
    values = {field: row.fields[columns.index(column)] for field, column in mapping.items()}
    origins = {f: f"column {mapping[f]!r}" for f, v in values.items() if f != "text" and v.strip()}
    if "id" in origins:
        origins["key"] = origins.pop("id")
    return Found(
        file=source.name,
        record=record,
        text=values["text"],
        sha256_raw=sha256(row.raw.rstrip(b"\r\n")),
        media_type="text/csv",
        key=values.get("id") or None,
        key_given=bool(values.get("id")),
        url=values.get("url") or source.url,
        outlet=values.get("outlet"),
        title=values.get("title"),
        published=values.get("published"),
        language=values.get("language"),
        retrieved=source.retrieved,
        origins=origins,
        notes=row.notes,
    )


def _decoded(source: Input, raw: Iterator[bytes]) -> Iterator[_Line]:
    first = next(raw, b"")
    while len(first) < octets.CHUNK and (more := next(raw, b"")):
        first += more
    encoding, skip = bom(first)
    forced = source.options.encoding
    stream = _joined(first[skip:], raw)
    if (encoding or forced or "utf-8").startswith(("utf-16", "utf-32", "utf_16", "utf_32")):
        stream = _recoded(
            octets.whole(stream, source.name, source.options.max_bytes), encoding or forced or ""
        )
        first, skip, forced = b"", 0, None
    fallback = fallback_of(first[skip:], source.name, forced)
    end = b"\r" if b"\r" in first and b"\n" not in first else b"\n"
    for number, line in enumerate(octets.lines(stream, source.options.max_bytes, end), 1):
        if len(line) > source.options.max_bytes:
            reason = f"longer than the limit of {source.options.max_bytes:,} bytes"
            raise InputError(source.name, f"line {number}", reason)
        text = decode_line(line, fallback, forced is not None)
        yield _Line(number, line, text.text, text.notes)


def _joined(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _recoded(data: bytes, encoding: str) -> Iterator[bytes]:
    yield data.decode(encoding, "replace").encode("utf-8", "replace")


class _Lines:
    """Lines that can be put back, so that reading can start again after a broken row."""

    def __init__(self, source: Iterator[_Line]) -> None:
        self._source = source
        self._waiting: deque[_Line] = deque()

    def __iter__(self) -> Iterator[_Line]:
        return self

    def __next__(self) -> _Line:
        return self._waiting.popleft() if self._waiting else next(self._source)

    def peek(self, count: int) -> list[_Line]:
        head = list(islice(self, count))
        self.put_back(head)
        return head

    def put_back(self, lines: Sequence[_Line]) -> None:
        self._waiting.extendleft(reversed(lines))


def _rows(lines: _Lines, delimiter: str, limit: int) -> Iterator[_Row | _Broken]:
    """Rows by strict rules; a row that breaks them gives way to the line after its first."""
    while True:
        used: list[_Line] = []
        try:
            fields = next(csv.reader(_fed(lines, used, limit), delimiter=delimiter, strict=True), None)
        except csv.Error as error:
            yield _repaired(used, delimiter, str(error))
            lines.put_back(used[1:])
            continue
        if fields is None:
            return
        if any(field.strip() for field in fields):
            notes = tuple(dict.fromkeys(note for line in used for note in line.notes))
            yield _Row(used[0].number, fields, b"".join(line.raw for line in used), notes)


def _fed(lines: _Lines, used: list[_Line], limit: int) -> Iterator[str]:
    size = 0
    for line in lines:
        used.append(line)
        size += len(line.raw)
        if size > limit or len(used) > _MAX_LINES:
            raise csv.Error("unexpected end of data")
        yield line.text


def _repaired(used: list[_Line], delimiter: str, reason: str) -> _Row | _Broken:
    """A row of one line with a stray quote is read leniently; one that swallows others is broken."""
    first = used[0]
    if len(used) == 1 and "unexpected end" not in reason:
        if delimiter == "\t":
            reader = csv.reader([first.text], delimiter=delimiter, quoting=csv.QUOTE_NONE)
        else:
            reader = csv.reader([first.text], delimiter=delimiter)
        fields = next(reader, [])
        return _Row(first.number, fields, first.raw, (*first.notes, "a quote inside a field was not doubled"))
    if delimiter == "\t" and first.text.count(delimiter):
        fields = next(csv.reader([first.text], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
        return _Row(
            first.number, fields, first.raw, (*first.notes, "quotes were taken as characters of the text")
        )
    return _Broken(first.number, "a quote is opened and never closed as it should be")


def _delimiter(head: list[str], source: Input) -> str:
    """The character that cuts the header into most fields and the next rows into as many."""
    if source.options.format == "tsv" or source.name.lower().removesuffix(".gz").endswith((".tsv", ".tab")):
        return "\t"
    scored = [(_agreement(head, d), -i) for i, d in enumerate(_DELIMITERS)]
    return _DELIMITERS[-max(scored)[1]]


def _agreement(head: list[str], delimiter: str) -> tuple[float, int]:
    try:
        rows = list(csv.reader(head, delimiter=delimiter))
    except csv.Error:
        return 0.0, 0
    width = len(rows[0]) if rows else 0
    if width < 2:
        return 0.0, 0
    same = sum(len(row) == width for row in rows[: max(2, len(rows) - 1)])
    return round(same / len(rows), 1) + 0.1, width
