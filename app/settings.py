"""Settings from the environment, and the tables that ship. Only `main` and `cli` read them."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic_settings import BaseSettings, SettingsConfigDict

from app.domain.organs import Names
from app.domain.segmentation import Segmenter

ROOT = Path(__file__).parents[1]
"""The checkout: `data/`, `templates/`, `static/` and `migrations/` lie in it."""


class Settings(BaseSettings):
    """`JUEYI_ARCHIVE`, `JUEYI_SEARCH_ENGINE`, `JUEYI_BASE_URL`."""

    model_config = SettingsConfigDict(env_prefix="JUEYI_")

    archive: Path = Path("var/archive")
    """The folder of the archive's releases."""

    search_engine: Literal["whoosh", "tantivy"] = "whoosh"
    """The engine that releases are indexed and searched with."""

    base_url: str = ""
    """Scheme and host that permalinks are shown with; empty: those of the request."""


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
