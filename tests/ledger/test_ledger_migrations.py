"""The migrations that ship lead to exactly the tables that the code writes to."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from contested.ledger import migrate, open_ledger
from contested.ledger.schema import APPEND_ONLY, REVISIONS
from contested.ledger.sqlite import SqliteWrites
from contested.ledger.tables import metadata


def test_revisions_are_those_of_the_package() -> None:
    script = ScriptDirectory.from_config(migrate.config())
    assert tuple(r.revision for r in reversed(list(script.walk_revisions()))) == REVISIONS


def test_migrated_schema_is_the_schema_of_the_code(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    open_ledger(path, create=True).close()
    writes = SqliteWrites(path, busy_seconds=1)
    with writes.transaction() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        migrate.upgrade(connection)  # nothing left to do
        triggers = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).scalars()
        assert set(triggers) == {f"{t}_no_{verb}" for t in APPEND_ONLY for verb in ("update", "delete")}
    writes.close()
