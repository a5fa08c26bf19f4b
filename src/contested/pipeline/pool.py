"""Documents through workers: ordered results, bounded queue, survives a dead worker.

Workers are processes, spawned (never forked), so that nothing of the parent's state leaks into
results, and each keeps one engine for its life. For a reader that mostly waits for a server they
are threads that share this process's engine. What comes out does not depend on how many there are.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import get_context

from contested.extract import PLAIN, ReaderOptions
from contested.model import Document, Problem
from contested.pipeline.document import Outcome, read_document, set_aside
from contested.pipeline.engine import Engine, engine, one_thread

FEW = 8
"""Fewer documents than this are read in this process: starting workers costs more than it saves."""
AHEAD = 4
"""Documents in flight per worker: enough that none waits, few enough that memory stays flat."""

Item = Document | Problem
Result = Outcome | Problem
Waiting = tuple[Document, Future[Outcome]] | Problem


def default_jobs() -> int:
    """As many workers as this process may use cores, at most 4."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(usable or 1, 4))


def read_all(
    items: Iterable[Item], reader: str, jobs: int, options: ReaderOptions = PLAIN
) -> Iterator[Result]:
    """An Outcome for each document and each Problem as it came, in the order of `items`.

    `reader` is a reader's name; `jobs` the number of processes, or of threads for a reader that
    waits (1: none but this one). Raises UsageError or ReaderError before the first document when
    the reader cannot start, and ReaderUnavailableError after the outcome that met it.
    """
    made = engine(reader, options)
    for result in _results(made, items, reader, jobs, options):
        yield result
        if isinstance(result, Outcome) and result.stops is not None:
            raise result.stops


def _results(
    made: Engine, items: Iterable[Item], reader: str, jobs: int, options: ReaderOptions
) -> Iterator[Result]:
    source = iter(items)
    if jobs > 1 and getattr(made.reader, "waits", False):
        yield from _in_threads(made, source, jobs)
        return
    first = list(islice(source, FEW)) if jobs > 1 else []
    if jobs <= 1 or len(first) < FEW:
        for item in chain(first, source):
            yield item if isinstance(item, Problem) else read_document(made, item)
        return
    workers = _Workers(reader, jobs, options)
    try:
        yield from workers.outcomes(chain(first, source))
    finally:
        workers.close()


def _in_threads(made: Engine, items: Iterable[Item], jobs: int) -> Iterator[Result]:
    waiting: deque[Problem | Future[Outcome]] = deque()
    pool = ThreadPoolExecutor(jobs)
    try:
        for item in items:
            waiting.append(item if isinstance(item, Problem) else pool.submit(read_document, made, item))
            if len(waiting) >= jobs * AHEAD:
                yield _done(waiting.popleft())
        while waiting:
            yield _done(waiting.popleft())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _done(waiting: Problem | Future[Outcome]) -> Result:
    return waiting if isinstance(waiting, Problem) else waiting.result()


class _Workers:
    """A pool that is restarted when a worker dies, and finds out which document killed it."""

    def __init__(self, reader: str, jobs: int, options: ReaderOptions) -> None:
        self.named, self.jobs = (reader, options), jobs
        self.pool = self._start(jobs)
        self.alone: ProcessPoolExecutor | None = None

    def outcomes(self, items: Iterable[Item]) -> Iterator[Result]:
        waiting: deque[Waiting] = deque()
        for item in items:
            waiting.append(item if isinstance(item, Problem) else (item, self._submit(item)))
            if len(waiting) >= self.jobs * AHEAD:
                yield self._take(waiting.popleft())
        while waiting:
            yield self._take(waiting.popleft())

    def close(self) -> None:
        for pool in (self.pool, self.alone):
            if pool is not None:
                pool.shutdown(wait=False, cancel_futures=True)

    def _start(self, jobs: int) -> ProcessPoolExecutor:
        spawn = get_context("spawn")
        return ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_begin, initargs=self.named)

    def _submit(self, document: Document) -> Future[Outcome]:
        try:
            return self._send(self.pool, document)
        except BrokenProcessPool:
            self.pool.shutdown(wait=False, cancel_futures=True)
            self.pool = self._start(self.jobs)
            return self._send(self.pool, document)

    def _send(self, pool: ProcessPoolExecutor, document: Document) -> Future[Outcome]:
        with _no_interrupt():
            return pool.submit(_work, *self.named, document)

    def _take(self, waiting: Waiting) -> Result:
        if isinstance(waiting, Problem):
            return waiting
        document, future = waiting
        try:
            outcome = future.result()
        except BrokenProcessPool:
            return self._again(document)
        if self.alone is not None:
            self.alone.shutdown(wait=False)
            self.alone = None
        return outcome

    def _again(self, document: Document) -> Outcome:
        """A dead worker takes its neighbours' documents with it: each is tried once more, alone."""
        if self.alone is None:
            self.alone = self._start(1)
        try:
            return self._send(self.alone, document).result()
        except BrokenProcessPool:
            self.alone.shutdown(wait=False)
            self.alone = None
            reason = "the process that read this document died (out of memory or a crash)"
            return set_aside(document, "extract", reason, final=False)


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Hold back Ctrl-C while workers are started: they inherit that, and it waits for the parent."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(reader: str, options: ReaderOptions) -> None:
    # Ctrl-C reaches the whole process group; the parent alone decides what to finish.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    one_thread()
    engine(reader, options)


def _work(reader: str, options: ReaderOptions, document: Document) -> Outcome:
    return read_document(engine(reader, options), document)
