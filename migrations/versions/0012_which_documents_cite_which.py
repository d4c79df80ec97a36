"""Which documents cite which, and indexes by which a page of citing places is found without all others."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "citing",
        sa.Column("symbol", sa.String(), primary_key=True, nullable=False),
        sa.Column(
            "document_id",
            sa.Integer(),
            sa.ForeignKey("document.id", ondelete="CASCADE"),
            primary_key=True,
            nullable=False,
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_citing_document_id", "citing", ["document_id"])
    op.drop_index("ix_citation_target", "citation")
    op.create_index("ix_citation_cited", "citation", ["target", "unit_id"])
    is_placed = sa.text("places != ''")
    op.create_index(
        *("ix_citation_placed", "citation", ["target", "unit_id"]),
        sqlite_where=is_placed,
        postgresql_where=is_placed,
    )


def downgrade() -> None:
    op.drop_index("ix_citation_placed", "citation")
    op.drop_index("ix_citation_cited", "citation")
    op.create_index("ix_citation_target", "citation", ["target"])
    op.drop_table("citing")
