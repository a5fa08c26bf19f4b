"""`contested ingest` and `contested problems`."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from contested.cli import options
from contested.cli.clean import clean
from contested.cli.console import INTERRUPTED, SET_ASIDE, err, out, say, write_json, write_lines
from contested.cli.read import problem_line, spent_lines
from contested.extract import DEFAULT_READER

if TYPE_CHECKING:
    from pathlib import Path

    from contested.pipeline import ReaderOptions, Tally
    from contested.read import ReadOptions

TOLD = 10
"""Problems told on stderr at the end; the rest are in `contested problems`."""


def ingest(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="Files, folders, globs, URLs, or - for stdin.", show_default=False
        ),
    ],
    ledger: options.LedgerFile = None,
    published: options.Published = None,
    outlet: options.Outlet = None,
    reader: options.Reader = DEFAULT_READER,
    mapping: options.Mapping = None,
    input_format: options.InputFormat = None,
    coded: options.Coded = None,
    jobs: options.Jobs = None,
    model: options.Model = None,
    base_url: options.BaseUrl = None,
    cache_dir: options.CacheDir = None,
    timeout: options.Timeout = None,
    param: options.Param = None,
    price_in: options.PriceIn = None,
    price_out: options.PriceOut = None,
    json_: options.Json = False,
) -> None:
    """Read reports into a ledger.

    Their claims are linked into incidents. What the ledger has already is skipped, so the same
    command can be run again after a crash or when files were added. Ctrl-C stores what is done.

    Example: contested ingest news/ archive.warc.gz --ledger syria.ledger
    """
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
    path = options.ledger_path(ledger)
    if coded is not None:
        tally, seconds = ingest_table(path, coded, paths)
    else:
        tally, seconds = ingest_with_progress(path, paths, given, reader=reader, asked=asked, jobs=jobs)
    if json_:
        write_json(summary(tally, seconds, asked) | {"ledger": str(path)})
    else:
        tell(tally, seconds)
        for line in spent_lines(tally.counts, asked):
            sys.stdout.write(f"{line}\n")
        sys.stdout.write(f"ledger: {clean(path)}\n")
    if tally.interrupted:
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(SET_ASIDE if tally.problems else 0)


def ingest_table(path: Path, mapping: str, paths: list[str]) -> tuple[Tally, float]:
    """Ingest tables that people coded, by a mapping."""
    import pathlib

    from contested.ledger import open_ledger
    from contested.pipeline.coded import ingest_coded

    start = time.perf_counter()
    with open_ledger(path, create=True) as store:
        tally = ingest_coded(store, mapping, [pathlib.Path(p) for p in paths])
    return tally, time.perf_counter() - start


def ingest_with_progress(
    path: Path,
    paths: list[str],
    given: ReadOptions,
    *,
    reader: str,
    asked: ReaderOptions | None = None,
    jobs: int | None,
    command: str = "ingest",
    notice: Callable[[str], None] = say,
) -> tuple[Tally, float]:
    """Ingest with a line of progress on a terminal; Ctrl-C ends it in good order, a second one at once."""
    from contested.ledger import open_ledger
    from contested.pipeline import Hooks, ReaderOptions
    from contested.pipeline import ingest as run

    start = time.perf_counter()
    with open_ledger(path, create=True) as store, progress_line() as progress, gentle_stop() as stop:
        hooks = Hooks(notice=notice, progress=progress, stop=stop)
        tally = run(
            store,
            paths,
            given,
            reader=reader,
            reader_options=asked or ReaderOptions(),
            jobs=jobs,
            hooks=hooks,
            command=command,
        )
    return tally, time.perf_counter() - start


def summary(tally: Tally, seconds: float, asked: ReaderOptions) -> dict[str, Any]:
    """What happened, for machines. Stage seconds are summed over workers; `spent` is a reader's account."""
    from contested.pipeline import cost
    from contested.pipeline.ingest import COUNTS

    spent: dict[str, Any] = {name: n for name, n in sorted(tally.counts.items()) if name not in COUNTS}
    return {
        **{name: tally.counts[name] for name in ("documents", "known", "claims", "set_aside")},
        "incidents": tally.counts["incidents"] if tally.linked else None,
        "interrupted": tally.interrupted,
        "seconds": round(seconds, 3),
        "stage_seconds": {name: round(value, 3) for name, value in sorted(tally.seconds.items())},
        **({"spent": spent | {"cost": cost(tally.counts, asked)}} if spent else {}),
        "problems": [
            {"file": p.file, "record": p.record, "reason": p.reason, "stage": p.stage} for p in tally.problems
        ],
    }


def tell(tally: Tally, seconds: float) -> None:
    """The summary for people: one line on stdout, problems on stderr."""
    counts = tally.counts
    for problem in tally.problems[:TOLD]:
        say(problem_line(problem))
    if len(tally.problems) > TOLD:
        say(f"and {len(tally.problems) - TOLD} more set aside: contested problems")
    words = [f"{counts['documents']:,} new documents", f"{counts['claims']:,} claims"]
    if counts["known"]:
        words.append(f"{counts['known']:,} known already")
    if counts["set_aside"]:
        words.append(f"{counts['set_aside']:,} set aside")
    words.append(f"{counts['incidents']:,} incidents in all" if tally.linked else "incidents unchanged")
    end = ", interrupted: run it again to go on" if tally.interrupted else ""
    sys.stdout.write(f"{', '.join(words)} in {seconds:.1f} s{end}\n")


@contextmanager
def progress_line() -> Iterator[Any]:
    """A function to call with the tally after each document; draws only on a terminal."""
    console = err()
    if not console.is_terminal:
        yield lambda tally: None
        return
    start = time.perf_counter()
    with console.status("starting the reader") as status:

        def draw(tally: Tally) -> None:
            done = tally.counts["documents"] + tally.counts["known"]
            rate = done / max(time.perf_counter() - start, 1e-9)
            status.update(
                f"{done:,} documents ({rate:.1f}/s), {tally.counts['claims']:,} claims, "
                f"{tally.counts['set_aside']:,} set aside"
            )

        yield draw


@contextmanager
def gentle_stop() -> Iterator[Any]:
    """A function that says whether Ctrl-C was pressed; pressed twice, it interrupts as usual."""
    pressed: list[int] = []

    def press(number: int, frame: FrameType | None) -> None:
        if pressed:
            raise KeyboardInterrupt
        pressed.append(number)
        say("stopping after the documents at hand (again to stop at once)")

    try:
        before = signal.signal(signal.SIGINT, press)
    except ValueError:  # not in the main thread, where signals arrive
        yield lambda: False
        return
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)


def problems(ledger: options.LedgerFile = None, json_: options.Json = False) -> None:
    """List what was set aside, and why.

    Example: contested problems --ledger syria.ledger
    """
    with options.existing_ledger(ledger) as store:
        found = store.problems()
    if json_:
        write_lines({"file": p.file, "record": p.record, "stage": p.stage, "reason": p.reason} for p in found)
        return
    if not found:
        sys.stdout.write("nothing was set aside\n")
        return
    from rich.table import Table

    from contested.cli.page.fields import RULED

    table = Table(box=RULED, expand=True, padding=(0, 1), header_style="dim", border_style="dim")
    for name, ratio in (("file", 4), ("record", 2), ("stage", 1), ("reason", 6)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for problem in found:
        table.add_row(
            *(clean(c or "") for c in (problem.file, problem.record, problem.stage, problem.reason))
        )
    out().print(table)
