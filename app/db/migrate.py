"""Schema migrations, run with Alembic."""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from app.resources import ROOT

_SCRIPTS = ROOT / "migrations"


def migration_config(engine: Engine | None = None) -> Config:
    """Alembic's configuration, with the engine for `migrations/env.py`."""
    config = Config(attributes={"engine": engine})
    config.set_main_option("script_location", str(_SCRIPTS))
    return config


def upgrade(engine: Engine, version: str = "head") -> None:
    """Migrate a database, or an empty one, to the newest schema or to that of a version."""
    command.upgrade(migration_config(engine), version)


def schema_version() -> str:
    """Revision id of the newest migration."""
    return ScriptDirectory.from_config(migration_config()).get_current_head() or ""


def knows_schema(version: str) -> bool:
    """Whether one of the migrations leads to this revision."""
    return version in {
        script.revision for script in ScriptDirectory.from_config(migration_config()).walk_revisions()
    }
