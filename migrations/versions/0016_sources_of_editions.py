"""Further files of a text in another language, and what is doubtful in it."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("edition", sa.Column("problems", sa.String(), nullable=True))
    op.create_table(
        "edition_source",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "document_id", sa.Integer(), sa.ForeignKey("document.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("reading", sa.String(), nullable=False),
        sa.UniqueConstraint("location", "document_id"),
    )
    for name in ("document_id", "location", "fingerprint"):
        op.create_index(f"ix_edition_source_{name}", "edition_source", [name])


def downgrade() -> None:
    op.drop_table("edition_source")
    op.drop_column("edition", "problems")
