"""Opening: every way in which a file can fail to be a ledger has its own clear message."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from contested.ledger import open_ledger
from contested.ledger.schema import APPEND_ONLY, HEAD, REVISIONS
from contested.model import LedgerError
from sample_values import NOON, claim, document, run


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed ledger with one reading; copy it before changing it."""
    path = tmp_path_factory.mktemp("made") / "made.ledger"
    with open_ledger(path, create=True) as ledger:
        doc = document()
        ledger.begin_run(run())
        ledger.add_reading(doc, [claim(doc)], version="v", reader="rules", run_id="r_1", at=NOON)
    return path


@pytest.fixture
def ledger_file(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "one.ledger"))


def refused(path: Path | str, message: str, **how: Any) -> None:
    with pytest.raises(LedgerError, match=message):
        open_ledger(path, **how)


def test_what_is_no_ledger(tmp_path: Path) -> None:
    refused(tmp_path / "none.ledger", "does not exist")
    refused(tmp_path / "none.ledger", "does not exist", create=True, read_only=True)
    refused(tmp_path, "is a folder", create=True)
    refused(tmp_path / "no" / "such.ledger", "no folder", create=True)
    refused("postgresql://host/db", "not supported yet")
    empty, junk, other = (tmp_path / n for n in ("empty", "junk", "other.db"))
    empty.touch()
    refused(empty, "it is empty")
    junk.write_bytes(b"\x89PNG and more")
    refused(junk, "not an SQLite file", create=True)
    junk.write_bytes(b"SQLite format 3\x00" + b"junk" * 500)
    refused(junk, "not a ledger|damaged", create=True)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    before = other.read_bytes()
    refused(other, "of something else", create=True)
    assert other.read_bytes() == before, "a stranger's file is left as it was"
    with open_ledger(empty, create=True) as ledger:
        assert ledger.counts()["documents"] == 0


def test_a_newer_and_an_older_schema(ledger_file: Path) -> None:
    with sqlite3.connect(ledger_file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    refused(ledger_file, f"newer Contested \\(schema 9999; this one knows up to {HEAD}\\)")


def test_an_older_schema_is_for_writing_only(ledger_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contested.ledger.sqlite.REVISIONS", (*REVISIONS, "next"))
    refused(ledger_file, "older schema", read_only=True)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that nobody may write to")
def test_a_disk_that_cannot_be_written() -> None:
    refused(Path("/proc/self/x.ledger"), "cannot be opened", create=True)


def test_a_read_only_ledger_refuses_writes(ledger_file: Path) -> None:
    with open_ledger(ledger_file, read_only=True) as ledger:
        assert ledger.read_only
        with pytest.raises(LedgerError, match="for reading only"):
            ledger.begin_run(run(2))


def _on_a_read_only_disk(file: Path) -> list[str]:
    """What reading and then writing say there: the number of claims, and the refusal."""
    said = []
    with open_ledger(file, read_only=True) as ledger:
        said.append(str(ledger.counts()["claims"]))
    try:
        with open_ledger(file) as ledger:
            ledger.replace_incidents([], version="1")
    except LedgerError as error:
        said.append(str(error))
    return said


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs POSIX permissions")
def test_a_ledger_is_read_from_a_read_only_disk_and_refuses_writes_there(made: Path) -> None:
    _on_a_read_only_disk(made)  # loads what the child may not be allowed to load
    readable, writable = os.pipe()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = Path(shutil.copy(made, folder / "x.ledger"))
        file.chmod(0o444)
        folder.chmod(0o555)
        child = os.fork()
        if not child:
            try:
                if os.geteuid() == 0:
                    os.setuid(65534)  # for root, nothing is read-only
                os.write(writable, "\n".join(_on_a_read_only_disk(file)).encode())
            finally:
                os._exit(0)
        os.close(writable)
        with os.fdopen(readable) as pipe:
            said = pipe.read().splitlines()
        os.waitpid(child, 0)
        folder.chmod(0o755)
    assert said[0] == "1"
    assert "cannot be written: the file or its disk is read-only" in said[1]


def test_damage_is_told(ledger_file: Path) -> None:
    data = bytearray(ledger_file.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    ledger_file.write_bytes(data)
    with pytest.raises(LedgerError, match="damaged"), open_ledger(ledger_file, read_only=True) as ledger:
        list(ledger.documents())


def test_a_write_waits_for_another_writer_and_then_says_so(ledger_file: Path) -> None:
    other = sqlite3.connect(ledger_file, isolation_level=None)
    with open_ledger(ledger_file, busy_seconds=0.05) as ledger:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="locked: another process"):
            ledger.begin_run(run(2))
        assert ledger.counts()["claims"] == 1, "reading goes on meanwhile"
        other.execute("ROLLBACK")
        ledger.begin_run(run(2))
        assert len(ledger.runs()) == 2
    other.close()


def test_a_failed_creation_leaves_nothing_half_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new.ledger"
    monkeypatch.setattr("contested.ledger.sqlite.APPEND_ONLY", ())
    real = __import__("contested.ledger.migrate", fromlist=["upgrade"]).upgrade

    def then_fail(connection: Any) -> None:
        real(connection)
        raise LedgerError("power cut")

    monkeypatch.setattr("contested.ledger.migrate.upgrade", then_fail)
    refused(path, "power cut", create=True)
    refused(path, "it is empty", read_only=True)
    monkeypatch.undo()
    with open_ledger(path, create=True) as ledger:
        assert ledger.counts()["runs"] == 0


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_the_database_itself_refuses_change(ledger_file: Path, table: str) -> None:
    from contested.model import Judgement, Problem

    with open_ledger(ledger_file) as ledger:
        ledger.add_judgement(Judgement(id="j", kind="accept", subject=("c",), who="ann", at=NOON))
        ledger.add_problem("r_1", Problem(file="f", reason="r", stage="read"))
        ledger.finish_run(run(finished=NOON))
    with sqlite3.connect(ledger_file) as connection:
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 1
        connection.execute("PRAGMA recursive_triggers = ON")
        for change in (
            f"UPDATE {table} SET seq = 7",
            f"DELETE FROM {table}",
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(change)


def test_writes_are_durable_and_checked(ledger_file: Path) -> None:
    from contested.ledger.sqlite import SqliteWrites

    writes = SqliteWrites(ledger_file, busy_seconds=1)
    with writes.transaction() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
        }
    writes.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}


def test_reading_loads_no_database_library(ledger_file: Path) -> None:
    code = (
        "import sys; from contested.ledger import open_ledger\n"
        "with open_ledger(sys.argv[1], read_only=True) as ledger: assert ledger.counts()['claims'] == 1\n"
        "heavy = {'sqlalchemy', 'alembic', 'spacy', 'pyarrow', 'numpy'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(ledger_file)], check=True, env=os.environ | {"PYTHONPATH": ""}
    )


def test_opening_an_up_to_date_ledger_for_writing_loads_no_alembic(ledger_file: Path) -> None:
    code = (
        "import sys; from contested.ledger import open_ledger\n"
        "open_ledger(sys.argv[1]).close()\n"
        "assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(ledger_file)], check=True)
