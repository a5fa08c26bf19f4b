"""Names that opening a ledger needs before any database library is loaded."""

from __future__ import annotations

REVISIONS = ("0001", "0002")
"""The schema's history, oldest first: the Alembic revisions that this package ships."""

HEAD = REVISIONS[-1]

APPEND_ONLY = (
    "run",
    "run_end",
    "document",
    "reading",
    "claim",
    "judgement",
    "judgement_subject",
    "problem",
)
"""Tables whose rows are never changed or removed; the database itself refuses."""
