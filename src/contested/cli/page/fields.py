"""The table of fields: agreed, contested or unknown, every position, and who holds it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import Box
from rich.table import Table
from rich.text import Text

from contested.cli.clean import clean
from contested.cli.page.style import PARTY, STATE, STATUS
from contested.model import Field, Position

RULED = Box("    \n    \n ── \n    \n ── \n    \n    \n    \n")
"""Thin rules between fields and nothing else: no vertical lines for right-to-left text to upset."""
MOST = {"agreed": 2, "contested": 4, "unknown": 4}
BRIEF = {"agreed": 1, "contested": 2, "unknown": 2}
"""Lines of holders for one position, by the field's state; the rest are counted."""
ALSO = 6
"""Other words for an agreed value that are listed."""


def fields_table(fields: Sequence[Field], *, brief: bool = False) -> Table:
    """A row per position. The number is of independent origins, not of reports."""
    most = BRIEF if brief else MOST
    table = Table(box=RULED, expand=True, padding=(0, 1), header_style="dim", border_style="dim")
    table.add_column("field", no_wrap=True)
    table.add_column("what is said", ratio=4)
    table.add_column("indep.", justify="right", no_wrap=True)
    table.add_column("who says so", ratio=6)
    for found in fields:
        _rows(table, found, most[found.state])
    return table


def _rows(table: Table, found: Field, most: int) -> None:
    symbol, style = STATE[found.state]
    name = Text(f"{symbol} {found.name}", style=style)
    name.append(f"\n  {found.state}", style="dim")
    if not found.positions:
        table.add_row(name, Text(clean(found.note) or "nobody says", style="dim"), "", "", end_section=True)
        return
    shown = found.positions[:1] if found.state == "agreed" else found.positions
    for n, position in enumerate(shown):
        said = _label(position)
        if found.state == "agreed":
            said.append(_also(found.positions[1:]), style="not bold dim")
        table.add_row(
            name if n == 0 else "",
            said,
            _counted(position),
            _holders(position, most),
            end_section=n == len(shown) - 1,
        )


def _counted(position: Position) -> Text:
    """Origins, and under them how many are no party to the event where some are."""
    count = Text(str(position.origins), style="bold")
    if position.independent is not None and position.independent < position.origins:
        count.append(f"\n{position.independent} no party", style="not bold dim")
    return count


def _also(positions: Sequence[Position]) -> str:
    """Compatible values of an agreed field: other words, or more and less precise ones."""
    if not positions:
        return ""
    more = f" and {len(positions) - ALSO} more" if len(positions) > ALSO else ""
    return "\nalso: " + "; ".join(clean(p.label) for p in positions[:ALSO]) + more


def _label(position: Position) -> Text:
    words = clean(position.label)
    if position.denied:
        return Text(f"✗ {words}" if words.startswith("not ") else f"✗ not {words}", style="red")
    if all(holder.status == "unclear" for holder in position.holders):
        return Text(words if "unclear" in words else f"{words} (unclear)", style="dim")
    return Text(words, style="bold")


def _holders(position: Position, most: int) -> Text:
    """Each speaker once, with all outlets that carry it; own voices outlet by outlet."""
    told: dict[tuple[str, bool, str], dict[str, bool]] = {}
    for holder in position.holders:
        outlet = clean(holder.outlet or "unnamed outlet")
        key = (clean(" → ".join(holder.chain)) or f"\0{outlet}", holder.party, holder.status)
        outlets = told.setdefault(key, {})
        outlets[outlet] = outlets.get(outlet, True) and holder.section == "title"
    lines = Text()
    for n, ((speaker, party, status), outlets) in enumerate(list(told.items())[:most]):
        lines.append("\n" if n else "").append(_speaker(speaker, outlets))
        if party:
            lines.append(f" {PARTY} party", style="magenta")
        if status != ("denied" if position.denied else "asserted"):
            symbol, style = STATUS[status]
            lines.append(f" {symbol} {status}", style=style)
    if len(told) > most:
        lines.append(f"\nand {len(told) - most} more", style="dim")
    return lines


def _speaker(speaker: str, outlets: dict[str, bool]) -> str:
    """ "A medic → Wire One, via Outlet A, Outlet B"; "Outlet A itself"; "Outlet A (headline)"."""
    if speaker.startswith("\0"):
        only_in_headline = all(outlets.values())
        return f"{speaker[1:]} (headline)" if only_in_headline else f"{speaker[1:]} itself"
    return f"{speaker}, via {', '.join(outlets)}"
