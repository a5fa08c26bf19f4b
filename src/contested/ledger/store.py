"""Ledger: the append-only store of documents, readings, claims, judgements, runs and problems."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from contested.ledger import select
from contested.ledger.backend import Reads, Writes
from contested.ledger.links import NO_ROWS, LinkChange, LinkReads, LinkRows
from contested.ledger.query import ClaimQuery, DocumentQuery, IncidentQuery, Page, Reading
from contested.ledger.rows import check_reading, document_from, head_from
from contested.ledger.sqlite import SqliteReads, SqliteWrites, mark, state
from contested.model import (
    Claim,
    Document,
    DocumentHead,
    Incident,
    Judgement,
    LedgerError,
    Problem,
    Run,
    UsageError,
    from_json,
)


def open_ledger(
    path: str | Path, *, create: bool = False, read_only: bool = False, busy_seconds: float = 30.0
) -> Ledger:
    """The ledger at `path`.

    `create` makes one where there is none; `read_only` cannot change it, loads no database library
    and takes no lock that a writer would notice. Opening for writing brings an older schema up to
    date. A write waits up to `busy_seconds` for another writer to finish.

    Raises LedgerError: missing, not a ledger, of a newer schema (or, read-only, of an older one),
    locked, damaged, or on a disk that cannot be written.
    """
    if str(path).startswith(("postgresql:", "postgres:")):
        raise LedgerError("a ledger on PostgreSQL is not supported yet; give a file")
    path = Path(path)
    found = state(path, busy_seconds=busy_seconds)
    if found in ("missing", "empty") and (read_only or not create):
        raise LedgerError(
            f"{path} does not exist" if found == "missing" else f"{path} is not a ledger (it is empty)"
        )
    if read_only and found == "behind":
        raise LedgerError(f"{path} has an older schema: open it once for writing to bring it up to date")
    writes = None if read_only else _open_writing(path, upgrade=found != "ready", busy_seconds=busy_seconds)
    return Ledger(SqliteReads(path, busy_seconds=busy_seconds), writes, name=str(path))


def _open_writing(path: Path, *, upgrade: bool, busy_seconds: float) -> Writes:
    if not path.parent.is_dir():
        raise LedgerError(f"{path} cannot be made: there is no folder {path.parent}")
    writes = SqliteWrites(path, busy_seconds=busy_seconds)
    if upgrade:
        from contested.ledger import migrate

        try:
            with writes.transaction() as connection:
                mark(connection)
                migrate.upgrade(connection)
        except LedgerError:
            writes.close()
            raise
    return writes


class Ledger:
    """A store of model values; use it as a context manager. Every method may raise LedgerError.

    Writing methods return when what they were given is on the disk. Of the records, nothing is ever
    changed or removed; incidents are computed, and replaced as a whole by `replace_incidents`.
    A ledger object belongs to one thread; other processes may read and write the same file.
    """

    def __init__(self, reads: Reads, writes: Writes | None, *, name: str) -> None:
        self._reads, self._writes_or_none, self.name = reads, writes, name

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back the file; the object cannot be used afterwards."""
        self._reads.close()
        if self._writes_or_none is not None:
            self._writes_or_none.close()

    @property
    def read_only(self) -> bool:
        return self._writes_or_none is None

    @property
    def _writes(self) -> Writes:
        if self._writes_or_none is None:
            raise LedgerError(f"{self.name} was opened for reading only")
        return self._writes_or_none

    def _first(self, statement: select.Statement) -> tuple[Any, ...] | None:
        rows = self._reads.rows(*statement)
        return rows[0] if rows else None

    # Runs and problems ---------------------------------------------------------------------------

    def begin_run(self, run: Run) -> None:
        """Record that a run has started; until `finish_run` it shows as unfinished."""
        with self._writes.transaction() as connection:
            from contested.ledger import write

            write.begin_run(connection, run)

    def finish_run(self, run: Run) -> None:
        """Record the finished form of a run that was begun; `run.finished` must be set."""
        with self._writes.transaction() as connection:
            from contested.ledger import write

            write.finish_run(connection, run)

    def runs(self) -> list[Run]:
        """All runs in the order in which they began; `finished` is None for one that was cut off."""
        return [from_json(Run, end or start) for start, end in self._reads.rows(select.RUNS, {})]

    def add_problem(self, run_id: str, problem: Problem) -> None:
        """Record an input that was set aside; the same one twice in a run is one."""
        with self._writes.transaction() as connection:
            from contested.ledger import write

            write.add_problem(connection, run_id, problem)

    def problems(self, run_id: str | None = None) -> list[Problem]:
        """Problems of one run, or of all, each once however many runs met it; in order of first sight."""
        rows = self._reads.rows(*select.problems(run_id))
        return [from_json(Problem, payload) for (payload,) in rows]

    # Documents and claims ------------------------------------------------------------------------

    def has_reading(self, document_id: str, version: str) -> bool:
        """True when this version has read this document."""
        sql = "SELECT 1 FROM reading WHERE document_id = :document AND version = :version"
        return bool(self._reads.rows(sql, {"document": document_id, "version": version}))

    def known_readings(self, version: str) -> set[str]:
        """Ids of all documents that this version has read."""
        rows = self._reads.rows(
            "SELECT document_id FROM reading WHERE version = :version", {"version": version}
        )
        return {document_id for (document_id,) in rows}

    def add_reading(
        self,
        document: Document,
        claims: Sequence[Claim],
        *,
        version: str,
        reader: str,
        run_id: str,
        at: dt.datetime,
    ) -> bool:
        """Document, reading and claims in one transaction. False when they are there already.

        The document's newest reading (by `at`, then by version) is its current one. Refuses a claim
        without id, of another document, or whose spans do not prove their quotes.
        """
        reading = Reading(
            document=document, claims=tuple(claims), version=version, reader=reader, run_id=run_id, at=at
        )
        return self.add_readings([reading])[0]

    def add_readings(self, readings: Sequence[Reading]) -> list[bool]:
        """Many readings in one transaction (all or none): far faster than one by one."""
        for reading in readings:
            check_reading(reading)
        with self._writes.transaction() as connection:
            from contested.ledger import write

            return [write.add_reading(connection, reading) for reading in readings]

    def claims(self, query: ClaimQuery | None = None) -> Iterator[Claim]:
        """Claims that fit, streamed, in order of document and place in it."""
        for (payload,) in self._reads.stream(*select.claims(query or ClaimQuery())):
            yield from_json(Claim, payload)

    def claim(self, id_or_prefix: str) -> Claim | None:
        """One claim, of a current or an earlier reading. Raises UsageError when the prefix is ambiguous."""
        row = self._by_id("claim", "payload", id_or_prefix)
        return from_json(Claim, row[1]) if row else None

    def documents(self, query: DocumentQuery | None = None) -> Iterator[Document]:
        """Whole documents that fit, streamed, newest publication first."""
        for payload, text in self._reads.stream(*select.documents(query or DocumentQuery(), text=True)):
            yield document_from(payload, text)

    def document_heads(self, query: DocumentQuery | None = None) -> Iterator[tuple[DocumentHead, int]]:
        """As `documents`, without the texts: heads, and how many claims the current reading has."""
        for payload, n in self._reads.stream(*select.documents(query or DocumentQuery(), text=False)):
            yield head_from(payload), n

    def document(self, id_or_prefix: str) -> Document | None:
        """One document. Raises UsageError when the prefix is ambiguous."""
        row = self._by_id("document", "payload, text", id_or_prefix)
        return document_from(row[1], row[2]) if row else None

    def claims_for_linking(self) -> Iterator[tuple[DocumentHead, Claim]]:
        """Every claim of every current reading with its document's head, streamed.

        Ordered by document id, then as the reader gave them: the same ledger content gives the
        same stream, in whatever order it was ingested.
        """
        head: DocumentHead | None = None
        for document_id, document, claim in self._reads.stream(*select.for_linking()):
            if head is None or head.id != document_id:
                head = head_from(document)
            yield head, from_json(Claim, claim)

    # Judgements ----------------------------------------------------------------------------------

    def add_judgement(self, judgement: Judgement) -> bool:
        """Record a decision; False when it is there already."""
        with self._writes.transaction() as connection:
            from contested.ledger import write

            return write.add_judgement(connection, judgement)

    def judgements(self, subject: str | None = None) -> list[Judgement]:
        """All judgements, or those about one id, in the order in which they were made."""
        return [from_json(Judgement, payload) for (payload,) in self._reads.rows(*select.judgements(subject))]

    # Incidents -----------------------------------------------------------------------------------

    def position(self) -> tuple[int, int]:
        """How far the records reach (last reading, last judgement): take it before linking."""
        ((readings, judgements),) = self._reads.rows(select.POSITION, {})
        return readings, judgements

    def needs_linking(self, version: str) -> bool:
        """True when the incidents are of another link version, or records were added since."""
        rows = self._reads.rows("SELECT version, through FROM linking", {})
        return not rows or rows[0][0] != version or tuple(json.loads(rows[0][1])) != self.position()

    def replace_incidents(
        self,
        incidents: Iterable[Incident],
        *,
        version: str,
        through: tuple[int, int] | None = None,
        rows: LinkRows = NO_ROWS,
    ) -> int:
        """Put these incidents in the place of all others, in one transaction; returns how many.

        `through` is the `position()` that they were computed from (default: all that is there now).
        `rows` is what linking found on its way; without it the next linking starts from nothing.
        """
        reached = through if through is not None else self.position()
        with self._writes.transaction() as connection:
            from contested.ledger import write

            return write.replace_incidents(connection, incidents, version=version, through=reached, rows=rows)

    @property
    def links(self) -> LinkReads:
        """What linking left behind, for linking new reports alone."""
        return LinkReads(self._reads)

    def change_incidents(self, change: LinkChange, *, version: str) -> None:
        """Put some incidents, and what linking knows of them, in the place of others; one transaction."""
        with self._writes.transaction() as connection:
            from contested.ledger import write

            write.change_incidents(connection, change, version=version)

    def incidents(self, query: IncidentQuery | None = None) -> Page:
        """One page of the incidents that fit, and how many fit in all."""
        page, count = select.incidents(query or IncidentQuery())
        found = tuple(from_json(Incident, payload) for (payload,) in self._reads.rows(*page))
        ((total,),) = self._reads.rows(*count)
        return Page(incidents=found, total=total)

    def each_incident(self, query: IncidentQuery | None = None) -> Iterator[Incident]:
        """As `incidents`, streamed and without a limit unless one is given: for export."""
        page, _ = select.incidents(query or IncidentQuery(limit=None))
        for (payload,) in self._reads.stream(*page):
            yield from_json(Incident, payload)

    def incident(self, reference: str) -> Incident | None:
        """By its id, the beginning of its id, or the id of one of its claims (or the beginning of that).

        Raises UsageError when several incidents fit.
        """
        row = self._by_id("incident", "payload", reference)
        if row:
            return from_json(Incident, row[1])
        claim = self._by_id("claim", "document_id", reference)
        if not claim:
            return None
        members = "SELECT incident_id FROM incident_claim WHERE claim_id = :claim ORDER BY incident_id"
        owner = self._first((members, {"claim": claim[0]}))
        row = self._by_id("incident", "payload", owner[0]) if owner else None
        return from_json(Incident, row[1]) if row else None

    def counts(self) -> dict[str, int]:
        """How much there is of each: documents, readings, claims (current), incidents, contested, ..."""
        return {name: self._reads.rows(sql, {})[0][0] for name, sql in select.COUNTS.items()}

    def _by_id(self, table: str, columns: str, reference: str) -> tuple[Any, ...] | None:
        rows = self._reads.rows(*select.by_id(table, columns, reference)) if reference else []
        if len(rows) > 1 and rows[0][0] != reference:
            some = ", ".join(row[0] for row in rows)
            raise UsageError(
                f"{reference!r} may be any of several {table}s ({some} ...): give more of the id"
            )
        return rows[0] if rows else None
