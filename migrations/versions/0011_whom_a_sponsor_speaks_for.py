"""The group that a sponsor speaks for."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sponsor") as batch_op:
        batch_op.add_column(sa.Column("on_behalf_of", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("sponsor") as batch_op:
        batch_op.drop_column("on_behalf_of")
