"""`contested gazetteer`: places that a user adds to the shipped ones."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contested.cli import options
from contested.cli.console import out, say, text, write_lines

app = typer.Typer(
    no_args_is_help=True,
    help="Add places: a dump of GeoNames or a CSV of your own. Reports are read anew after a change.\n\n"
    "They are kept in $CONTESTED_DATA, else in the platform's folder for data of programs.",
)


@app.command("add", no_args_is_help=True)
def add(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="GeoNames dump (SY.txt), or CSV: name, lat, lon [country, admin1, kind, aliases, radius_km]",
        ),
    ],
    name: Annotated[
        str | None, typer.Option("--name", help="Name to keep it under; else the file's.")
    ] = None,
) -> None:
    """Add the places of a file; what was kept under the same name is replaced.

    Example: contested gazetteer add SY.txt
    """
    from contested.resolve import additions
    from contested.resolve.gazetteer import shipped

    entries = shipped()
    n = additions.add(file, name, lambda ref: bool(entries.by_ref(ref)))
    say(f"added {n:,} places as {name or file.stem!r}")


@app.command("list")
def list_(json_: options.Json = False) -> None:
    """List the files that were added.

    Example: contested gazetteer list
    """
    from contested.resolve import additions

    found = [(path.stem, additions.count(path)) for path in additions.files()]
    if json_:
        write_lines({"name": name, "places": n} for name, n in found)
        return
    for name, n in found:
        out().print(text(f"{name}: {n:,} places"))
    if not found:
        say("nothing was added; see `contested gazetteer add`")


@app.command("remove", no_args_is_help=True)
def remove(name: Annotated[str, typer.Argument(metavar="NAME", help="What it was added as.")]) -> None:
    """Take the places of a file away again.

    Example: contested gazetteer remove SY
    """
    from contested.resolve import additions

    additions.remove(name)
    say(f"removed {name!r}")
