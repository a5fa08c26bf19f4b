"""Bringing a ledger's schema up to date; the only module that loads Alembic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contested.ledger.schema import HEAD

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings; they name the migrations inside this package and one open connection."""
    from importlib.resources import files

    from alembic.config import Config

    settings = Config()
    settings.set_main_option(
        "script_location", str(files("contested.ledger") / "migrations").replace("%", "%%")
    )
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings


def upgrade(connection: Connection) -> None:
    """To the newest schema, inside the caller's transaction: done wholly or not at all.

    Two processes may open a new ledger at once: the second finds nothing left to do.
    """
    from alembic import command

    command.upgrade(config(connection), HEAD)
