"""The command line: one app, one module per group of commands, nothing heavy imported until it is used."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from contested import __version__
from contested.cli import (
    actors,
    annotate,
    demo,
    export,
    gazetteer,
    ingest,
    query,
    read,
    sensitivity,
    show,
    sites,
)
from contested.cli.console import ERROR, INTERRUPTED, forgiving_streams, say
from contested.model.errors import ContestedError

app = typer.Typer(
    name="contested",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reports of armed conflict go in; who says that who did what to whom comes out, with the words "
    "that prove it.\n\nExit status: 0 fine, 1 an error, 2 a wrong command line, 3 finished but something "
    "was set aside (see `contested problems`), 130 interrupted.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"contested {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


app.command("read", no_args_is_help=True)(read.read)
app.command("ingest", no_args_is_help=True)(ingest.ingest)
app.command("problems")(ingest.problems)
app.command("incidents")(query.incidents)
app.command("show", no_args_is_help=True)(show.show)
app.command("claims")(query.claims)
app.command("documents")(query.documents)
app.command("sensitivity")(sensitivity.sensitivity)
app.command("export")(export.export)
app.command("annotate", no_args_is_help=True)(annotate.annotate)
app.command("demo")(demo.demo)
app.add_typer(actors.app, name="actors")
app.add_typer(sites.app, name="sites")
app.add_typer(gazetteer.app, name="gazetteer")


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit. An error that we foresaw is one line, never a traceback."""
    forgiving_streams()
    try:
        app(args=arguments, standalone_mode=True)
    except ContestedError as error:
        say(f"error: {error}")
        sys.exit(ERROR)
    except KeyboardInterrupt:
        say("interrupted")
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
