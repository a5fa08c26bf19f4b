"""What was known when, as text: the day's remark, and the table of what each report changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from contested.cli.clean import clean
from contested.cli.page.style import day
from contested.model import DocumentHead

if TYPE_CHECKING:
    from contested.link.history import Change, Known, Step

MOST = 6


def remark(known: Known, heads: Mapping[str, DocumentHead]) -> Text:
    """Which reports the page rests on, and which not."""
    line = Text(f"As of {day(known.day)}: {len(known.reports)} reports", style="bold")
    for label, ids in (("came out later", known.later), ("have no date and are left out", known.undated)):
        if ids:
            names = [clean(h.outlet or i) if (h := heads.get(i)) else i for i in ids[:MOST]]
            more = f" and {len(ids) - MOST} more" if len(ids) > MOST else ""
            line.append(f"\n{len(ids)} {label}: {', '.join(names)}{more}", style="not bold dim")
    return line


def history_table(steps: Sequence[Step]) -> Table:
    """A row per report and field that it changed."""
    table = Table(box=None, expand=True, padding=(0, 1), header_style="dim")
    table.add_column("published", no_wrap=True)
    table.add_column("report", ratio=2)
    table.add_column("field", no_wrap=True)
    table.add_column("from", ratio=3)
    table.add_column("to", ratio=3)
    for step in steps:
        named = [Text(day(step.published), style="cyan"), Text(clean(step.outlet or step.document_id))]
        if not step.changes:
            table.add_row(*named, Text("changed nothing", style="dim"), "", "")
        for n, change in enumerate(step.changes):
            table.add_row(*(named if n == 0 else ["", ""]), *_change(change), end_section=False)
    return table


def _change(change: Change) -> list[Text]:
    return [
        Text(clean(change.field), style="bold"),
        Text(clean(change.before or "not said"), style="dim"),
        Text(clean(change.after or "not said")),
    ]
