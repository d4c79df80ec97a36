"""Runs the migrations on the engine that `app.db.migrate` hands over."""

from typing import Any, Literal

from alembic import context
from sqlmodel import AutoString, SQLModel


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """SQLModel's string type is SQLAlchemy's; migrations name the latter."""
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
    connection.commit()
