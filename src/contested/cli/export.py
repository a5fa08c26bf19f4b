"""`contested export`: the ledger in the formats that the field reads."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer

from contested.cli import options


class ExportFormat(enum.StrEnum):
    """Formats of `contested.export`."""

    jsonl = "jsonl"
    csv = "csv"
    geojson = "geojson"
    parquet = "parquet"


def export(
    format_: Annotated[ExportFormat, typer.Option("--format", help="What to write.")] = ExportFormat.jsonl,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; without it, stdout.")
    ] = None,
    ledger: options.LedgerFile = None,
    since: options.Since = None,
    until: options.Until = None,
    place: options.Place = None,
    country: options.Country = None,
    actor: options.Actor = None,
    type_: options.Type = None,
    contested: Annotated[
        bool | None,
        typer.Option("--contested/--not-contested", help="Only with, or without, a contested field."),
    ] = None,
) -> None:
    """Write incidents, their claims and documents to a file or to stdout.

    Example: contested export --format csv -o incidents.csv --country Syria
    """
    raise NotImplementedError
