"""A host, and what brings its repositories into a folder."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.fetch.archives import Bounds
from app.fetch.download import Patience
from app.fetch.outcome import Fetched
from app.fetch.repositories import REPOSITORIES, Wanted
from app.fetch.run import Plan, fetch
from app.settings import shipped_names
from tests.fetch.publisher import Publisher, published

Bring = Callable[..., tuple[Fetched, ...]]
QUICK = Patience(tries=3, first_wait=0.01, longest_wait=2.0, silent=5.0)


@pytest.fixture
def host() -> Iterator[Publisher]:
    with published() as publisher:
        yield publisher


@pytest.fixture
def told() -> list[str]:
    """What was told meanwhile."""
    return []


@pytest.fixture
def bring(host: Publisher, tmp_path: Path, told: list[str]) -> Bring:
    """Brings repositories, all or those named, into the folder `texts`."""

    def bring(
        *names: str,
        languages: tuple[str, ...] = ("zh",),
        since: int | None = None,
        bounds: Bounds | None = None,
        most_bytes: int = 1_000_000,
    ) -> tuple[Fetched, ...]:
        chosen = [one for one in REPOSITORIES if not names or one.name in names]
        patience = replace(QUICK, most_bytes=most_bytes)
        plan = Plan(
            host.pattern,
            "main",
            lambda organ: shipped_names().organ_by_code(organ).years_of,
            patience,
            bounds or Bounds(),
        )
        wanted = Wanted(frozenset(languages), since)
        return fetch(
            tmp_path / "texts", chosen, wanted, plan, lambda name, words: told.append(f"{name} {words}")
        )

    return bring


def files(folder: Path) -> dict[str, bytes]:
    """All files of a folder but its own, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".fetch" not in path.parts
    }
