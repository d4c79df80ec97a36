"""What structured sources bring: steps, subjects, tables, files that print several documents."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("document") as batch_op:
        batch_op.add_column(sa.Column("originating", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("remarks", sa.String(), nullable=False, server_default=""))
        batch_op.create_index("ix_document_committee", ["committee"], postgresql_using="hash")
        batch_op.create_index("ix_document_agenda_item_title", ["agenda_item_title"], postgresql_using="hash")
    with op.batch_alter_table("unit") as batch_op:
        batch_op.add_column(sa.Column("verb_start", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("rows", sa.String(), nullable=True))
    with op.batch_alter_table("sponsor") as batch_op:
        batch_op.add_column(sa.Column("is_additional", sa.Boolean(), nullable=False, server_default="0"))
    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("symbol", sa.String(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("detail", sa.String(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_step_document_id", "step", ["document_id"])
    op.create_table(
        "keyword",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("uri", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_keyword_document_id", "keyword", ["document_id"])
    op.create_index("ix_keyword_scheme_value", "keyword", ["scheme", "value"])
    _remake_sources(sa.UniqueConstraint("location", "document_id"))
    op.create_index("ix_source_location", "source", ["location"])


def downgrade() -> None:
    op.drop_index("ix_source_location", "source")
    op.execute("DELETE FROM source WHERE id NOT IN (SELECT min(id) FROM source GROUP BY location)")
    _remake_sources(sa.UniqueConstraint("location"))
    op.drop_table("keyword")
    op.drop_table("step")
    with op.batch_alter_table("sponsor") as batch_op:
        batch_op.drop_column("is_additional")
    with op.batch_alter_table("unit") as batch_op:
        batch_op.drop_column("rows")
        batch_op.drop_column("verb_start")
    with op.batch_alter_table("document") as batch_op:
        batch_op.drop_index("ix_document_agenda_item_title")
        batch_op.drop_index("ix_document_committee")
        batch_op.drop_column("remarks")
        batch_op.drop_column("originating")


def _remake_sources(unique: sa.UniqueConstraint) -> None:
    """SQLite cannot drop a constraint that has no name, so the table is made anew."""
    for index in ("ix_source_document_id", "ix_source_fingerprint"):
        op.drop_index(index, "source")
    op.rename_table("source", "former_source")
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        unique,
    )
    op.execute("INSERT INTO source SELECT * FROM former_source")
    op.drop_table("former_source")
    op.create_index("ix_source_document_id", "source", ["document_id"])
    op.create_index("ix_source_fingerprint", "source", ["fingerprint"])
