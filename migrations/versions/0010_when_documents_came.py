"""When a document was taken in: the last addition of each organ and session. Unknown for what is held already."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    target = sa.ForeignKey("document.id", ondelete="CASCADE")
    op.create_table(
        "addition",
        sa.Column("document_id", sa.Integer(), target, primary_key=True, nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("addition")
