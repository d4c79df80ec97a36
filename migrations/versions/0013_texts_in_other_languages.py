"""Texts in other languages, which unit is which, and where the languages differ."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def _key(name: str, target: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(target, ondelete="CASCADE"), nullable=nullable)


def _words(*names: str, nullable: bool = False) -> list[sa.Column]:
    return [sa.Column(name, sa.String(), nullable=nullable) for name in names]


def upgrade() -> None:
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        _key("document_id", "document.id"),
        *_words("language"),
        *_words("title", "formula", nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        *_words("remarks"),
        *_words("adoption_text", nullable=True),
        *_words("location", "path", "format", "sha256", "fingerprint"),
        sa.Column("is_aligned", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("document_id", "language"),
    )
    op.create_index("ix_edition_location", "edition", ["location"])
    op.create_index("ix_edition_fingerprint", "edition", ["fingerprint"])
    op.create_table(
        "edition_unit",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        _key("edition_id", "edition.id"),
        *_words("part", "anchor"),
        *_words("kind", "annex", "number", nullable=True),
        sa.Column("depth", sa.Integer(), nullable=False),
        *_words("text"),
        *_words("verb", nullable=True),
        sa.Column("verb_start", sa.Integer(), nullable=False),
        sa.Column("verb_end", sa.Integer(), nullable=False),
        *_words("eid", "rows", "marks", nullable=True),
        sa.UniqueConstraint("edition_id", "anchor"),
    )
    op.create_table(
        "pairing",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        _key("edition_id", "edition.id"),
        sa.Column("n", sa.Integer(), nullable=False),
        _key("unit_id", "unit.id", nullable=True),
        _key("edition_unit_id", "edition_unit.id", nullable=True),
        *_words("how"),
        sa.Column("confidence", sa.Float(), nullable=False),
    )
    op.create_table(
        "divergence",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        _key("edition_id", "edition.id"),
        _key("unit_id", "unit.id", nullable=True),
        _key("edition_unit_id", "edition_unit.id", nullable=True),
        *_words("kind", "chinese_values", "english_values", "category"),
    )
    for table in ("pairing", "divergence"):
        for column in ("edition_id", "unit_id", "edition_unit_id"):
            op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_index("ix_divergence_kind", "divergence", ["kind"])


def downgrade() -> None:
    for table in ("divergence", "pairing", "edition_unit", "edition"):
        op.drop_table(table)
