"""What a database must offer to hold a ledger. SQLite is the first; all that is its own is in `sqlite.py`.

Reading is SQL text in and tuples out. Writing hands out a SQLAlchemy connection inside one
transaction that holds the right to write, so that "look, then insert" cannot be overtaken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from sqlalchemy import Connection

Tuples = Iterator[tuple[Any, ...]]


class Reads(Protocol):
    def rows(self, sql: str, params: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """All rows at once, as committed now."""
        ...

    def stream(self, sql: str, params: Mapping[str, Any]) -> Tuples:
        """Rows as they are asked for, all of one moment, whatever is written meanwhile."""
        ...

    def close(self) -> None: ...


class Writes(Protocol):
    def transaction(self) -> AbstractContextManager[Connection]:
        """Committed and on the disk when it is left; nothing of it is there when it is left by an error."""
        ...

    def close(self) -> None: ...
