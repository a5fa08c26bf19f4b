"""What linking found on its way, kept so that new reports join without linking all anew. Frozen."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, _INT, primary_key=True, autoincrement=False)


def upgrade() -> None:
    op.create_table(
        "link_event",
        _key("id"),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("part", _INT, nullable=False),
    )
    op.create_index("link_event_document", "link_event", ["document_id"])
    op.create_index("link_event_part", "link_event", ["part"])
    op.create_table("link_key", _key("hash"), _key("event"), sqlite_with_rowid=False)
    op.create_index("link_key_event", "link_key", ["event"])
    op.create_table(
        "link_sketch",
        _key("hash"),
        sa.Column("document_id", sa.Text(), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("link_sketch_document", "link_sketch", ["document_id"])
    op.create_table(
        "link_copy",
        sa.Column("document_id", sa.Text(), primary_key=True),
        sa.Column("leader", sa.Text(), nullable=False),
    )
