"""`contested read`: claims out of documents, no ledger touched."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from contested.cli import options
from contested.cli.console import SET_ASIDE, say, write_lines
from contested.extract import DEFAULT_READER

if TYPE_CHECKING:
    from contested.model import Problem
    from contested.pipeline import Outcome, ReaderOptions


class ReadFormat(enum.StrEnum):
    """What `contested read` prints."""

    jsonl = "jsonl"
    table = "table"


def read(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="Files, folders, globs, URLs, or - for stdin.", show_default=False
        ),
    ],
    published: options.Published = None,
    outlet: options.Outlet = None,
    reader: options.Reader = DEFAULT_READER,
    format_: Annotated[
        ReadFormat | None,
        typer.Option(
            "--format", help="jsonl: an object per document; table: for people.", show_default=False
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Per claim: each field, its words, its meaning and its rule.")
    ] = False,
    mapping: options.Mapping = None,
    input_format: options.InputFormat = None,
    jobs: options.Jobs = None,
    model: options.Model = None,
    base_url: options.BaseUrl = None,
    cache_dir: options.CacheDir = None,
    timeout: options.Timeout = None,
    param: options.Param = None,
    price_in: options.PriceIn = None,
    price_out: options.PriceOut = None,
) -> None:
    """Print the claims of reports; no ledger needed.

    Without --format it prints JSON Lines when piped and a table on a terminal.

    Example: contested read report.txt --published 2019-08-28 --explain
    """
    from contested.pipeline import default_jobs, outcomes

    given = options.read_options(published, outlet, mapping, input_format)
    asked = options.reader_options(
        model=model,
        base_url=base_url,
        cache_dir=cache_dir,
        timeout=timeout,
        params=param,
        price_in=price_in,
        price_out=price_out,
    )
    results = outcomes(
        paths, given, reader=reader, jobs=jobs or default_jobs(), notice=say, reader_options=asked
    )
    told = _Told()
    try:
        _print(told.only_outcomes(results), explain, format_ or _default_format())
    finally:
        for line in spent_lines(told.counts, asked):
            say(line)
    raise typer.Exit(SET_ASIDE if told.problems else 0)


def _print(results: Iterator[Outcome], explain: bool, format_: ReadFormat) -> None:
    if explain:
        from contested.cli.explain import print_explained

        print_explained(results)
    elif format_ is ReadFormat.table:
        from contested.cli.explain import print_table

        print_table(results)
    else:
        write_lines(as_row(outcome) for outcome in results)


def as_row(outcome: Outcome) -> dict[str, Any]:
    """One document in the shape of the annotation guidelines, with spans, resolved forms and versions."""
    from contested.link import contested_fields
    from contested.model import to_builtins

    document = outcome.document
    return {
        "id": document.key or document.id,
        "document": document.id,
        "published": document.published.isoformat() if document.published else None,
        "title": document.title,
        "outlet": document.outlet,
        "version": outcome.claims[0].version if outcome.claims else None,
        "claims": [to_builtins(claim) for claim in outcome.claims],
        "contested": [
            {"event": c.event, "field": c.field, "note": c.note} for c in contested_fields(outcome.claims)
        ],
    }


class _Told:
    """Passes outcomes on, and tells each problem on stderr as it comes."""

    def __init__(self) -> None:
        self.problems = 0
        self.counts: Counter[str] = Counter()

    def only_outcomes(self, results: Iterator[Outcome | Problem]) -> Iterator[Outcome]:
        from contested.model import Problem

        for result in results:
            problems = [result] if isinstance(result, Problem) else [result.problem, result.remark]
            for problem in problems:
                if problem is not None:
                    self.problems += 1
                    say(problem_line(problem))
            if not isinstance(result, Problem):
                self.counts.update(result.counts)
                yield result


def problem_line(problem: Problem) -> str:
    """ "set aside news.csv, row 3: reason"."""
    at = f"{problem.file}, {problem.record}" if problem.record else problem.file
    return f"set aside {at}: {problem.reason}"


def spent_lines(counts: Mapping[str, int], asked: ReaderOptions) -> Iterator[str]:
    """What a reader that asks a server has spent, and how much of its answers the text does not have."""
    from contested.extract import account
    from contested.pipeline import cost

    calls, cached = counts.get(account.CALLS, 0), counts.get(account.CACHED, 0)
    if not calls and not cached:
        return
    price = cost(counts, asked)
    yield (
        f"{asked.model}: {calls:,} calls, {cached:,} answers from the cache, "
        f"{counts.get(account.SENT, 0):,} tokens sent, {counts.get(account.RECEIVED, 0):,} received"
        + (f", cost {price:,.4f}" if price is not None else "")
        + (f"; {n:,} calls told no token count" if (n := counts.get(account.UNCOUNTED, 0)) else "")
    )
    yield (
        f"{counts.get(account.UNALIGNED, 0):,} of {counts.get(account.VALUES, 0):,} values and "
        f"{counts.get(account.LEFT_OUT, 0):,} claims are not in the text and do not count"
    )


def _default_format() -> ReadFormat:
    import sys

    return ReadFormat.table if sys.stdout.isatty() else ReadFormat.jsonl
