"""A request passes through few modules on its way from route to template, and never back."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import Receive, Scope, Send

from app.main import create_app
from app.settings import ROOT, Settings

WEB = ROOT / "app" / "web"
END = "html/renderer.py"

PATHS = {
    "/": 6,
    "/coverage": 6,
    "/bulk": 6,
    "/browse?body=HRC": 6,
    "/browse/years": 6,
    "/states": 6,
    "/states/CHN": 6,
    "/states/CHN/with/CUB": 6,
    "/states/CHN/nearest": 6,
    "/states/map": 6,
    "/groups": 6,
    "/groups/EU": 6,
    "/states/CHN/changes": 6,
    "/problems": 6,
    "/divergences": 6,
    "/instruments": 6,
    "/instruments/charter": 6,
    "/search?q=真诚对话": 9,  # opens its release itself: no dependencies
    "/search/kwic?q=真诚对话": 6,
    "/search/timeline?q=真诚对话": 6,
    "/search/parallel?q=真诚对话": 6,
    "/terms?q=真诚对话": 6,
    "/terms/verbs": 6,
    "/compare?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4": 6,
    "/wording?at=A/HRC/RES/50/4/op/5": 6,
    "/wording/places?at=A/HRC/RES/50/4/op/5": 6,
    "/wording/removed?q=国际合作": 6,
    "/wording/replaced": 6,
    "/A/HRC/RES/50/4/op/5": 7,
    "/A/HRC/RES/50/4/vote": 9,
    "/A/HRC/RES/50/4/cited-by": 6,
    "/A/HRC/RES/50/4/series": 6,
    "/A/RES/70/1": 6,
    "/A/HRC/RES/50/4": 8,
}
"""Maximum number of modules of app/web that a page may enter, including that of its route."""

FLOORS = (
    "html",
    "http",
    "lookup",
    "citations",
    "search",
    "terms",
    "wording",
    "compare",
    "browse",
    "documents",
    "api",
    "files",
)
"""The rooms of app/web, lowest first; a call may go to its own room or to a lower one."""


class Walk:
    """Records the calls between modules of app/web during a request."""

    def __init__(self) -> None:
        self.entered: list[tuple[CodeType, str | None, str]] = []

    def profile(self, frame: FrameType, event: str, _argument: object) -> None:
        """Record a call; see `sys.setprofile`."""
        module = _module(frame)
        if event == "call" and module and frame.f_code.co_name != "<module>":
            self.entered.append((frame.f_code, _caller(frame), module))

    def calls(self, endpoint: Callable[..., Any]) -> list[tuple[str, str]]:
        """Pairs of calling and called module, from a route's function to the renderer."""
        codes = [code for code, _, _ in self.entered]
        begin = codes.index(endpoint.__code__)
        end = next(n for n, (_, _, called) in enumerate(self.entered) if n > begin and called == END)
        row = self.entered[begin + 1 : end]
        return [(caller, called) for _, caller, called in row if caller and caller != called]


def _module(frame: FrameType) -> str | None:
    return _module_of(frame.f_code.co_filename)


@cache
def _module_of(file: str) -> str | None:
    path = Path(file)
    return path.relative_to(WEB).as_posix() if path.is_relative_to(WEB) else None


def _caller(frame: FrameType) -> str | None:
    """The nearest calling module of app/web, skipping frames of other code."""
    above = frame.f_back
    while above and _module(above) is None:
        above = above.f_back
    return _module(above) if above else None


@contextmanager
def profiled(walk: Walk) -> Iterator[None]:
    """Profile this thread and every thread started meanwhile."""
    threading.setprofile(walk.profile)
    sys.setprofile(walk.profile)
    try:
        yield
    finally:
        threading.setprofile(None)
        sys.setprofile(None)


@pytest.fixture(scope="module")
def app(archive: Path) -> FastAPI:
    """The application, before its first request."""
    return create_app(Settings(archive=archive))


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_made_of_few_modules_and_none_calls_back(app: FastAPI, path: str) -> None:
    scopes: list[Scope] = []

    async def watched(scope: Scope, receive: Receive, send: Send) -> None:
        scopes.append(scope)
        await app(scope, receive, send)

    walk = Walk()
    # Without a lifespan, which would close the releases.
    client = TestClient(watched, follow_redirects=False)
    with profiled(walk):
        response = client.get(path)
    assert response.status_code in (200, 404), response.headers
    endpoint = scopes[-1]["endpoint"]
    calls = walk.calls(endpoint)
    modules = {
        Path(endpoint.__code__.co_filename).relative_to(WEB).as_posix(),
        *(called for _, called in calls),
    }
    assert len(modules) <= PATHS[path], sorted(modules)
    for caller, called in calls:
        assert room(called) <= room(caller), f"{caller} calls {called}"
        assert (called, caller) not in calls


def room(module: str) -> int:
    """The rank of a module's room in `FLOORS`."""
    return FLOORS.index(module.partition("/")[0])
