"""Who is behind an incident: independent origins, and which reports are copies of one text."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from contested.cli.clean import clean
from contested.cli.page.style import PARTY, day
from contested.model import DocumentHead, Incident

MOST = 8


def count_line(incident: Incident) -> str:
    """ "3 reports, 2 independent sources"; copies said when there are any."""
    reports, origins = len(incident.document_ids), len(incident.origins)
    copied = sum(len(group) - 1 for group in incident.copies if len(group) > 1)
    words = f"{_many(reports, 'report')}, {_many(origins, 'independent source')}"
    return f"{words}, {_many(copied, 'copy', 'copies')}" if copied else words


def sources_section(incident: Incident, heads: Mapping[str, DocumentHead]) -> RenderableType:
    """Origins with the reports that rest on each; copies stand together under the first."""
    by_origin: dict[str, dict[str, None]] = {origin: {} for origin in incident.origins}
    parties: set[str] = set()
    for found in incident.fields:
        for position in found.positions:
            for holder in position.holders:
                by_origin.setdefault(holder.origin, {}).setdefault(holder.document_id, None)
                if holder.party:
                    parties.add(holder.origin)
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", style="dim", no_wrap=True)
    grid.add_column()
    for n, (origin, documents) in enumerate(by_origin.items(), start=1):
        line = Text(clean(origin), style="bold")
        if origin in parties:
            line.append(f" {PARTY} party to the event", style="magenta")
        if documents:
            line.append(f"  in {_names(list(documents), heads)}", style="not bold dim")
        grid.add_row(f"{n}.", line)
    for group in incident.copies:
        if len(group) > 1:
            grid.add_row("≡", Text(f"one text, counted once: {_names(list(group), heads)}", style="yellow"))
    return grid


def _names(ids: list[str], heads: Mapping[str, DocumentHead]) -> str:
    names = []
    for id_ in ids[:MOST]:
        head = heads.get(id_)
        names.append(f"{clean(head.outlet or id_)} ({day(head.published)})" if head else id_)
    more = f" and {len(ids) - MOST} more" if len(ids) > MOST else ""
    return ", ".join(names) + more


def _many(count: int, one: str, many: str | None = None) -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
