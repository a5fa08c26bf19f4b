"""`contested sites`: the sites that a user watches."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contested.cli import options
from contested.cli.console import out, say, text, write_lines

app = typer.Typer(
    no_args_is_help=True,
    help="Watch sites: claims that name one or fall near one say so, with the distance.\n\n"
    "Lists are kept in $CONTESTED_DATA, else in the platform's folder for data of programs.",
)

ListName = Annotated[str | None, typer.Option("--name", help="Name of the list; without it the file's.")]


@app.command("add", no_args_is_help=True)
def add(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="GeoJSON, or CSV with name, lat, lon [kind, aliases, radius_km]."
        ),
    ],
    name: ListName = None,
) -> None:
    """Watch the sites of a file; a list of the same name is replaced.

    Example: contested sites add hospitals.geojson
    """
    from contested.resolve import sites

    n = sites.add(file, name)
    say(f"watching {n:,} sites as {name or file.stem!r}")


@app.command("list")
def list_(json_: options.Json = False) -> None:
    """List the watched sites.

    Example: contested sites list
    """
    from contested.model import to_builtins
    from contested.resolve import sites

    found = sites.lists()
    if json_:
        write_lines({"list": name, **to_builtins(site)} for name, known in found.items() for site in known)
        return
    console = out()
    for name, known in found.items():
        console.print(text(f"{name}: {len(known)} sites", "bold"))
        for site in known:
            kind = f" ({site.kind})" if site.kind else ""
            console.print(text(f"  {site.name}{kind}  {site.latitude:.4f}, {site.longitude:.4f}"))
    if not found:
        say("no sites are watched; see `contested sites add`")


@app.command("remove", no_args_is_help=True)
def remove(name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the list.")]) -> None:
    """Stop watching a list.

    Example: contested sites remove hospitals
    """
    from contested.resolve import sites

    sites.remove(name)
    say(f"no longer watching {name!r}")
