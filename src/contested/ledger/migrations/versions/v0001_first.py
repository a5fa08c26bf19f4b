"""The first schema. Frozen: a later change is a later migration."""

import sqlalchemy as sa
from alembic import op

from contested.ledger.sqlite import append_only_triggers

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_APPEND_ONLY = (
    "run",
    "run_end",
    "document",
    "reading",
    "claim",
    "judgement",
    "judgement_subject",
    "problem",
)


def _record(name: str, *columns: sa.schema.SchemaItem) -> None:
    seq = sa.Column("seq", _SEQ, primary_key=True, autoincrement=True)
    op.create_table(name, seq, *columns, sqlite_autoincrement=True)


def _text(name: str, *more: sa.schema.SchemaItem, null: bool = False, unique: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), *more, nullable=null, unique=unique)


def upgrade() -> None:
    _runs()
    _documents()
    _claims()
    _judgements()
    _incidents()
    if op.get_bind().dialect.name == "sqlite":
        for statement in append_only_triggers(_APPEND_ONLY):
            op.execute(statement)


def _runs() -> None:
    _record("run", _text("id", unique=True), _text("started"), _text("payload"))
    _record("run_end", _text("run_id", sa.ForeignKey("run.id"), unique=True), _text("payload"))
    _record(
        "problem",
        _text("id"),
        _text("run_id", sa.ForeignKey("run.id")),
        _text("payload"),
        sa.UniqueConstraint("id", "run_id", name="problem_once"),
    )
    op.create_index("problem_run", "problem", ["run_id"])


def _documents() -> None:
    _record(
        "document",
        _text("id", unique=True),
        _text("key", null=True),
        _text("url", null=True),
        _text("outlet", null=True),
        _text("title", null=True),
        _text("published", null=True),
        _text("language", null=True),
        _text("locator"),
        _text("sha256_text"),
        _text("sha256_raw"),
        _text("outlet_fold"),
        _text("title_fold"),
        _text("payload"),
        _text("text"),
    )
    op.create_index("document_published", "document", ["published"])
    _record(
        "reading",
        _text("document_id", sa.ForeignKey("document.id")),
        _text("version"),
        _text("reader"),
        _text("run_id", sa.ForeignKey("run.id")),
        _text("at"),
        sa.Column("n_claims", sa.Integer(), nullable=False),
        sa.UniqueConstraint("document_id", "version", name="reading_once"),
    )
    op.create_index("reading_newest", "reading", ["document_id", "at", "version"])
    op.create_index("reading_version", "reading", ["version", "document_id"])


def _claims() -> None:
    _record(
        "claim",
        _text("id", unique=True),
        sa.Column("reading_seq", _SEQ, sa.ForeignKey("reading.seq"), nullable=False),
        _text("document_id", sa.ForeignKey("document.id")),
        _text("type"),
        _text("status"),
        _text("country", null=True),
        _text("admin1", null=True),
        _text("start_date", null=True),
        _text("end_date", null=True),
        sa.Column("latitude", sa.Float()),
        sa.Column("longitude", sa.Float()),
        _text("section"),
        sa.Column("background", sa.Boolean(), nullable=False),
        _text("country_fold"),
        _text("place_fold"),
        _text("actor_fold"),
        _text("payload"),
    )
    op.create_index("claim_reading", "claim", ["reading_seq"])
    op.create_index("claim_document", "claim", ["document_id"])
    op.create_index("claim_type", "claim", ["type", "start_date"])
    op.create_index("claim_start", "claim", ["start_date"])
    op.create_index("claim_country", "claim", ["country_fold", "start_date"])


def _judgements() -> None:
    _record(
        "judgement",
        _text("id", unique=True),
        _text("kind"),
        _text("at"),
        _text("supersedes", sa.ForeignKey("judgement.id"), null=True),
        _text("payload"),
    )
    _record("judgement_subject", _text("judgement_id", sa.ForeignKey("judgement.id")), _text("subject"))
    op.create_index("judgement_by_subject", "judgement_subject", ["subject"])


def _incidents() -> None:
    op.create_table(
        "incident",
        sa.Column("id", sa.Text(), primary_key=True),
        _text("type"),
        _text("start_date", null=True),
        _text("end_date", null=True),
        _text("country_fold"),
        _text("place_fold"),
        _text("actor_fold"),
        _text("contested_fields"),
        sa.Column("n_contested", sa.Integer(), nullable=False),
        sa.Column("n_origins", sa.Integer(), nullable=False),
        sa.Column("killed", sa.BigInteger()),
        sa.Column("background", sa.Boolean(), nullable=False),
        _text("payload"),
    )
    op.create_index("incident_date", "incident", ["start_date", "id"])
    op.create_index("incident_type", "incident", ["type", "start_date"])
    op.create_index("incident_country", "incident", ["country_fold", "start_date"])
    op.create_table(
        "incident_claim",
        sa.Column("incident_id", sa.Text(), sa.ForeignKey("incident.id"), primary_key=True),
        sa.Column("claim_id", sa.Text(), sa.ForeignKey("claim.id"), primary_key=True),
    )
    op.create_index("incident_of_claim", "incident_claim", ["claim_id"])
    op.create_table("linking", sa.Column("version", sa.Text(), primary_key=True), _text("through"))
