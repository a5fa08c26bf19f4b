"""`contested demo`: the bundled reports, read into a ledger, down to the incident that they disagree on."""

from __future__ import annotations

import datetime as dt
import sys
from importlib.resources import as_file
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.clean import clean
from contested.cli.console import INTERRUPTED, SET_ASIDE, out
from contested.extract import DEFAULT_READER

if TYPE_CHECKING:
    from contested.ledger import Ledger
    from contested.model import Incident

STRIKE = dt.date(2019, 8, 27)
TARGET = "observation post"


def demo(
    ledger: Annotated[Path, typer.Option("--ledger", metavar="FILE", help="Where to put the ledger.")] = Path(
        "demo.ledger"
    ),
) -> None:
    """Read a bundled sample and show an incident.

    The sample is 20 reports by invented outlets that disagree about a week in Idlib in 2019.

    Example: contested demo
    """
    from contested.cli.ingest import ingest_with_progress, tell
    from contested.cli.show import parts, print_page
    from contested.demo import reports
    from contested.ledger import open_ledger
    from contested.read import ReadOptions

    with as_file(reports()) as folder:
        n = sum(1 for _ in folder.iterdir())
        sys.stdout.write(f"Reading {n} files of reports by invented outlets about one week in Idlib, 2019.\n")
        tally, seconds = ingest_with_progress(
            ledger,
            [str(folder)],
            ReadOptions(),
            reader=DEFAULT_READER,
            jobs=None,
            command="demo",
            notice=lambda words: None,
        )
    tell(tally, seconds)
    if tally.interrupted:
        raise typer.Exit(INTERRUPTED)
    with open_ledger(ledger, read_only=True) as store:
        found = the_strike(store)
        if found is not None:
            claims, heads = parts(store, found)
            sys.stdout.write("\n")
            print_page(found, claims, heads)
    tell_next(ledger, found)
    raise typer.Exit(SET_ASIDE if tally.problems else 0)


def the_strike(store: Ledger) -> Incident | None:
    """The strike on the post, asked for as anybody would; else the incident with most contested fields."""
    from contested.ledger import IncidentQuery

    asked = (
        IncidentQuery(
            since=STRIKE, until=STRIKE, actor=TARGET, contested="perpetrator", sort="origins", limit=1
        ),
        IncidentQuery(since=STRIKE, until=STRIKE, contested="perpetrator", sort="origins", limit=1),
        IncidentQuery(contested=True, sort="contested", limit=1),
        IncidentQuery(sort="origins", limit=1),
    )
    for query in asked:
        page = store.incidents(query)
        if page.incidents:
            return page.incidents[0]
    return None


def tell_next(ledger: Path, found: Incident | None) -> None:
    """What to try after the page."""
    console = out()
    name = clean(ledger)
    console.print("\nNext, try:", style="bold")
    lines = [
        f"contested incidents --ledger {name} --contested",
        f"contested claims --ledger {name} --actor Russia",
        f"contested export --ledger {name} --format geojson -o incidents.geojson",
        "contested ingest YOUR-FOLDER --ledger my.ledger",
    ]
    if found is not None:
        lines.insert(1, f"contested show {found.id} --ledger {name} --json")
    for line in lines:
        sys.stdout.write(f"  {line}\n")
