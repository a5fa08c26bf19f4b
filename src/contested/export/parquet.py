"""Parquet: incidents as a table with typed, nullable columns."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import IO, Any

from contested.export.columns import INCIDENT_COLUMNS
from contested.export.flat import Cell, Heads, incident_row
from contested.export.privacy import Disclosure
from contested.model import Incident, UsageError

_BATCH = 5_000  # rows in memory at a time; one row group each
_LARGEST = 2**63 - 1


def write_parquet(out: IO[bytes], incidents: Iterable[Incident], heads: Heads, disclosure: Disclosure) -> int:
    """One row per incident; returns how many. Raises UsageError when pyarrow is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow, which is missing here: pip install pyarrow") from error
    kinds = {
        "text": pyarrow.string(),
        "day": pyarrow.date32(),
        "int": pyarrow.int64(),
        "float": pyarrow.float64(),
        "bool": pyarrow.bool_(),
        "list": pyarrow.list_(pyarrow.string()),
    }
    schema = pyarrow.schema([pyarrow.field(c.name, kinds[c.kind]) for c in INCIDENT_COLUMNS])
    stream, n = iter(incidents), 0
    with pyarrow.parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while chunk := list(islice(stream, _BATCH)):
            rows = [_storable(incident_row(i, heads, disclosure)) for i in chunk]
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
            n += len(chunk)
    return n


def _storable(row: dict[str, Cell]) -> dict[str, Any]:
    # A count that no integer column holds is some report's absurdity; it is kept as the largest there is.
    return {
        k: min(v, _LARGEST) if isinstance(v, int) and not isinstance(v, bool) else v for k, v in row.items()
    }
