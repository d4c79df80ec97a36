"""What an ingest looks up so that its work follows what changed: forms of symbols, titles and passages of texts; and
what the pages of states count."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _document(*, primary: bool = True) -> sa.Column[int]:
    target = sa.ForeignKey("document.id", ondelete="CASCADE")
    return sa.Column("document_id", sa.Integer(), target, primary_key=primary, nullable=False)


def upgrade() -> None:
    op.create_index("ix_document_symbol", "document", ["symbol"])
    op.create_table(
        "symbol_form",
        sa.Column("symbol", sa.String(), primary_key=True, nullable=False),
        sa.Column("form", sa.String(), primary_key=True, nullable=False),
    )
    op.create_index("ix_symbol_form_form", "symbol_form", ["form"])
    op.create_table(
        "titled",
        _document(),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("session", sa.String(), nullable=True),
    )
    op.create_index("ix_titled_form", "titled", ["form"], postgresql_using="hash")
    op.create_table(
        "passage",
        _document(),
        sa.Column("digest", sa.BigInteger(), primary_key=True, nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
    )
    op.create_index("ix_passage_holders", "passage", ["digest", "document_id"])
    op.create_table(
        "stance_count",
        sa.Column("state", sa.String(), primary_key=True, nullable=False),
        sa.Column("year", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("stance", sa.String(), primary_key=True, nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    for table in ("stance_count", "passage", "titled", "symbol_form"):
        op.drop_table(table)
    op.drop_index("ix_document_symbol", "document")
