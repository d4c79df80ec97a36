"""Where states lie by the likeness of their votes, year by year: laid out with the next ingest."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vote_picture",
        sa.Column("year", sa.Integer(), primary_key=True, nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("calls", "explained", "left_out")),
    )
    op.create_table(
        "vote_position",
        sa.Column("year", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("state", sa.String(), primary_key=True, nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("x", "y", "votes")),
        sa.Column("nearest", sa.String(), nullable=False),
        sa.Column("likeness", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("vote_position")
    op.drop_table("vote_picture")
