"""Options that several commands share, and how their words become values."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from contested.model.errors import UsageError

if TYPE_CHECKING:
    from contested.ledger import Ledger
    from contested.model import FieldName
    from contested.pipeline import ReaderOptions
    from contested.read import ReadOptions

DEFAULT_LEDGER = "contested.ledger"

LedgerFile = Annotated[
    Path | None,
    typer.Option(
        "--ledger",
        metavar="FILE",
        help="The ledger; without it $CONTESTED_LEDGER, else ./contested.ledger.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="JSON on stdout, for machines.")]
Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="Only what may have happened on this day or later.")
]
Until = Annotated[
    str | None, typer.Option(metavar="DATE", help="Only what may have happened on this day or earlier.")
]
Place = Annotated[str | None, typer.Option(metavar="NAME", help="Only at places whose name contains this.")]
Country = Annotated[str | None, typer.Option(metavar="NAME", help="Only in this country, e.g. Syria.")]
Actor = Annotated[
    str | None, typer.Option(metavar="NAME", help="Only where a perpetrator or target contains this.")
]
Type = Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Only this type, e.g. air_strike.")]
Contested = Annotated[
    bool | None, typer.Option("--contested/--not-contested", help="Only with, or without, a contested field.")
]
Limit = Annotated[int, typer.Option(min=0, metavar="N", help="At most this many rows; 0 for all.")]
Reader = Annotated[str, typer.Option("--reader", metavar="NAME", help="Which reader reads the claims.")]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Publication date (YYYY-MM-DD) of documents that give none."),
]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Outlet of documents that name none.")]
Mapping = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN",
        help="Which column of JSONL or CSV holds a field, e.g. --map text=body --map published=date.",
        show_default=False,
    ),
]
InputFormat = Annotated[
    str | None,
    typer.Option(
        "--input-format",
        metavar="FORMAT",
        help="Take the input for text, html, jsonl, json, csv, tsv, feed, warc, pdf or eml; else guessed.",
    ),
]
Coded = Annotated[
    str | None,
    typer.Option(
        "--coded",
        metavar="MAPPING",
        help="The input is tables that people coded: acled, maverick, ucdp-ged or a mapping file.",
        show_default=False,
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        min=1, metavar="N", help="Worker processes; without it as many as there are cores, at most 4."
    ),
]

Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="--reader llm: the model to ask.", show_default=False),
]
BaseUrl = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="--reader llm: an OpenAI-compatible server, e.g. http://localhost:8080/v1; its key, if it "
        "wants one, in $CONTESTED_LLM_KEY.",
        show_default=False,
    ),
]
CacheDir = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        help="--reader llm: where answers are kept; without it the user's cache folder.",
        show_default=False,
    ),
]
Timeout = Annotated[
    float | None,
    typer.Option(
        min=0.1,
        metavar="SECONDS",
        help="--reader llm: longest wait for an answer; 300 without it.",
        show_default=False,
    ),
]
Param = Annotated[
    list[str] | None,
    typer.Option(
        "--param",
        metavar="NAME=VALUE",
        help="--reader llm: a parameter of the request, its value as JSON; null leaves ours out.",
        show_default=False,
    ),
]
PriceIn = Annotated[
    float | None,
    typer.Option(
        min=0, metavar="PRICE", help="--reader llm: price of a million tokens sent.", show_default=False
    ),
]
PriceOut = Annotated[
    float | None,
    typer.Option(
        min=0, metavar="PRICE", help="--reader llm: price of a million tokens received.", show_default=False
    ),
]


def ledger_path(given: Path | None) -> Path:
    """The ledger meant: the option, else the environment, else ./contested.ledger."""
    return given or Path(os.environ.get("CONTESTED_LEDGER") or DEFAULT_LEDGER)


def existing_ledger(given: Path | None) -> Ledger:
    """The ledger opened for reading. Raises UsageError when there is none yet."""
    from contested.ledger import open_ledger

    path = ledger_path(given)
    if not path.exists():
        raise UsageError(
            f"there is no ledger at {path}; make one with: contested ingest PATH --ledger {path}"
        )
    return open_ledger(path, create=False, read_only=True)


def date_of(words: str | None, option: str) -> dt.date | None:
    """A date as YYYY-MM-DD, YYYY-MM or YYYY; the short forms mean the first or (--until) last day."""
    if words is None:
        return None
    parts = words.split("-")
    try:
        numbers = [int(p) for p in parts]
        if len(numbers) == 3:
            return dt.date(*numbers)
        first = dt.date(numbers[0], numbers[1] if len(numbers) == 2 else 1, 1)
        if len(numbers) > 2 or option != "--until":
            return first
        after = dt.date(first.year + 1, 1, 1) if len(numbers) == 1 else first + dt.timedelta(days=31)
        return (after.replace(day=1)) - dt.timedelta(days=1)
    except (ValueError, TypeError, OverflowError) as error:
        raise UsageError(f"{option} {words!r} is not a date; write it as 2019-08-27") from error


def type_of(name: str | None) -> str | None:
    """A type of the ontology. Raises UsageError that lists the types."""
    if name is None:
        return None
    from contested.model import ontology

    key = name.strip().lower().replace(" ", "_").replace("-", "_")
    if key not in ontology().types:
        raise UsageError(f"there is no type {name!r}; there are {', '.join(ontology().types)}")
    return key


def mapping_of(pairs: list[str] | None) -> dict[str, str]:
    """`["text=body"]` as `{"text": "body"}`. Raises UsageError for anything else."""
    found: dict[str, str] = {}
    for pair in pairs or []:
        field, equals, column = pair.partition("=")
        if not (field and equals and column):
            raise UsageError(f"--map wants FIELD=COLUMN, e.g. --map text=body, not {pair!r}")
        found[field.strip()] = column
    return found


def field_of(name: str | None) -> FieldName | None:
    """A field of incidents. Raises UsageError that lists them."""
    if name is None:
        return None
    from contested.model import FieldName

    for known in get_args(FieldName):
        if known == name.strip().lower():
            return known  # type: ignore[no-any-return]
    raise UsageError(f"there is no field {name!r}; there are {', '.join(get_args(FieldName))}")


def read_options(
    published: str | None, outlet: str | None, mapping: list[str] | None, input_format: str | None
) -> ReadOptions:
    """What documents are told that do not say it themselves. Raises UsageError for a word out of place."""
    from contested.read import ReadOptions

    return ReadOptions(
        published=date_of(published, "--published"),
        outlet=outlet,
        mapping=mapping_of(mapping),
        format=input_format,
    )


def reader_options(
    *,
    model: str | None,
    base_url: str | None,
    cache_dir: Path | None,
    timeout: float | None,
    params: list[str] | None,
    price_in: float | None = None,
    price_out: float | None = None,
) -> ReaderOptions:
    """What a reader that asks a server is told. Raises UsageError for a parameter without a value."""
    from contested.extract.options import TIMEOUT
    from contested.pipeline import ReaderOptions

    pairs = [pair.partition("=") for pair in params or []]
    for name, equals, _ in pairs:
        if not (name and equals):
            raise UsageError(f"--param wants NAME=VALUE, e.g. --param max_tokens=2000, not {name!r}")
    return ReaderOptions(
        model=model,
        base_url=base_url,
        cache_dir=str(cache_dir) if cache_dir else None,
        timeout=timeout or TIMEOUT,
        parameters=tuple((name.strip(), value) for name, _, value in pairs),
        price_in=price_in,
        price_out=price_out,
    )
