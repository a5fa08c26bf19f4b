"""The table of fields: agreed, contested or unknown, every position, and who holds it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import Box
from rich.table import Table
from rich.text import Text

from contested.cli.clean import clean
from contested.cli.page.style import PARTY, STATE, STATUS, chain
from contested.model import Field, Holder, Position

RULED = Box("    \n    \n ── \n    \n ── \n    \n    \n    \n")
"""Thin rules between fields and nothing else: no vertical lines for right-to-left text to upset."""
MOST = 4
"""Holders listed for one position; the rest are counted."""


def fields_table(fields: Sequence[Field]) -> Table:
    """A row per position. The number is of independent origins, not of reports."""
    table = Table(box=RULED, expand=True, padding=(0, 1), header_style="dim", border_style="dim")
    table.add_column("field", no_wrap=True)
    table.add_column("what is said", ratio=4)
    table.add_column("indep.", justify="right", no_wrap=True)
    table.add_column("who says so", ratio=6)
    for found in fields:
        _rows(table, found)
    return table


def _rows(table: Table, found: Field) -> None:
    symbol, style = STATE[found.state]
    name = Text(f"{symbol} {found.name}", style=style)
    name.append(f"\n  {found.state}", style="dim")
    if not found.positions:
        table.add_row(name, Text(clean(found.note) or "nobody says", style="dim"), "", "", end_section=True)
        return
    for n, position in enumerate(found.positions):
        last = n == len(found.positions) - 1
        table.add_row(
            name if n == 0 else "",
            _label(position),
            Text(str(position.origins), style="bold"),
            _holders(position.holders),
            end_section=last,
        )


def _label(position: Position) -> Text:
    statuses = {holder.status for holder in position.holders}
    words = clean(position.label)
    if position.denied:
        return (
            Text(f"✗ not {words}", style="red")
            if "not" not in words.split()
            else Text(f"✗ {words}", style="red")
        )
    if statuses == {"unclear"}:
        return Text(f"{words} (unclear)", style="dim")
    return Text(words, style="bold")


def _holders(holders: Sequence[Holder]) -> Text:
    """Each way of saying it once: a chain that several of an outlet's claims share is one line."""
    told: dict[tuple[str, bool, str], None] = {}
    for holder in holders:
        told.setdefault((chain(holder), holder.party, holder.status), None)
    lines = Text()
    for n, (words, party, status) in enumerate(list(told)[:MOST]):
        lines.append("\n" if n else "").append(words)
        if party:
            lines.append(f" {PARTY} party", style="magenta")
        if status != "asserted":
            symbol, style = STATUS[status]
            lines.append(f" {symbol} {status}", style=style)
    if len(told) > MOST:
        lines.append(f"\nand {len(told) - MOST} more", style="dim")
    return lines
