"""`contested show --as-of` and `--history`: what was known on a day, and what each report changed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from contested.cli.console import out, write_json

if TYPE_CHECKING:
    from contested.link.history import Known
    from contested.model import Claim, DocumentHead, Incident


def parse_day(words: str) -> dt.date:
    """A date as 2019-08-28. Raises UsageError for anything else."""
    from contested.model import UsageError

    try:
        return dt.date.fromisoformat(words)
    except ValueError as error:
        raise UsageError(f"{words!r} is not a date: write 2019-08-28") from error


def known_on(day: dt.date, incident: Incident, claims: list[Claim], heads: dict[str, DocumentHead]) -> Known:
    """The incident as it stood at the end of the day. Raises UsageError when no report was out."""
    from contested.link.history import as_of
    from contested.model import UsageError

    known = as_of(incident, heads, claims, day)
    if known.incident is None:
        undated = f"; {len(known.undated)} reports have no date" if known.undated else ""
        raise UsageError(f"nothing about {incident.id} had been published by {day}{undated}")
    return known


def print_remark(known: Known, heads: dict[str, DocumentHead]) -> None:
    """What the page under it rests on."""
    from contested.cli.page.knowledge import remark

    out().print(remark(known, heads))


def as_object(known: Known) -> dict[str, Any]:
    """The day, and the reports that were out, later or undated."""
    return {
        "day": known.day.isoformat(),
        "reports": list(known.reports),
        "later": list(known.later),
        "undated": list(known.undated),
    }


def show_history(
    incident: Incident, claims: list[Claim], heads: dict[str, DocumentHead], *, json: bool, width: int | None
) -> None:
    """The steps on stdout, as a table or as JSON."""
    from contested.link.history import history
    from contested.model import to_builtins

    steps = history(incident, heads, claims)
    if json:
        write_json({"incident": incident.id, "history": [to_builtins(step) for step in steps]})
        return
    from contested.cli.page.knowledge import history_table

    console = out()
    if width:
        console.width = width
    console.print(history_table(steps))
