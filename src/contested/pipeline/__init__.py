"""The only composer: read -> extract -> resolve -> label -> ledger -> link -> ledger."""

from contested.extract import ReaderOptions, cost
from contested.pipeline.document import Outcome, read_document
from contested.pipeline.engine import Engine, engine, join
from contested.pipeline.ingest import Hooks, Tally, ingest, outcomes, relink
from contested.pipeline.pool import default_jobs, read_all

__all__ = [
    "Engine",
    "Hooks",
    "Outcome",
    "ReaderOptions",
    "Tally",
    "cost",
    "default_jobs",
    "engine",
    "ingest",
    "join",
    "outcomes",
    "read_all",
    "read_document",
    "relink",
]
