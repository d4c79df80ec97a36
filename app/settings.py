"""Settings from the environment, and the tables that ship. Only the entrances read them: `cli`, `main` and `server`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from app import resources
from app.domain.organs import Names
from app.domain.segmentation import Segmenter
from app.logs import LogFormat

ROOT = resources.ROOT
"""The folder that `data/`, `templates/`, `static/` and `migrations/` lie in."""


class Settings(BaseSettings):
    """Each field is an environment variable with the prefix `JUEYI_`."""

    model_config = SettingsConfigDict(env_prefix="JUEYI_")

    archive: Path = Path("var/archive")
    """The folder of the archive's releases."""

    search_engine: Literal["whoosh", "tantivy"] = "whoosh"
    """The engine that releases are indexed and searched with."""

    keep_releases: int = Field(2, ge=2, le=1000)
    """How many releases an ingest leaves: the new one, the one before it for readers that have begun, and older ones."""

    base_url: str = ""
    """Scheme and host that permalinks are shown with; empty: those of the request."""

    log_format: LogFormat = "console"
    """How an event is written: for people, or as a JSON object a line."""

    log_paths: bool = False
    """Whether the log of requests has their paths, and with them what was read; never what was asked for."""


@cache
def shipped_names() -> Names:
    """The organs, states, bodies, instruments and known numbers of the tables in `data/`."""
    return Names.from_tables(*map(_table, ("organs", "states", "bodies", "instruments", "numbers")))


@cache
def shipped_segmenter() -> Segmenter:
    """Words as the texts are cut into, with the terms that ship; one object, so jieba loads its dictionary once."""
    return Segmenter(_list("terms"))


def shipped_phrases() -> tuple[str, ...]:
    """Phrases that resolutions use often, to complete what is typed."""
    return _list("phrases")


def _list(name: str) -> tuple[str, ...]:
    return tuple((ROOT / "data" / f"{name}.list").read_text(encoding="utf-8").split())


def shipped_goals() -> dict[str, str]:
    """The Sustainable Development Goals: their Chinese names by number."""
    return _table("goals")


def shipped_series() -> dict[str, dict[str, str]]:
    """Which texts continue which, where it was found by hand."""
    return _table("series")


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "data" / f"{name}.toml").read_text(encoding="utf-8"))
