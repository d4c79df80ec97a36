"""Runs the migrations on the engine passed by `app.db.migrate`."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import AutoString, SQLModel

import app.db.citing_rows
import app.db.edition_rows
import app.db.models
import app.db.replacement_rows
import app.db.series_rows
import app.db.tombstone_rows
import app.db.vote_pictures  # noqa: F401  the metadata has only the tables of modules that were imported
from app.db.dialect import byte_order


def render_item(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Render SQLModel's string type as SQLAlchemy's, so that migrations depend on SQLAlchemy only."""
    return "sa.String()" if kind == "type" and isinstance(item, AutoString) else False


engine = context.config.attributes["engine"]
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        render_item=render_item,
    )
    with context.begin_transaction():
        context.run_migrations()
        byte_order(connection)
    connection.commit()
