"""Harm as low-best-high bars on one scale."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from contested.cli.clean import clean
from contested.model import Harm

ALWAYS = ("killed", "injured")
"""Kinds that are listed even when nobody says anything of them: silence is not zero."""
BAR = 32


def harm_table(harm: Sequence[Harm]) -> Table:
    """A row per kind of harm: its bar, its three numbers, and the rule behind "best"."""
    by_kind = {h.kind: h for h in harm}
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), expand=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    top = max((n for h in harm for n in (h.low, h.best, h.high) if n is not None), default=0)
    for kind in dict.fromkeys([*ALWAYS, *by_kind]):
        found = by_kind.get(kind)  # type: ignore[call-overload]
        if found is None or (found.low is None and found.best is None and found.high is None):
            table.add_row(kind, Text("nobody says", style="dim"), "")
        else:
            table.add_row(kind, bar(found, top), _numbers(found))
    return table


def bar(harm: Harm, top: int, width: int = BAR) -> Text:
    """ "├━━●━━┤" from low to high with best marked; an open end is an arrow. `top` ends the scale."""
    known = [n for n in (harm.low, harm.best, harm.high) if n is not None]
    scale = max(top, 1)

    def at(number: int) -> int:
        return round(number / scale * (width - 1))

    left, right = at(min(known)), at(max(known))
    best = at(harm.best) if harm.best is not None else None
    line = Text("·" * left, style="dim")
    for x in range(left, right + 1):
        if x == best:
            line.append("●", style="bold yellow")
        elif x in (left, right):
            line.append("├" if x == left else "┤", style="yellow")
        else:
            line.append("━", style="yellow")
    if harm.high is None:
        line.append("▸", style="yellow")
    return line.append("·" * max(width - right - 1, 0), style="dim")


def _numbers(harm: Harm) -> Text:
    line = Text()
    for name, number in (("low", harm.low), ("best", harm.best), ("high", harm.high)):
        line.append(f"{name} ", style="dim")
        line.append("open" if number is None else f"{number:,}", style="bold" if name == "best" else "")
        line.append("  ")
    return line.append(f"({clean(harm.rule)})", style="dim")
