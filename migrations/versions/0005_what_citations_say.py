"""What a citation says of its target, the links of sources as evidence, and what follows from all citations."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("citation", sa.Column("places", sa.String(), nullable=False, server_default=""))
    op.add_column("citation", sa.Column("organ_by", sa.String(), nullable=True))
    op.add_column("citation", sa.Column("dated", sa.Date(), nullable=True))
    op.add_column("citation", sa.Column("titled", sa.String(), nullable=True))
    op.add_column("document", sa.Column("cited", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("unit_id", sa.Integer(), sa.ForeignKey("unit.id", ondelete="CASCADE"), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("href", sa.String(), nullable=False),
    )
    op.create_index("ix_link_unit_id", "link", ["unit_id"])
    op.create_table(
        "alias",
        sa.Column("target", sa.String(), primary_key=True),
        sa.Column("symbol", sa.String(), nullable=False),
    )
    op.create_index("ix_alias_symbol", "alias", ["symbol"])
    op.create_table(
        "cited",
        sa.Column("symbol", sa.String(), primary_key=True),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
    )


def downgrade() -> None:
    op.drop_table("cited")
    op.drop_index("ix_alias_symbol", "alias")
    op.drop_table("alias")
    op.drop_index("ix_link_unit_id", "link")
    op.drop_table("link")
    op.drop_column("document", "cited")
    for column in ("titled", "dated", "organ_by", "places"):
        op.drop_column("citation", column)
