"""All that is SQLite's own: opening, pragmas, append-only triggers, and what its errors mean.

Durability: journal_mode WAL with synchronous FULL. With WAL, NORMAL would keep the file sound but
may lose the last transactions when power fails; a document that was acknowledged must be there, so
each commit waits for the disk.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from contested.ledger.schema import APPEND_ONLY, REVISIONS
from contested.model import LedgerError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

APPLICATION_ID = 0x436E7464  # "Cntd": lets `file` and this package tell a ledger from any other SQLite file
_MAGIC = b"SQLite format 3\x00"

State = Literal["missing", "empty", "behind", "ready"]

_MEANING = {
    sqlite3.SQLITE_BUSY: "is locked: another process is writing to it; try again when it has finished",
    sqlite3.SQLITE_LOCKED: "is locked: another process is writing to it; try again when it has finished",
    sqlite3.SQLITE_NOTADB: "is not a ledger (not an SQLite file)",
    sqlite3.SQLITE_CORRUPT: "is damaged; restore a copy or ingest again into a new ledger",
    sqlite3.SQLITE_READONLY: "cannot be written: the file or its disk is read-only",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened: check that its folder exists and may be written",
    sqlite3.SQLITE_FULL: "cannot be written: the disk is full; nothing of the last step was kept",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk reports an error",
    sqlite3.SQLITE_CONSTRAINT: "refuses the write",
}


def explain(path: Path, error: BaseException) -> LedgerError:
    """A database error in words that can be acted on."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    meaning = _MEANING.get(code, "failed")
    detail = f" ({error})" if code in (0, sqlite3.SQLITE_CONSTRAINT) or code not in _MEANING else ""
    return LedgerError(f"{path} {meaning}{detail}")


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise explain(path, error) from error


def state(path: Path, *, busy_seconds: float) -> State:
    """What lies at `path`. Raises LedgerError when it is no ledger, or one of a newer schema."""
    if path.is_dir():
        raise LedgerError(f"{path} is a folder, not a ledger")
    if not path.exists():
        return "missing"
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise LedgerError(f"{path} cannot be opened: {error.strerror}") from error
    if not head:
        return "empty"
    if head != _MAGIC:
        raise LedgerError(f"{path} is not a ledger (not an SQLite file)")
    with _explained(path), closing(_connect_reading(path, busy_seconds)) as connection:
        return _schema_state(path, connection)


def _schema_state(path: Path, connection: sqlite3.Connection) -> State:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return "empty"
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    if "alembic_version" not in tables or mark != APPLICATION_ID:
        raise LedgerError(f"{path} is not a ledger (an SQLite file of something else)")
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if not found or found[0] not in REVISIONS:
        version = found[0] if found else "none"
        raise LedgerError(
            f"{path} was written by a newer Contested (schema {version}; this one knows up to "
            f"{REVISIONS[-1]}): update contested"
        )
    return "ready" if found[0] == REVISIONS[-1] else "behind"


def _connect_reading(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """A connection that cannot write.

    A WAL file needs its side files even to be read; where they cannot be made (a read-only disk)
    and there is nothing in them to miss, the file is read as the constant that it is.
    """
    uri = f"file:{quote(str(path.resolve()))}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, timeout=busy_seconds, isolation_level=None)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        wal = path.with_name(path.name + "-wal")
        unable = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
        if not unable or (wal.exists() and wal.stat().st_size):
            raise
        return sqlite3.connect(f"{uri}&immutable=1", uri=True, isolation_level=None)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


class SqliteReads:
    """Reads through the driver alone (see `backend.Reads`); knows nothing of SQLAlchemy."""

    def __init__(self, path: Path, *, busy_seconds: float) -> None:
        self._path, self._busy = path, busy_seconds
        with _explained(path):
            self._connection = _connect_reading(path, busy_seconds)

    def rows(self, sql: str, params: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        with _explained(self._path):
            return self._connection.execute(sql, dict(params)).fetchall()

    def stream(self, sql: str, params: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
        # Its own connection: a half-read answer would hold every other question at its moment.
        with _explained(self._path), closing(_connect_reading(self._path, self._busy)) as connection:
            yield from connection.execute(sql, dict(params))

    def close(self) -> None:
        self._connection.close()


class SqliteWrites:
    """Writes through one SQLAlchemy connection (see `backend.Writes`)."""

    def __init__(self, path: Path, *, busy_seconds: float) -> None:
        self._path = path
        self._engine = _engine(path, busy_seconds)
        self._connection: Connection | None = None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        from sqlalchemy.exc import DBAPIError

        try:
            if self._connection is None:
                self._connection = self._engine.connect()
            with self._connection.begin():
                yield self._connection
        except DBAPIError as error:
            raise explain(self._path, error.orig or error) from error
        except sqlite3.Error as error:
            raise explain(self._path, error) from error

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._engine.dispose()


def _engine(path: Path, busy_seconds: float) -> Engine:
    from sqlalchemy import URL, create_engine, event
    from sqlalchemy.pool import StaticPool

    url = URL.create("sqlite+pysqlite", database=str(path.resolve()))
    arguments = {"timeout": busy_seconds, "check_same_thread": False}
    engine = create_engine(url, connect_args=arguments, poolclass=StaticPool)

    @event.listens_for(engine, "connect")
    def on_connect(raw: Any, _record: object) -> None:
        raw.isolation_level = None  # transactions are begun by `on_begin`, never by the driver
        for pragma in (
            f"busy_timeout = {int(busy_seconds * 1000)}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "recursive_triggers = ON",  # else INSERT OR REPLACE would delete behind the triggers' back
        ):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def mark(connection: Connection) -> None:
    """Write into the file what it is."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def append_only_triggers(tables: tuple[str, ...] = APPEND_ONLY) -> list[str]:
    """Statements that make the database itself refuse to change or remove a row."""
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table in tables
        for verb in ("UPDATE", "DELETE")
    ]
