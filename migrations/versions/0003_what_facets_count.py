"""Indexes that hold all that facets and the pages of states count, so that no row is read for them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INDEXES = (
    ("keyword", "ix_keyword_scheme_value", ["scheme", "value"], "ix_keyword_counted", []),
    ("vote", "ix_vote_state", ["state"], "ix_vote_counted", ["vote"]),
    ("sponsor", "ix_sponsor_state", ["state"], "ix_sponsor_counted", []),
)


def upgrade() -> None:
    for table, old, columns, new, more in _INDEXES:
        op.drop_index(old, table)
        # PostgreSQL has no room for a long value in an index.
        is_short = sa.text("length(value) < 500") if table == "keyword" else None
        op.create_index(new, table, [*columns, *more, "document_id"], postgresql_where=is_short)


def downgrade() -> None:
    for table, old, columns, new, _ in _INDEXES:
        op.drop_index(new, table)
        op.create_index(old, table, columns)
