"""The tables, for every backend. A change here needs a migration; a test compares the two.

Dates and times are ISO 8601 text (times in UTC with microseconds), so that they sort as they read
and mean the same in every database. `seq` numbers the records of a table in the order in which
they were written and is never used twice: the place where a hash chain can be attached.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from contested.ledger.schema import APPEND_ONLY

metadata = MetaData()
_SEQ = BigInteger().with_variant(Integer, "sqlite")


def _seq() -> Column[int]:
    return Column("seq", _SEQ, primary_key=True, autoincrement=True)


run = Table(
    "run",
    metadata,
    _seq(),
    Column("id", Text, nullable=False, unique=True),
    Column("started", Text, nullable=False),
    Column("payload", Text, nullable=False),
    sqlite_autoincrement=True,
)
run_end = Table(
    "run_end",
    metadata,
    _seq(),
    Column("run_id", Text, ForeignKey("run.id"), nullable=False, unique=True),
    Column("payload", Text, nullable=False),
    sqlite_autoincrement=True,
)
document = Table(
    "document",
    metadata,
    _seq(),
    Column("id", Text, nullable=False, unique=True),
    Column("key", Text),
    Column("url", Text),
    Column("outlet", Text),
    Column("title", Text),
    Column("published", Text),
    Column("language", Text),
    Column("locator", Text, nullable=False),
    Column("sha256_text", Text, nullable=False),
    Column("sha256_raw", Text, nullable=False),
    Column("outlet_fold", Text, nullable=False),
    Column("title_fold", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index("document_published", "published"),
    sqlite_autoincrement=True,
)
reading = Table(
    "reading",
    metadata,
    _seq(),
    Column("document_id", Text, ForeignKey("document.id"), nullable=False),
    Column("version", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("run_id", Text, ForeignKey("run.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("n_claims", Integer, nullable=False),
    UniqueConstraint("document_id", "version", name="reading_once"),
    Index("reading_newest", "document_id", "at", "version"),
    Index("reading_version", "version", "document_id"),
    sqlite_autoincrement=True,
)
claim = Table(
    "claim",
    metadata,
    _seq(),
    Column("id", Text, nullable=False, unique=True),
    Column("reading_seq", _SEQ, ForeignKey("reading.seq"), nullable=False),
    Column("document_id", Text, ForeignKey("document.id"), nullable=False),
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("country", Text),
    Column("admin1", Text),
    Column("start_date", Text),
    Column("end_date", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("section", Text, nullable=False),
    Column("background", Boolean, nullable=False),
    Column("country_fold", Text, nullable=False),
    Column("place_fold", Text, nullable=False),
    Column("actor_fold", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Index("claim_reading", "reading_seq"),
    Index("claim_document", "document_id"),
    Index("claim_type", "type", "start_date"),
    Index("claim_start", "start_date"),
    Index("claim_country", "country_fold", "start_date"),
    sqlite_autoincrement=True,
)
judgement = Table(
    "judgement",
    metadata,
    _seq(),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("supersedes", Text, ForeignKey("judgement.id")),
    Column("payload", Text, nullable=False),
    sqlite_autoincrement=True,
)
judgement_subject = Table(
    "judgement_subject",
    metadata,
    _seq(),
    Column("judgement_id", Text, ForeignKey("judgement.id"), nullable=False),
    Column("subject", Text, nullable=False),
    Index("judgement_by_subject", "subject"),
    sqlite_autoincrement=True,
)
problem = Table(
    "problem",
    metadata,
    _seq(),
    Column("id", Text, nullable=False),
    Column("run_id", Text, ForeignKey("run.id"), nullable=False),
    Column("payload", Text, nullable=False),
    UniqueConstraint("id", "run_id", name="problem_once"),
    Index("problem_run", "run_id"),
    sqlite_autoincrement=True,
)

# Computed from the tables above and replaced as a whole: the only ones that may be rewritten.
incident = Table(
    "incident",
    metadata,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("start_date", Text),
    Column("end_date", Text),
    Column("country_fold", Text, nullable=False),
    Column("place_fold", Text, nullable=False),
    Column("actor_fold", Text, nullable=False),
    Column("contested_fields", Text, nullable=False),
    Column("n_contested", Integer, nullable=False),
    Column("n_origins", Integer, nullable=False),
    Column("killed", BigInteger),
    Column("background", Boolean, nullable=False),
    Column("payload", Text, nullable=False),
    Index("incident_date", "start_date", "id"),
    Index("incident_type", "type", "start_date"),
    Index("incident_country", "country_fold", "start_date"),
)
incident_claim = Table(
    "incident_claim",
    metadata,
    Column("incident_id", Text, ForeignKey("incident.id"), primary_key=True),
    Column("claim_id", Text, ForeignKey("claim.id"), primary_key=True),
    Index("incident_of_claim", "claim_id"),
)
linking = Table(
    "linking",
    metadata,
    Column("version", Text, primary_key=True),
    Column("through", Text, nullable=False),
)

# What linking found on its way, so that a new report touches only what lies near it; computed as well.
link_event = Table(
    "link_event",
    metadata,
    Column("id", _SEQ, primary_key=True, autoincrement=False),
    Column("document_id", Text, nullable=False),
    Column("part", _SEQ, nullable=False),
    Index("link_event_document", "document_id"),
    Index("link_event_part", "part"),
)
link_key = Table(
    "link_key",
    metadata,
    Column("hash", _SEQ, primary_key=True, autoincrement=False),
    Column("event", _SEQ, primary_key=True, autoincrement=False),
    Index("link_key_event", "event"),
    sqlite_with_rowid=False,
)
link_sketch = Table(
    "link_sketch",
    metadata,
    Column("hash", _SEQ, primary_key=True, autoincrement=False),
    Column("document_id", Text, primary_key=True),
    Index("link_sketch_document", "document_id"),
    sqlite_with_rowid=False,
)
link_copy = Table(
    "link_copy",
    metadata,
    Column("document_id", Text, primary_key=True),
    Column("leader", Text, nullable=False),
)

COMPUTED = frozenset(
    {"incident", "incident_claim", "linking", "link_event", "link_key", "link_sketch", "link_copy"}
)
assert set(APPEND_ONLY) == set(metadata.tables) - COMPUTED
