"""Dates of adoption that cannot be, as printed, and what is derived instead; the day that orders texts."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_COLUMNS = {
    "adopted_as_printed": sa.String(),
    "dated_by": sa.String(),
    "dated_from": sa.Date(),
    "dated_to": sa.Date(),
    "ordered_on": sa.Date(),
}


def upgrade() -> None:
    for name, kind in _COLUMNS.items():
        op.add_column("document", sa.Column(name, kind, nullable=True))
    op.add_column("document", sa.Column("annexes", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE document SET ordered_on = adopted_on")
    op.create_index("ix_document_ordered_on", "document", ["ordered_on"])


def downgrade() -> None:
    op.drop_index("ix_document_ordered_on", "document")
    for name in (*_COLUMNS, "annexes"):
        op.drop_column("document", name)
