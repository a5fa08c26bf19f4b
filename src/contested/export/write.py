"""One door to all formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from typing import IO, Literal, get_args

from contested.export.flat import Heads, Report, heads_of
from contested.export.privacy import Disclosure
from contested.export.sinks import Out, opened
from contested.model import Claim, Document, Incident, Judgement, Place, Run, UsageError

Format = Literal["jsonl", "csv", "claims-csv", "geojson", "parquet"]
FORMATS: tuple[str, ...] = get_args(Format)


def write_export(
    format: str,
    out: Out,
    *,
    incidents: Iterable[Incident] = (),
    claims: Iterable[Claim] = (),
    documents: Iterable[Report] = (),
    judgements: Iterable[Judgement] = (),
    runs: Iterable[Run] = (),
    include_names: bool | None = None,
    include_sentences: bool = False,
    shapes: Callable[[str], Sequence[Sequence[Sequence[float]]]] | None = None,
    sites: Callable[[Place | None], list[str]] | None = None,
) -> int:
    """Write model values in a format to a path or binary stream; returns how many records.

    `jsonl` holds all five kinds; `csv`, `geojson` and `parquet` hold the incidents, `claims-csv` the
    claims, both with what `documents` (or their heads) give of outlet, date and URL. All but those
    heads is streamed. `shapes` gives geojson the polygons of countries and divisions, `sites` tells which
    watched sites a place is near. `include_names` None means: kept in jsonl (it is lossless), withheld in the
    others. Raises UsageError for an unknown format, a path that cannot be written, or no pyarrow.
    """
    if format not in FORMATS:
        raise UsageError(f"there is no export format {format!r}; choose from {', '.join(FORMATS)}")
    with opened(out) as stream:
        if format == "jsonl":
            from contested.export.jsonl import Record, write_jsonl

            records: Iterable[Record] = chain(runs, _whole(documents), claims, incidents, judgements)
            return write_jsonl(stream, records, names=include_names is not False)
        disclosure = Disclosure(names=bool(include_names), sentences=include_sentences, sites=sites)
        heads = heads_of(documents)
        if format == "claims-csv":
            from contested.export.csvfile import write_claims_csv

            return write_claims_csv(stream, claims, heads, disclosure)
        return _incident_writer(format, shapes)(stream, incidents, heads, disclosure)


def _incident_writer(
    format: str, shapes: Callable[[str], Sequence[Sequence[Sequence[float]]]] | None
) -> Callable[[IO[bytes], Iterable[Incident], Heads, Disclosure], int]:
    if format == "geojson":
        from contested.export.geojson import write_geojson

        return partial(write_geojson, shapes=shapes)
    if format == "parquet":
        from contested.export.parquet import write_parquet

        return write_parquet
    from contested.export.csvfile import write_csv

    return write_csv


def _whole(documents: Iterable[Report]) -> Iterable[Document]:
    for document in documents:
        if not isinstance(document, Document):
            raise UsageError("JSONL needs whole documents, not their heads")
        yield document
