"""Which text continues which, and which paragraph comes from which."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _key(name: str, table: str, *, primary: bool = False) -> sa.Column[int]:
    target = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name, sa.Integer(), target, primary_key=primary, nullable=False)


def upgrade() -> None:
    op.create_table(
        "kept",
        _key("document_id", "document", primary=True),
        _key("earlier_id", "document", primary=True),
        sa.Column("share", sa.Float(), nullable=False),
    )
    op.create_index("ix_kept_earlier_id", "kept", ["earlier_id"])
    op.create_table(
        "continuation",
        _key("document_id", "document", primary=True),
        sa.Column("kind", sa.String(), primary_key=True, nullable=False),
        _key("earlier_id", "document"),
        sa.Column("confidence", sa.String(), nullable=False),
        sa.Column("same_organ", sa.Boolean(), nullable=False),
        sa.Column("same_title", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Float(), nullable=True),
        sa.Column("named", sa.String(), nullable=True),
        sa.Column("kept", sa.Float(), nullable=True),
    )
    op.create_index("ix_continuation_earlier_id", "continuation", ["earlier_id"])
    op.create_table(
        "series",
        _key("document_id", "document", primary=True),
        sa.Column("series", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
    )
    op.create_index("ix_series_series", "series", ["series"])
    op.create_table(
        "descent",
        _key("unit_id", "unit", primary=True),
        _key("earlier_id", "unit"),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ratio", sa.Float(), nullable=False),
    )
    op.create_index("ix_descent_earlier_id", "descent", ["earlier_id"])


def downgrade() -> None:
    for table in ("descent", "series", "continuation", "kept"):
        op.drop_table(table)
