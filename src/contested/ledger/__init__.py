"""The append-only store. Model values in and out; nothing of the database leaks."""

from contested.ledger.query import (
    ClaimQuery,
    DocumentQuery,
    IncidentQuery,
    IncidentSort,
    Page,
    Reading,
    fold,
)
from contested.ledger.store import Ledger, open_ledger

__all__ = [
    "ClaimQuery",
    "DocumentQuery",
    "IncidentQuery",
    "IncidentSort",
    "Ledger",
    "Page",
    "Reading",
    "fold",
    "open_ledger",
]
