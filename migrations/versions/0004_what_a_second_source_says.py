"""The text that each further source has, how sure the text of a unit is, and where two sources differ."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("source", sa.Column("reading", sa.String(), nullable=True))
    op.add_column("unit", sa.Column("confidence", sa.String(), nullable=False, server_default="single"))
    op.create_table(
        "variant",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "document_id", sa.Integer(), sa.ForeignKey("document.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("anchor", sa.String(), nullable=True),
        sa.Column("other_anchor", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("other_text", sa.String(), nullable=True),
    )
    op.create_index("ix_variant_document_id", "variant", ["document_id"])


def downgrade() -> None:
    op.drop_index("ix_variant_document_id", "variant")
    op.drop_table("variant")
    op.drop_column("unit", "confidence")
    op.drop_column("source", "reading")
