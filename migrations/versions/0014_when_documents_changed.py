"""Since when documents are here and when they last changed; which addresses were given up.

Of what is held already, the day of its addition is known, or else this one is taken; its last change is its last former
text, where it has one.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_COLUMNS = ("digest", "added_at", "changed_at", "shown_as")
_ADDED = "(SELECT added_on || 'T00:00:00Z' FROM addition WHERE document_id = document.id)"
_REPLACED = "(SELECT max(replaced_on) || 'T00:00:00Z' FROM version WHERE document_id = document.id)"


def upgrade() -> None:
    for name in _COLUMNS:
        op.add_column("document", sa.Column(name, sa.String(), nullable=True))
    op.add_column("edition", sa.Column("digest", sa.String(), nullable=True))
    op.create_table(
        "tombstone",
        sa.Column("address", sa.String(), primary_key=True, nullable=False),
        sa.Column("moved_to", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=True),
    )
    now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}Z"
    op.execute(sa.text(f"UPDATE document SET added_at = coalesce({_ADDED}, :now)").bindparams(now=now))  # noqa: S608
    op.execute(
        f"UPDATE document SET changed_at = CASE WHEN {_REPLACED} > added_at THEN {_REPLACED} ELSE added_at END"  # noqa: S608
    )
    op.create_index("ix_document_changed", "document", ["changed_at", "id"])
    op.drop_table("addition")


def downgrade() -> None:
    target = sa.ForeignKey("document.id", ondelete="CASCADE")
    op.create_table(
        "addition",
        sa.Column("document_id", sa.Integer(), target, primary_key=True, nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
    )
    op.execute(
        "INSERT INTO addition SELECT id, substr(added_at, 1, 10) FROM document WHERE added_at IS NOT NULL"
    )
    op.drop_index("ix_document_changed", "document")
    for name in _COLUMNS:
        op.drop_column("document", name)
    op.drop_column("edition", "digest")
    op.drop_table("tombstone")
