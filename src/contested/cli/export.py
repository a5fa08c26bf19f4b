"""`contested export`: the ledger in the formats that the field reads."""

from __future__ import annotations

import enum
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from contested.cli import options
from contested.cli.console import say

if TYPE_CHECKING:
    from contested.ledger import IncidentQuery, Ledger
    from contested.model import Incident


class ExportFormat(enum.StrEnum):
    """Formats of `contested.export`."""

    jsonl = "jsonl"
    csv = "csv"
    claims_csv = "claims-csv"
    geojson = "geojson"
    parquet = "parquet"


def export(
    format_: Annotated[
        ExportFormat, typer.Option("--format", help="jsonl is lossless; the others are tables of incidents.")
    ] = ExportFormat.jsonl,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; without it, stdout.")
    ] = None,
    names: Annotated[
        bool | None,
        typer.Option("--names/--no-names", help="Private persons' names; only jsonl has them by itself."),
    ] = None,
    sentences: Annotated[bool, typer.Option("--sentences", help="The reports' sentences in tables.")] = False,
    rules: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Best counts by these aggregation rules.", show_default=False),
    ] = None,
    ledger: options.LedgerFile = None,
    since: options.Since = None,
    until: options.Until = None,
    place: options.Place = None,
    country: options.Country = None,
    actor: options.Actor = None,
    type_: options.Type = None,
    contested: options.Contested = None,
) -> None:
    """Write the ledger to a file.

    Without filters everything, else the incidents that fit with their claims and documents.

    Example: contested export --format csv -o incidents.csv --country Syria
    """
    from contested.export import write_export
    from contested.ledger import IncidentQuery

    query = IncidentQuery(
        since=options.date_of(since, "--since"),
        until=options.date_of(until, "--until"),
        place=place,
        country=country,
        actor=actor,
        type=options.type_of(type_),
        contested=contested,
        limit=None,
    )
    with options.existing_ledger(ledger) as store:
        records = _records(store, query, whole=format_ is ExportFormat.jsonl)
        if rules is not None:
            records["incidents"] = _reweighed(store, records["incidents"], rules)
        n = write_export(
            format_.value,
            output or _stdout(format_),
            include_names=names,
            include_sentences=sentences,
            **_maps(format_),
            **records,
        )
    if output:
        say(f"wrote {n:,} records to {output}")


def _reweighed(store: Ledger, found: Iterable[Incident], rules: Path) -> Iterator[Incident]:
    """The incidents with best counts by a rules file."""
    from contested.ledger import ClaimQuery
    from contested.link.weigh import load_rules, reweighed

    given = load_rules(rules)  # at once: a wrong file is told before anything is written
    return (
        reweighed(each, {c.id: c for c in store.claims(ClaimQuery(incident=each.id))}, given)
        for each in found
    )


def _maps(format_: ExportFormat) -> dict[str, Any]:
    """Polygons for geojson, and the watched sites for every table."""
    from contested.resolve.gazetteer import gazetteer
    from contested.resolve.sites import told, watched

    known = watched()
    sites = (lambda place: told(known, place)) if known else None
    return {"sites": sites, "shapes": gazetteer().polygon if format_ is ExportFormat.geojson else None}


def _records(store: Ledger, query: IncidentQuery, *, whole: bool) -> dict[str, Any]:
    """What to write: everything, or the incidents that fit with their claims and documents."""
    from contested.ledger import IncidentQuery

    if query == IncidentQuery(limit=None):
        heads = (head for head, _ in store.document_heads())
        found = {
            "incidents": store.each_incident(query),
            "claims": store.claims(),
            "documents": store.documents() if whole else heads,
        }
        return found | ({"judgements": store.judgements(), "runs": store.runs()} if whole else {})
    claims: set[str] = set()
    documents: set[str] = set()
    for incident in store.each_incident(query):
        claims.update(incident.claim_ids)
        documents.update(incident.document_ids)
    heads = (head for head, _ in store.document_heads() if head.id in documents)
    texts = (document for document in store.documents() if document.id in documents)
    return {
        "incidents": store.each_incident(query),
        "claims": (claim for claim in store.claims() if claim.id in claims),
        "documents": texts if whole else heads,
    }


def _stdout(format_: ExportFormat) -> IO[bytes]:
    from contested.model import UsageError

    if format_ is ExportFormat.parquet and sys.stdout.isatty():
        raise UsageError("Parquet is not for a terminal: give a file with -o")
    sys.stdout.flush()
    return sys.stdout.buffer
