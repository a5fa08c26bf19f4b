"""Tables of claims that people coded -> a document and a claim per row.

The document of a row is the row itself, one line "column: value" per cell that says something, so that
every field's words are its cell and `document.text[start:end] == quote` holds as for any report.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from msgspec.structs import replace

from contested.model import (
    Casualty,
    CasualtyKind,
    Claim,
    Document,
    InputError,
    Mention,
    Perpetrator,
    Place,
    Source,
    Span,
    Status,
    When,
    Where,
    content_id,
    document_id,
    sha256,
)
from contested.read.coded_mapping import (
    ActorColumn,
    CodedMapping,
    Columns,
    CountColumns,
    columns_of,
    listed,
)

Row = Mapping[str, str]
_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_LONGEST = 1 << 20  # code points of one row
csv.field_size_limit(_LONGEST)


def version_of(mapping: CodedMapping) -> str:
    """What made the claims: part of their ids, so it changes only with the mapping."""
    return f"coded by people; mapping {mapping.name} {mapping.digest}"


def read_coded(path: Path, mapping: CodedMapping) -> Iterator[tuple[Document, Claim] | InputError]:
    """A document and a claim per row; rows that cannot be read come as InputError, in their place.

    Raises InputError when the file as a whole is no table with the mapping's columns.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise InputError(str(path), None, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), None, f"not UTF-8 at byte {error.start}") from error
    digest = sha256(data)
    for number, row in enumerate(_rows(path, text, mapping), 1):
        if isinstance(row, InputError):
            yield row
            continue
        try:
            yield _Coded(row, mapping).read(f"{path}#row {number}", digest)
        except ValueError as error:
            yield InputError(str(path), f"row {number}", str(error))


def _rows(path: Path, text: str, mapping: CodedMapping) -> Iterator[Row | InputError]:
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        yield from _json_rows(path, text)
        return
    head = text[: text.find("\n") + 1] or text
    delimiter = max("\t,;|", key=head.count)
    table = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    columns = [c.strip() for c in next(table, [])]
    missing = [c for c in columns_of(mapping) if c not in columns]
    if missing:
        raise InputError(
            str(path), None, f"no column {', '.join(map(repr, missing))} that mapping {mapping.name} names"
        )
    number = 0
    while True:
        number += 1
        try:
            cells = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            yield InputError(str(path), f"row {number}", str(error))
            continue
        if len(cells) != len(columns):
            reason = f"{len(cells)} cells where the header names {len(columns)}"
            yield InputError(str(path), f"row {number}", reason)
            continue
        yield dict(zip(columns, cells, strict=True))


def _json_rows(path: Path, text: str) -> Iterator[Row | InputError]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield InputError(str(path), f"row {number}", f"not valid JSON ({error})")
            continue
        if not isinstance(value, dict):
            yield InputError(str(path), f"row {number}", "a JSON object is needed")
            continue
        yield {k: v if isinstance(v, str) else "" if v is None else json.dumps(v) for k, v in value.items()}


@dataclass
class _Coded:
    """One row on its way to a claim. Every method raises ValueError with the reason."""

    row: Row
    mapping: CodedMapping

    def read(self, locator: str, digest: str) -> tuple[Document, Claim]:
        self.text, self.spans = _rendered(self.row, self.mapping.missing)
        if not self.spans:
            raise ValueError("the row is empty")
        if len(self.text) > _LONGEST:
            raise ValueError("the row is too long")
        document = self._document(locator, digest)
        return document, self._claim(document)

    def _span(self, columns: Columns) -> Span | None:
        return next((self.spans[c] for c in listed(columns) if c in self.spans), None)

    def _cell(self, field: str) -> str | None:
        span = self._span(getattr(self.mapping, field))
        if span is None:
            return None
        return self.mapping.values.get(field, {}).get(span.text, span.text)

    def _document(self, locator: str, digest: str) -> Document:
        head: dict[str, Any] = {name: self._cell(name) for name in ("url", "outlet", "title")}
        head |= {"key": self._cell("id"), "published": self._day("published")}
        text_hash = sha256(self.text.encode("utf-8", "surrogatepass"))
        return Document(
            id=document_id(sha256_text=text_hash, **head),
            text=self.text,
            sha256_text=text_hash,
            sha256_raw=digest,
            media_type="text/csv",
            locator=locator,
            notes=("a row that people coded",),
            **head,
        )

    def _day(self, field: str) -> dt.date | None:
        cell = self._cell(field)
        found = _DAY.search(cell) if cell else None
        if found is None:
            if cell and field != "published":
                raise ValueError(f"{field}: {cell[:40]!r} is not a day as 2019-08-27")
            return None
        try:
            return dt.date(*map(int, found.groups()))
        except ValueError as error:
            raise ValueError(f"{field}: {found.group()} is no day: {error}") from error

    def _number(self, field: str, low: float, high: float) -> float | None:
        cell = self._cell(field)
        if cell is None:
            return None
        try:
            number = float(cell)
        except ValueError as error:
            raise ValueError(f"{field}: {cell[:40]!r} is no number") from error
        if not low <= number <= high:
            raise ValueError(f"{field}: {cell[:40]} is not between {low:g} and {high:g}")
        return number

    def _claim(self, document: Document) -> Claim:
        whole = Span(text=self.text, start=0, end=len(self.text))
        kind, trigger = self._type(whole)
        status = self._cell("status") or "asserted"
        if status not in get_args(Status):
            raise ValueError(f"status: {status[:40]!r} is none of {', '.join(get_args(Status))}")
        speaker = self._span(self.mapping.source)
        claim = Claim(
            document_id=document.id,
            event="E1",
            type=kind,
            status=status,  # type: ignore[arg-type]
            quote=self.text,
            sentence=whole,
            trigger=trigger,
            perpetrator=self._perpetrator(),
            target=self._actors(self.mapping.target),
            where=self._where(),
            when=self._when(),
            casualties=tuple(c for c in (self._harm("killed"), self._harm("injured")) if c is not None),
            source=(Source(text=speaker.text, start=speaker.start, end=speaker.end),) if speaker else (),
            version=version_of(self.mapping),
        )
        return replace(claim, id=content_id("c", [document.id, claim.version]))

    def _type(self, whole: Span) -> tuple[str, Span]:
        known = {cell.casefold(): kind for cell, kind in self.mapping.types.items()}
        spans = [self.spans[c] for c in listed(self.mapping.type) if c in self.spans]
        for span in spans:
            if span.text.casefold() in known:
                return known[span.text.casefold()], span
        first = min(self.spans.values(), key=lambda s: s.start)
        return self.mapping.default_type, spans[0] if spans else first

    def _perpetrator(self) -> Perpetrator:
        names = self._actors(self.mapping.perpetrator)
        unknown = tuple(u.casefold() for u in self.mapping.unknown_actors)
        known = tuple(n for n in names if not (unknown and n.text.casefold().startswith(unknown)))
        if known:
            return Perpetrator(mode="all", names=known)
        return Perpetrator(mode="unknown", names=names, cue=names[0].span) if names else Perpetrator()

    def _actors(self, columns: tuple[ActorColumn | str, ...]) -> tuple[Mention, ...]:
        found: dict[str, Mention] = {}
        for each in columns:
            wanted = ActorColumn(column=each) if isinstance(each, str) else each
            span = self.spans.get(wanted.column)
            if span is None or (wanted.when and _number_or_zero(self.row.get(wanted.when, "")) == 0):
                continue
            for part in _parts(span, wanted.split):
                found.setdefault(part.text, Mention(text=part.text, start=part.start, end=part.end))
        return tuple(found.values())

    def _where(self) -> Where:
        texts = tuple(self.spans[c] for c in listed(self.mapping.place) if c in self.spans)
        country, admin1 = self._cell("country"), self._cell("admin1")
        latitude, longitude = self._number("latitude", -90, 90), self._number("longitude", -180, 180)
        geo, prec = self._number("geo_precision", 1, 3), self._number("where_prec", 1, 7)
        place = None
        if latitude is not None and longitude is not None and (latitude, longitude) != (0, 0):
            place = Place(
                id=f"coded:{latitude:.5f},{longitude:.5f}",
                name=texts[0].text if texts else admin1 or country or "",
                kind=_kind(geo, prec),
                country=country,
                admin1=admin1,
                latitude=latitude,
                longitude=longitude,
                geo_precision=int(geo) if geo else None,  # type: ignore[arg-type]
                where_prec=int(prec) if prec else None,  # type: ignore[arg-type]
                source=f"coded by people, mapping {self.mapping.name}",
            )
        return Where(texts=texts, country=country, admin1=admin1, place=place)

    def _when(self) -> When:
        start, end = self._day("date_start"), self._day("date_end")
        start, end = start or end, end or start
        if start is None or end is None:
            return When()
        if start > end:
            raise ValueError(f"date_end {end} is before date_start {start}")
        days = (end - start).days
        acled, ucdp = self._number("time_precision", 1, 3), self._number("date_prec", 1, 5)
        return When(
            text=self._span(self.mapping.date_start) or self._span(self.mapping.date_end),
            start=start,
            end=end,
            precision="day" if days == 0 else "week" if days <= 6 else "range",
            anchor="text",
            time_precision=int(acled) if acled else None,  # type: ignore[arg-type]
            date_prec=int(ucdp) if ucdp else None,  # type: ignore[arg-type]
        )

    def _harm(self, kind: CasualtyKind) -> Casualty | None:
        columns: CountColumns = getattr(self.mapping, kind)
        best, low, high = (self._count(c) for c in (columns.best, columns.low, columns.high))
        if best is None and low is None and high is None:
            return None
        span = self._span(tuple(c for c in (columns.best, columns.low, columns.high) if c))
        low = best if low is None else low
        high = best if high is None else high
        if low is not None and high is not None and low > high:
            raise ValueError(f"{kind}: low {low} is above high {high}")
        if best is not None and low is not None and high is not None and not low <= best <= high:
            raise ValueError(f"{kind}: best {best} is not within {low} to {high}")
        return Casualty(kind=kind, text=span, low=low if best is None else best, high=high)

    def _count(self, column: str | None) -> int | None:
        span = self.spans.get(column) if column else None
        if span is None:
            return None
        try:
            number = float(span.text)
        except ValueError as error:
            raise ValueError(f"{column}: {span.text[:40]!r} is no number") from error
        if not math.isfinite(number) or number < 0 or number != int(number) or number > 10**9:
            raise ValueError(f"{column}: {span.text[:40]!r} is no count")
        return int(number)


def _rendered(row: Row, missing: tuple[str, ...]) -> tuple[str, dict[str, Span]]:
    """The row as lines "column: value", and the span of every cell that says something."""
    absent = {m.casefold() for m in missing}
    lines, spans, at = [], {}, 0
    for column, cell in row.items():
        value = " ".join(cell.split())
        if not value or value.casefold() in absent:
            continue
        line = f"{column}: {value}"
        spans[column] = Span(text=value, start=at + len(column) + 2, end=at + len(line))
        lines.append(line)
        at += len(line) + 1
    return "\n".join(lines), spans


def _parts(span: Span, split: str | None) -> Iterator[Span]:
    at = span.start
    for part in span.text.split(split) if split else [span.text]:
        bare = part.strip()
        if bare:
            start = at + part.index(bare)
            yield Span(text=bare, start=start, end=start + len(bare))
        at += len(part) + len(split or "")


def _number_or_zero(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return 0.0 if cell.strip().casefold() in ("", "na", "no", "false", "none") else 1.0


def _kind(geo: float | None, prec: float | None) -> Any:
    if prec is not None:
        wide = ("settlement", "settlement", "district", "admin1", "natural", "country", "region")
        return wide[int(prec) - 1]
    return "admin1" if geo == 3 else "settlement"
