"""Which wording took which one's place."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _unit() -> sa.Column[int]:
    target = sa.ForeignKey("descent.unit_id", ondelete="CASCADE")
    return sa.Column("unit_id", sa.Integer(), target, primary_key=True, nullable=False)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _numbers(*names: str, nullable: bool = False) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=nullable) for name in names]


def upgrade() -> None:
    op.create_table(
        "rewording",
        _unit(),
        sa.Column("position", sa.Integer(), primary_key=True, nullable=False),
        *_texts("old", "new"),
        *_numbers("head", "tail"),
        *_texts("before", "behind"),
    )
    op.create_table(
        "replacement",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        *_texts("old", "new", "old_core", "new_core"),
        *_numbers("documents", "series", "places"),
        *_numbers("since", "until", nullable=True),
        sa.UniqueConstraint("old", "new"),
    )
    replacement = sa.ForeignKey("replacement.id", ondelete="CASCADE")
    op.create_table(
        "replacement_place",
        sa.Column("replacement_id", sa.Integer(), replacement, primary_key=True, nullable=False),
        _unit(),
    )
    op.create_index("ix_replacement_place_unit_id", "replacement_place", ["unit_id"])


def downgrade() -> None:
    for table in ("replacement_place", "replacement", "rewording"):
        op.drop_table(table)
