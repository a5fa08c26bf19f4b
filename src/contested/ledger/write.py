"""Writing, as functions of a connection inside one transaction. Looks first, then inserts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select

from contested.ledger import tables as t
from contested.ledger.links import NO_ROWS, LinkChange, LinkRows
from contested.ledger.query import Reading
from contested.ledger.rows import Row, claim_row, document_row, incident_row, utc_text
from contested.model import Incident, Judgement, LedgerError, Problem, Run, content_id, to_json

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

_CHUNK = 1000
_LINK_TABLES = (t.link_event, t.link_key, t.link_sketch, t.link_copy)


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def begin_run(connection: Connection, run: Run) -> None:
    payload = to_json(run)
    found = connection.execute(select(t.run.c.payload).where(t.run.c.id == run.id)).scalar()
    if found is None:
        _insert(connection, t.run, [{"id": run.id, "started": utc_text(run.started), "payload": payload}])
    elif found != payload:
        raise LedgerError(f"run {run.id} was begun before with other content")


def finish_run(connection: Connection, run: Run) -> None:
    if run.finished is None:
        raise LedgerError(f"run {run.id} has no time at which it finished")
    payload = to_json(run)
    if connection.execute(select(t.run.c.seq).where(t.run.c.id == run.id)).scalar() is None:
        raise LedgerError(f"run {run.id} was never begun")
    found = connection.execute(select(t.run_end.c.payload).where(t.run_end.c.run_id == run.id)).scalar()
    if found is None:
        _insert(connection, t.run_end, [{"run_id": run.id, "payload": payload}])
    elif found != payload:
        raise LedgerError(f"run {run.id} was finished before with other content")


def add_reading(connection: Connection, reading: Reading) -> bool:
    """Document, reading and claims; False when this version has read this document before."""
    document = reading.document
    same = (t.reading.c.document_id == document.id) & (t.reading.c.version == reading.version)
    if connection.execute(select(t.reading.c.seq).where(same)).scalar() is not None:
        return False
    if connection.execute(select(t.run.c.seq).where(t.run.c.id == reading.run_id)).scalar() is None:
        raise LedgerError(f"run {reading.run_id} was never begun: begin_run() comes first")
    known = select(t.document.c.sha256_text).where(t.document.c.id == document.id)
    stored = connection.execute(known).scalar()
    if stored is None:
        _insert(connection, t.document, [document_row(document)])
    elif stored != document.sha256_text:
        raise LedgerError(f"document {document.id} is in the ledger with another text")
    entry = insert(t.reading).values(
        document_id=document.id,
        version=reading.version,
        reader=reading.reader,
        run_id=reading.run_id,
        at=utc_text(reading.at),
        n_claims=len(reading.claims),
    )
    key = connection.execute(entry).inserted_primary_key
    if key is None:
        raise LedgerError(f"the reading of {document.id} got no number")
    _insert(connection, t.claim, [claim_row(c) | {"reading_seq": key[0]} for c in reading.claims])
    return True


def add_problem(connection: Connection, run_id: str, problem: Problem) -> None:
    same = content_id("p", [problem.file, problem.record, problem.reason, problem.stage])
    seen = select(t.problem.c.seq).where((t.problem.c.id == same) & (t.problem.c.run_id == run_id))
    if connection.execute(seen).scalar() is None:
        _insert(connection, t.problem, [{"id": same, "run_id": run_id, "payload": to_json(problem)}])


def add_judgement(connection: Connection, judgement: Judgement) -> bool:
    if not judgement.id or not judgement.subject:
        raise LedgerError("a judgement needs an id and something that it is about")
    payload = to_json(judgement)
    known = select(t.judgement.c.payload).where(t.judgement.c.id == judgement.id)
    found = connection.execute(known).scalar()
    if found is not None:
        if found != payload:
            raise LedgerError(f"judgement {judgement.id} is in the ledger with other content; make a new one")
        return False
    row: Row = {
        "id": judgement.id,
        "kind": judgement.kind,
        "at": utc_text(judgement.at),
        "supersedes": judgement.supersedes,
        "payload": payload,
    }
    _insert(connection, t.judgement, [row])
    subjects = [{"judgement_id": judgement.id, "subject": s} for s in dict.fromkeys(judgement.subject)]
    connection.execute(insert(t.judgement_subject), subjects)
    return True


def replace_incidents(
    connection: Connection,
    incidents: Iterable[Incident],
    *,
    version: str,
    through: tuple[int, int],
    rows: LinkRows = NO_ROWS,
) -> int:
    for table in (t.incident_claim, t.incident, t.linking, *_LINK_TABLES):
        connection.execute(delete(table))
    n = _add_incidents(connection, incidents)
    _add_link_rows(connection, rows)
    _insert(connection, t.linking, [{"version": version, "through": json.dumps(through)}])
    return n


def _add_incidents(connection: Connection, incidents: Iterable[Incident]) -> int:
    stream, n = iter(incidents), 0
    while chunk := list(islice(stream, _CHUNK)):
        n += len(chunk)
        _insert(connection, t.incident, [incident_row(i) for i in chunk])
        members = [{"incident_id": i.id, "claim_id": c} for i in chunk for c in dict.fromkeys(i.claim_ids)]
        if members:
            connection.execute(insert(t.incident_claim), members)
    return n


def _add_link_rows(connection: Connection, rows: LinkRows) -> None:
    for table, values in zip(_LINK_TABLES, rows, strict=True):
        names = [c.name for c in table.columns]
        stream = iter(values)
        while chunk := list(islice(stream, 20 * _CHUNK)):
            connection.execute(insert(table), [dict(zip(names, v, strict=True)) for v in chunk])


def change_incidents(connection: Connection, change: LinkChange, *, version: str) -> None:
    """What lay near the new reports is replaced; the rest of the incidents stays untouched."""
    for column, gone in (
        (t.incident_claim.c.incident_id, change.incidents_gone),
        (t.incident.c.id, change.incidents_gone),
        (t.link_key.c.event, change.keys_gone),
        (t.link_event.c.id, change.events_gone),
        (t.link_sketch.c.document_id, change.sketches_gone),
        (t.link_copy.c.document_id, change.copies_gone),
    ):
        if gone:
            once = delete(column.table).where(column == bindparam("gone"))
            connection.execute(once, [{"gone": value} for value in gone])
    _add_incidents(connection, change.incidents)
    _add_link_rows(connection, change.rows)
    connection.execute(delete(t.linking))
    _insert(connection, t.linking, [{"version": version, "through": json.dumps(change.through)}])
