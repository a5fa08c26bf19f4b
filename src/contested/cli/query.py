"""`contested incidents`, `contested claims` and `contested documents`: lists out of a ledger."""

from __future__ import annotations

import enum
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from contested.cli import options
from contested.cli.clean import clean, shorten
from contested.cli.console import out, write_lines

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from contested.ledger import Ledger
    from contested.model import Document, Harm, Incident


class Sort(enum.StrEnum):
    """What the incidents are sorted by."""

    date = "date"
    harm = "harm"
    origins = "origins"
    contested = "contested"


def incidents(
    ledger: options.LedgerFile = None,
    since: options.Since = None,
    until: options.Until = None,
    place: options.Place = None,
    country: options.Country = None,
    actor: options.Actor = None,
    type_: options.Type = None,
    contested: options.Contested = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--contested-on", metavar="FIELD", help="Only contested on this field, e.g. perpetrator."
        ),
    ] = None,
    sort: Annotated[
        Sort, typer.Option(help="date: newest first; harm, origins, contested: most first.")
    ] = Sort.date,
    limit: options.Limit = 30,
    json_: options.Json = False,
) -> None:
    """List incidents.

    What, where, when, killed, how many independent sources, and what is contested.

    Example: contested incidents --place Idlib --since 2019-08 --contested
    """
    from contested.ledger import IncidentQuery

    query = IncidentQuery(
        since=options.date_of(since, "--since"),
        until=options.date_of(until, "--until"),
        place=place,
        country=country,
        actor=actor,
        type=options.type_of(type_),
        contested=options.field_of(on) or contested,
        sort=sort.value,
        limit=limit or None,
    )
    with options.existing_ledger(ledger) as store:
        page = store.incidents(query)
    if json_:
        from contested.model import to_builtins

        write_lines(to_builtins(incident) for incident in page.incidents)
        return
    if not page.incidents:
        sys.stdout.write("no incident fits\n")
        return
    out().print(incidents_table(page.incidents))
    shown = len(page.incidents)
    more = "" if shown == page.total else f" of {page.total:,} (--limit 0 for all)"
    sys.stdout.write(f"{shown:,}{more}; one of them: contested show {page.incidents[0].id}\n")


def incidents_table(found: tuple[Incident, ...]) -> Table:
    """One row per incident."""
    from contested.cli.page.style import dates, event_name, place_name

    table = _table(
        ("incident", None),
        ("when", None),
        ("what", 5),
        ("where", 4),
        ("killed", None),
        ("src", None),
        ("contested", 3),
    )
    for incident in found:
        harm = next((h for h in incident.harm if h.kind == "killed"), None)
        table.add_row(
            incident.id[:10],
            dates(incident.start, incident.end),
            event_name(incident),
            place_name(incident.place, incident.country, incident.admin1),
            _range(harm),
            str(len(incident.origins)),
            _contested(incident),
        )
    return table


def _contested(incident: Incident) -> Text | str:
    from rich.text import Text

    from contested.cli.page.style import STATE

    symbol, style = STATE["contested"]
    return Text(f"{symbol} {', '.join(incident.contested)}", style=style) if incident.contested else ""


def _range(harm: Harm | None) -> str:
    if harm is None or (harm.low is None and harm.best is None and harm.high is None):
        return ""
    low, high = ("?" if n is None else f"{n:,}" for n in (harm.low, harm.high))
    return low if low == high else f"{low}–{high}"


def claims(
    ledger: options.LedgerFile = None,
    since: options.Since = None,
    until: options.Until = None,
    place: options.Place = None,
    country: options.Country = None,
    actor: options.Actor = None,
    type_: options.Type = None,
    document: Annotated[str | None, typer.Option(metavar="ID", help="Only of this document.")] = None,
    limit: options.Limit = 50,
    json_: options.Json = False,
) -> None:
    """List claims, each with its sentence.

    Example: contested claims --actor Russia --type air_strike --json
    """
    from contested.ledger import ClaimQuery

    with options.existing_ledger(ledger) as store:
        query = ClaimQuery(
            since=options.date_of(since, "--since"),
            until=options.date_of(until, "--until"),
            place=place,
            country=country,
            actor=actor,
            type=options.type_of(type_),
            document=_whole_id(store, document),
            limit=limit or None,
        )
        found = store.claims(query)
        if json_:
            from contested.model import to_builtins

            write_lines(to_builtins(claim) for claim in found)
            return
        from contested.cli.page.claims import claim_line

        console, shown = out(), 0
        for claim in found:
            shown += 1
            console.print(claim_line(claim))
            console.print(f"  “{shorten(claim.quote, 300)}”", style="dim")
            console.print(f"  {claim.id}  in {claim.document_id}", style="dim")
    if shown == 0:
        sys.stdout.write("no claim fits\n")
    elif shown == limit:
        sys.stdout.write(f"the first {shown:,} (--limit 0 for all)\n")


def _whole_id(store: Ledger, prefix: str | None) -> str | None:
    from contested.model import UsageError

    if prefix is None:
        return None
    document = store.document(prefix)
    if document is None:
        raise UsageError(f"there is no document {prefix!r}; see: contested documents")
    return document.id


def documents(
    ledger: options.LedgerFile = None,
    since: options.Since = None,
    until: options.Until = None,
    outlet: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only of outlets that contain this.")
    ] = None,
    limit: options.Limit = 50,
    json_: options.Json = False,
) -> None:
    """List documents.

    Newest first, with how many claims were read in each.

    Example: contested documents --outlet Gazette --since 2019-08-28
    """
    from contested.ledger import DocumentQuery

    query = DocumentQuery(
        since=options.date_of(since, "--since"),
        until=options.date_of(until, "--until"),
        outlet=outlet,
        limit=limit or None,
    )
    with options.existing_ledger(ledger) as store:
        counted = (n for _, n in store.document_heads(query))
        found = list(zip(map(_bare, store.documents(query)), counted, strict=True))
        total = store.counts()["documents"]
    if json_:
        write_lines(_document_row(document, n) for document, n in found)
        return
    if not found:
        sys.stdout.write("no document fits\n")
        return
    table = _table(("document", None), ("published", None), ("outlet", 2), ("title", 5), ("claims", None))
    for d, n in found:
        title = shorten(d.title or d.locator, 120)
        table.add_row(d.id[:10], str(d.published or "no date"), clean(d.outlet or ""), title, str(n))
    out().print(table)
    sys.stdout.write(f"{len(found):,} of {total:,} documents\n")


def _bare(document: Document) -> Document:
    from msgspec.structs import replace

    return replace(document, text="")  # a list of documents must not hold all their texts


def _document_row(document: Document, n_claims: int) -> dict[str, Any]:
    return {
        "id": document.id,
        "key": document.key,
        "published": document.published.isoformat() if document.published else None,
        "outlet": document.outlet,
        "title": document.title,
        "url": document.url,
        "language": document.language,
        "locator": document.locator,
        "notes": list(document.notes),
        "claims": n_claims,
    }


def _table(*columns: tuple[str, int | None]) -> Table:
    """A ruled table; a column without a ratio is as wide as its content."""
    from rich.table import Table

    from contested.cli.page.fields import RULED

    table = Table(box=RULED, expand=True, padding=(0, 1), header_style="dim", border_style="dim")
    for name, ratio in columns:
        numeric = name in ("killed", "src", "claims")
        table.add_column(name, ratio=ratio, no_wrap=ratio is None, justify="right" if numeric else "left")
    return table
