"""Documents into a ledger, then its claims into incidents; may be cut off at any moment and run again."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec.structs import replace

from contested.extract import DEFAULT_READER, PLAIN, ReaderOptions
from contested.model import Document, Problem, ReaderUnavailableError, Run, content_id
from contested.pipeline.document import Outcome
from contested.pipeline.engine import engine
from contested.pipeline.pool import Item, default_jobs, read_all

if TYPE_CHECKING:
    from contested.ledger import Ledger
    from contested.ledger.query import Reading
    from contested.read import ReadOptions

BATCH = 32
"""Readings in one transaction: what at most is read again after a crash."""
COUNTS = ("documents", "known", "claims", "set_aside", "incidents")

Notice = Callable[[str], None]
Progress = Callable[["Tally"], None]


@dataclass
class Tally:
    """How far an ingest has come. `known` documents had been read by this version before."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    interrupted: bool = False
    linked: bool = False

    def since(self, stage: str, start: float) -> None:
        """Add the wall-clock seconds since `start` (a `perf_counter`) to a stage."""
        self.add(stage, time.perf_counter() - start)

    def add(self, stage: str, seconds: float) -> None:
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds


@dataclass(frozen=True)
class Hooks:
    """How an ingest talks to whoever started it. `stop` is asked between documents."""

    notice: Notice = lambda words: None
    progress: Progress = lambda tally: None
    stop: Callable[[], bool] = lambda: False


def outcomes(
    sources: Sequence[str],
    options: ReadOptions,
    *,
    reader: str,
    jobs: int,
    notice: Notice,
    reader_options: ReaderOptions = PLAIN,
) -> Iterator[Outcome | Problem]:
    """Read documents and their claims without a ledger, in the order of the sources."""
    from contested.read import read

    return read_all(read(sources, options, notice), reader, jobs, reader_options)


def ingest(
    ledger: Ledger,
    sources: Sequence[str],
    options: ReadOptions,
    *,
    reader: str = DEFAULT_READER,
    reader_options: ReaderOptions = PLAIN,
    jobs: int | None = None,
    hooks: Hooks | None = None,
    command: str = "ingest",
) -> Tally:
    """Read, extract, resolve, store and link; returns what happened, also in the ledger as a Run.

    A document that this version has read before costs no extraction. What fails is set aside with
    its reason. Stops early and in good order when `hooks.stop()` says so: what is done is stored;
    so it is when ReaderUnavailableError is raised.
    """
    from contested.read import read

    hooks = hooks or Hooks()
    tally = Tally()
    made = engine(reader, reader_options)
    run = _begin(ledger, made.version, reader, sources, _said(options, reader_options), command)
    writer = _Writer(ledger, run, tally)
    try:
        items = _fresh(_timed(read(sources, options, hooks.notice), tally), ledger, run.version, tally, hooks)
        for result in read_all(items, reader, jobs or default_jobs(), reader_options):
            writer.add(result)
            hooks.progress(tally)
            if hooks.stop():
                tally.interrupted = True
                break
        writer.flush()
        if not tally.interrupted:
            relink(ledger, tally)
    except ReaderUnavailableError:
        writer.flush()
        raise
    finally:
        _finish(ledger, run, tally)
    return tally


def relink(ledger: Ledger, tally: Tally | None = None) -> bool:
    """Bring the incidents up to date if records were added since; True when there was something to do.

    A few new reports are linked by themselves, with the result that linking everything has.
    """
    from contested.link import LINK_VERSION
    from contested.pipeline.linking import link_all, link_new

    if not ledger.needs_linking(str(LINK_VERSION)):
        return False
    tally = tally or Tally()
    start = time.perf_counter()
    if link_new(ledger) is None:
        tally.counts["incidents"] = link_all(ledger)
    else:
        tally.counts["incidents"] = ledger.counts()["incidents"]
    tally.since("link", start)
    tally.linked = True
    return True


class _Writer:
    """Gathers outcomes into transactions. A problem is written before the reading that it explains."""

    def __init__(self, ledger: Ledger, run: Run, tally: Tally) -> None:
        self.ledger, self.run, self.tally = ledger, run, tally
        self.waiting: list[Reading] = []

    def add(self, result: Outcome | Problem) -> None:
        problem = result if isinstance(result, Problem) else result.problem
        if problem is not None:
            start = time.perf_counter()
            self.ledger.add_problem(self.run.id, problem)
            self.tally.since("store", start)
            self.tally.problems.append(problem)
            self.tally.counts["set_aside"] += 1
        if isinstance(result, Problem):
            return
        for stage, seconds in result.seconds.items():
            self.tally.add(stage, seconds)
        self.tally.counts.update(result.counts)
        if result.remark is not None:
            self.ledger.add_problem(self.run.id, result.remark)
            self.tally.problems.append(result.remark)
        if result.final and _storable(result.document):
            self.waiting.append(self._reading(result))
            if len(self.waiting) >= BATCH:
                self.flush()

    def flush(self) -> None:
        """Write what is waiting, in one transaction."""
        start = time.perf_counter()
        batch, self.waiting = self.waiting, []
        for new, reading in zip(self.ledger.add_readings(batch), batch, strict=True) if batch else ():
            self.tally.counts["documents" if new else "known"] += 1
            self.tally.counts["claims"] += len(reading.claims) if new else 0
        self.tally.since("store", start)

    def _reading(self, outcome: Outcome) -> Reading:
        from contested.ledger.query import Reading

        return Reading(
            document=outcome.document,
            claims=outcome.claims,
            version=self.run.version,
            reader=self.run.reader,
            run_id=self.run.id,
            at=dt.datetime.now(dt.UTC),
        )


def _storable(document: Document) -> bool:
    try:
        document.text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _fresh(items: Iterable[Item], ledger: Ledger, version: str, tally: Tally, hooks: Hooks) -> Iterator[Item]:
    """Without the documents that are in the ledger, or came earlier in this run."""
    known = ledger.known_readings(version)
    own = {os.path.realpath(ledger.name + end) for end in ("", "-wal", "-shm", "-journal")}
    for item in items:
        if isinstance(item, Problem) and os.path.realpath(item.file) in own:
            continue  # the ledger stands in the folder that is read
        if isinstance(item, Document):
            if item.id in known:
                tally.counts["known"] += 1
                hooks.progress(tally)
                if hooks.stop():
                    tally.interrupted = True
                    return
                continue
            known.add(item.id)
        yield item


def _timed(items: Iterable[Item], tally: Tally) -> Iterator[Item]:
    iterator = iter(items)
    while True:
        start = time.perf_counter()
        item = next(iterator, None)
        tally.since("read", start)
        if item is None:
            return
        yield item


def _said(options: ReadOptions, reader_options: ReaderOptions) -> dict[str, str]:
    """What was asked for, as words for the run record."""
    given = {"published": options.published, "outlet": options.outlet, "format": options.format}
    said = {name: str(value) for name, value in given.items() if value is not None}
    said |= {f"map {name}": column for name, column in sorted(options.mapping.items())}
    return said | reader_options.described()


def _begin(
    ledger: Ledger, version: str, reader: str, sources: Sequence[str], said: dict[str, str], command: str
) -> Run:
    started = dt.datetime.now(dt.UTC)
    run = Run(
        id=content_id("r", [started, os.getpid(), command, version]),
        started=started,
        command=" ".join([command, *sources]),
        version=version,
        reader=reader,
        options=said,
    )
    ledger.begin_run(run)
    return run


def _finish(ledger: Ledger, run: Run, tally: Tally) -> None:
    counts = {name: tally.counts[name] for name in COUNTS} | dict(sorted(tally.counts.items()))
    if tally.interrupted:
        counts["interrupted"] = 1
    seconds = {name: round(value, 3) for name, value in sorted(tally.seconds.items())}
    ledger.finish_run(replace(run, finished=dt.datetime.now(dt.UTC), counts=counts, seconds=seconds))
