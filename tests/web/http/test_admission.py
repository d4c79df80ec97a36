"""Dear answers are made few at a time; who waits is served in turn, refused in time, or dropped once gone."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from app.main import create_app
from app.search.readers_first import ReadersFirst
from app.settings import Settings
from app.web.http.admission import Admission, RoomSize
from app.web.http.cost import Cost, cost_of
from app.web.http.limits import MAX_BODY_BYTES
from app.web.http.observer import Observer
from tests.running import run_apart


@pytest.mark.parametrize(
    ("path", "cost"),
    [
        ("/healthz", Cost.FREE),
        ("/static/0/style.css", Cost.FREE),
        ("/readyz", Cost.PAGE),
        ("/", Cost.PAGE),
        ("/A/HRC/RES/50/4", Cost.PAGE),
        ("/api/v1/documents/A/HRC/RES/50/4", Cost.PAGE),
        ("/search", Cost.SEARCH),
        ("/search.atom", Cost.SEARCH),
        ("/browse.atom", Cost.SEARCH),
        ("/states/CHN.atom", Cost.SEARCH),
        ("/A/RES/70/1/series.atom", Cost.PAGE),
        ("/search/suggest", Cost.SEARCH),
        ("/robots.txt", Cost.PAGE),
        ("/sitemap.xml", Cost.SEARCH),
        ("/sitemap-12.xml", Cost.SEARCH),
        ("/api/v1/tombstones", Cost.PAGE),
        ("/api/v1/search", Cost.SEARCH),
        ("/search/kwic.csv", Cost.DEAR),
        ("/search.csv", Cost.DEAR),
        ("/search.ris", Cost.DEAR),
        ("/search.csl.json", Cost.DEAR),
        ("/A/RES/70/1/series.ris", Cost.DEAR),
        ("/A/RES/70/1/op/5.xml", Cost.PAGE),
        ("/search/parallel", Cost.SEARCH),
        ("/search/parallel.tmx", Cost.DEAR),
        ("/terms", Cost.DEAR),
        ("/search/timeline.csv", Cost.DEAR),
        ("/browse.csv", Cost.DEAR),
        ("/states/CHN.csv", Cost.DEAR),
        ("/problems.csv", Cost.DEAR),
        ("/divergences", Cost.SEARCH),
        ("/divergences.csv", Cost.DEAR),
        ("/A/RES/70/1/cited-by.csv", Cost.DEAR),
        ("/A/RES/70/1/Neighbours.graphml", Cost.DEAR),
        ("/A/RES/70/1/series.csv", Cost.DEAR),
        ("/A/RES/70/1/series/votes.csv", Cost.DEAR),
        ("/api/v1/documents/A/RES/70/1/series/votes", Cost.DEAR),
        ("/instruments/charter.csv", Cost.DEAR),
        ("/coverage", Cost.PAGE),
        ("/search/timeline", Cost.DEAR),
        ("/wording", Cost.DEAR),
        ("/api/v1/wording", Cost.DEAR),
        ("/compare", Cost.DEAR),
        ("/compare/brief", Cost.DEAR),
        ("/api/v1/compare", Cost.DEAR),
        ("/A/RES/70/1/cited-by", Cost.DEAR),
        ("/A/RES/70/1/CITED-BY/", Cost.DEAR),
        ("/api/v1/documents/A/RES/70/1/cited-by", Cost.DEAR),
        ("/A/RES/70/1/series", Cost.DEAR),
        ("/A/RES/70/1\n/series", Cost.DEAR),
        ("/A/RES/70/1/ｃｉｔｅｄ－ｂｙ》", Cost.DEAR),
        ("/static/x", Cost.PAGE),
        ("/static/a/b/c", Cost.PAGE),
        ("/.well-known/x", Cost.PAGE),
    ],
)
def test_paths_have_their_cost(path: str, cost: Cost) -> None:
    assert cost_of(path) == cost


ROUTES = {
    Cost.FREE: (
        *("/healthz", "/static/{fingerprint}/{name}", "/.well-known/security.txt", "/api/v1/openapi.json"),
    ),
    Cost.PAGE: (
        *("/favicon.ico", "/apple-touch-icon.png", "/icon-192.png", "/icon-512.png", "/site.webmanifest"),
        *("/unapi", "/{name}/{place}.{suffix}"),
        *("/", "/readyz", "/api", "/opensearch.xml", "/states", "/instruments", "/instruments/{slug}"),
        *("/{name}", "/{name}/{place}", "/{name}/v/{number}", "/api/v1/documents", "/wording/replaced"),
        *("/api/v1/documents/{symbol}", "/api/v1/documents/{symbol}/citing-formats"),
        "/api/v1/documents/{symbol}/en",
        *("/api/v1/states/{code}/with/{other}", "/api/v1/states/{code}/nearest"),
        *("/groups", "/groups.csv", "/groups/{code}", "/groups/{code}/cohesion.csv"),
        *("/api/v1/groups", "/api/v1/groups/{code}", "/api/v1/states/map"),
        *(
            "/bulk",
            "/bulk/{name}",
            "/coverage",
            "/coverage.csv",
            "/api/v1/coverage",
            "/states.csv",
            "/instruments.csv",
        ),
        *("/api/v1/tombstones", "/robots.txt", "/instruments/{slug}.atom", "/{name}/series.atom"),
        "/api/v1/states/{code}/changes",
        # Its files are dear, by their names.
        "/{name}/{file}",
    ),
    Cost.SEARCH: (
        *("/search.json", "/search.{suffix}"),
        *("/search", "/search/suggest", "/search.atom", "/api/v1/search"),
        "/search/parallel",
        *("/sitemap.xml", "/sitemap-{name}.xml", "/browse.atom", "/states/{code}.atom"),
        *("/browse", "/browse/{name}", "/browse/{name}.csv", "/states/{code}", "/problems"),
        *("/states/{code}/with/{other}", "/states/{code}/nearest", "/states/map"),
        "/states/{code}/changes",
        "/divergences",
        "/wording/places",
    ),
    Cost.DEAR: (
        *("/search/kwic", "/search/kwic.csv", "/search/kwic.txt", "/search/timeline"),
        *("/terms", "/terms.csv", "/terms.tbx", "/terms/verbs", "/terms/verbs.csv", "/terms/verbs.tbx"),
        "/api/v1/terms",
        *("/search/parallel.csv", "/search/parallel.txt", "/search/parallel.tmx"),
        *("/search.txt", "/search.xml", "/oai"),
        *("/search.csv", "/search/timeline.csv", "/browse.csv", "/states/{code}.csv", "/problems.csv"),
        *("/states/{code}/with/{other}.csv", "/states/{code}/with/{other}/parted.csv"),
        *("/states/map.csv", "/states/{code}/nearest.csv", "/groups/{code}.csv"),
        *("/instruments/{slug}.csv", "/{name}/series.csv", "/{name}/series/votes.csv"),
        "/states/{code}/changes.csv",
        *(
            "/compare",
            "/compare/brief",
            "/wording",
            "/wording.csv",
            "/wording/removed",
            "/wording/replaced.csv",
            "/{name}/cited-by",
            "/{name}/series",
        ),
        *("/divergences.csv", "/api/v1/divergences"),
        *("/api/v1/compare", "/api/v1/wording", "/api/v1/wording/paragraphs", "/api/v1/removals"),
        *("/api/v1/documents/{symbol}/cited-by", "/api/v1/documents/{symbol}/series"),
        "/api/v1/documents/{symbol}/series/votes",
    ),
}


def test_the_cost_of_every_route_is_decided(client: TestClient) -> None:
    decided = {route: cost for cost, routes in ROUTES.items() for route in routes}
    app = client.app
    assert isinstance(app, FastAPI)
    found = {str(route.path_format) for route in iter_route_contexts(app.routes)}
    assert found == set(decided)
    assert {route: cost_of(route) for route in decided} == decided


class Site:
    """An application that holds every request until it is told to answer, behind one place for dear requests."""

    def __init__(self, *, waiting: int = 8, seconds: float = 30) -> None:
        self.begun: list[str] = []
        self.finish = asyncio.Event()
        self.gone: dict[str, asyncio.Event] = {}
        self.statuses: dict[str, int] = {}
        sizes = {Cost.DEAR: RoomSize(1, waiting, seconds), Cost.PAGE: RoomSize(2, waiting, seconds)}
        self.readers = ReadersFirst()
        self._app = Admission(self._answer, Observer(), self.readers, sizes)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = scope["state"]["request_id"]
        self.begun.append(name)
        assert (await receive())["body"] + (await receive())["body"] == name.encode()
        await self.finish.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def ask(self, name: str, client: str, path: str = "/api/v1/wording", body: bytes = b"") -> None:
        """One request, until it is answered. The name is its body."""
        self.gone[name] = asyncio.Event()
        body = body or name.encode()
        messages: list[Message] = [
            {"type": "http.request", "body": body[:1], "more_body": True},
            {"type": "http.request", "body": body[1:]},
        ]

        async def receive() -> Message:
            if messages:
                return messages.pop(0)
            await self.gone[name].wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.statuses[name] = message["status"]

        scope = {
            "type": "http",
            "method": "POST",
            "path": path,
            "scheme": "http",
            "server": ("juey.test", 80),
            "query_string": b"",
            "headers": [],
            "client": (client, 1),
            "state": {"request_id": name},
        }
        await self._app(scope, receive, send)


def run(test: Callable[[], Coroutine[Any, Any, None]]) -> None:
    run_apart(asyncio.wait_for(test(), 30))


async def settle() -> None:
    """Let every task go on until it waits."""
    for _ in range(50):
        await asyncio.sleep(0)


def test_one_dear_request_runs_and_clients_take_turns() -> None:
    async def go() -> None:
        site = Site()
        tasks = []
        for name in ("a1", "a2", "a3", "b1"):
            tasks.append(asyncio.create_task(site.ask(name, name[0])))
            await settle()
        assert site.begun == ["a1"]
        site.finish.set()
        await asyncio.gather(*tasks)
        assert site.begun == ["a1", "a2", "b1", "a3"]
        assert set(site.statuses.values()) == {200}

    run(go)


def test_a_full_room_refuses_at_once() -> None:
    async def go() -> None:
        site = Site(waiting=2)
        tasks = [asyncio.create_task(site.ask(f"a{n}", "a")) for n in range(5)]
        await settle()
        assert site.statuses == {"a3": 503, "a4": 503}
        tasks.append(asyncio.create_task(site.ask("b", "b")))
        await settle()
        assert site.statuses == {"a2": 503, "a3": 503, "a4": 503}
        site.finish.set()
        await asyncio.gather(*tasks)
        assert site.begun == ["a0", "a1", "b"]

    run(go)


def test_who_has_waited_too_long_is_refused() -> None:
    async def go() -> None:
        site = Site(seconds=0.01)
        first = asyncio.create_task(site.ask("a", "a"))
        await settle()
        await site.ask("b", "b")
        assert site.statuses == {"b": 503}
        site.finish.set()
        await first
        await site.ask("c", "c")
        assert site.begun == ["a", "c"]

    run(go)


def test_work_for_a_client_that_has_gone_is_not_begun() -> None:
    async def go() -> None:
        site = Site()
        tasks = [asyncio.create_task(site.ask(name, "a")) for name in ("a1", "a2", "a3")]
        await settle()
        site.gone["a2"].set()
        await tasks[1]
        site.finish.set()
        await asyncio.gather(*tasks)
        assert site.begun == ["a1", "a3"]
        assert site.statuses["a2"] == 499

    run(go)


def test_a_request_that_is_cancelled_gives_its_place_back() -> None:
    async def go() -> None:
        site = Site()
        tasks = [asyncio.create_task(site.ask(name, "a")) for name in ("a1", "a2")]
        await settle()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        site.finish.set()
        await site.ask("a3", "a")
        assert site.statuses == {"a3": 200}

    run(go)


def test_a_cheap_request_does_not_wait_for_a_dear_one() -> None:
    async def go() -> None:
        site = Site()
        dear = asyncio.create_task(site.ask("a", "a"))
        await settle()
        cheap = asyncio.create_task(site.ask("b", "a", "/healthz"))
        await settle()
        assert site.begun == ["a", "b"]
        site.finish.set()
        await asyncio.gather(dear, cheap)

    run(go)


def test_too_large_a_body_takes_no_place() -> None:
    async def go() -> None:
        site = Site()
        await site.ask("a", "a", body=b"x" * (MAX_BODY_BYTES + 1))
        assert site.statuses == {"a": 413}
        assert site.begun == []

    run(go)


def test_dear_work_gives_way_to_what_is_made_for_readers() -> None:
    async def go() -> None:
        site = Site()
        asked = [asyncio.create_task(site.ask("dear", "127.0.0.2"))]
        await settle()
        assert (site.begun, site.readers.are_reading) == (["dear"], False)
        asked.append(asyncio.create_task(site.ask("page", "127.0.0.2", "/A/RES/77/213")))
        await settle()
        assert (site.begun, site.readers.are_reading) == (["dear", "page"], True)
        site.finish.set()
        await asyncio.gather(*asked)
        assert not site.readers.are_reading

    run(go)


class Parts:
    """An application that answers in parts; a client takes each when it is told to."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.takes: dict[str, asyncio.Semaphore] = {}
        self.gone: dict[str, asyncio.Event] = {}
        self.held = asyncio.Event()
        self._app = Admission(self._answer, Observer(), ReadersFirst(), {Cost.DEAR: RoomSize(1, 8, 0.01)})

    async def _answer(self, scope: Scope, _receive: Receive, send: Send) -> None:
        name = scope["state"]["request_id"]
        await send({"type": "http.response.start", "status": 200, "headers": []})
        if name == "holder":
            await self.held.wait()
            return
        for number in range(3):
            self.made.append(f"{name}{number}")
            await asyncio.sleep(0)
            await send({"type": "http.response.body", "body": b"x", "more_body": number < 2})

    async def held_after_a_part(self, name: str) -> tuple["asyncio.Task[None]", "asyncio.Task[None]"]:
        """A request whose first part is made, and one that holds the only place since."""
        asked = []
        for each in (name, "holder"):
            asked.append(asyncio.create_task(self.ask(each)))
            await settle()
        return asked[0], asked[1]

    async def ask(self, name: str) -> None:
        """One request, until it is answered."""
        self.takes[name], self.gone[name] = asyncio.Semaphore(0), asyncio.Event()
        asked = [{"type": "http.request", "body": b""}]

        async def receive() -> Message:
            if asked:
                return asked.pop()
            await self.gone[name].wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.body":
                await self.takes[name].acquire()

        scope = {"type": "http", "method": "GET", "path": "/search.csv", "client": (name, 1), "headers": []}
        await self._app({**scope, "state": {"request_id": name}}, receive, send)


def test_an_answer_in_parts_holds_a_place_only_while_a_part_is_made() -> None:
    async def go() -> None:
        site = Parts()
        slow, quick = asyncio.create_task(site.ask("slow")), asyncio.create_task(site.ask("quick"))
        await settle()
        assert sorted(site.made) == ["quick0", "slow0"]
        for _ in range(3):
            site.takes["quick"].release()
        await quick
        assert site.made[2:] == ["quick1", "quick2"]
        for _ in range(3):
            site.takes["slow"].release()
        await slow
        assert site.made[-2:] == ["slow1", "slow2"]
        late = asyncio.create_task(site.ask("late"))
        await settle()
        assert site.made[-1] == "late0"
        late.cancel()

    run(go)


def test_an_answer_that_has_begun_waits_for_its_turn_and_is_not_refused() -> None:
    async def go() -> None:
        site = Parts()
        begun, holder = await site.held_after_a_part("a")
        for _ in range(3):
            site.takes["a"].release()
        await asyncio.sleep(0.05)  # longer than any request waits
        assert site.made == ["a0"]
        site.held.set()
        await asyncio.gather(begun, holder)
        assert site.made == ["a0", "a1", "a2"]

    run(go)


def test_parts_for_a_client_that_has_gone_are_not_made() -> None:
    async def go() -> None:
        site = Parts()
        begun, holder = await site.held_after_a_part("a")
        site.gone["a"].set()
        site.takes["a"].release()
        with pytest.raises(OSError, match="gone"):
            await begun
        assert site.made == ["a0"]
        site.held.set()
        await holder

    run(go)


@pytest.fixture
def refusing(archive: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A client of a site that has no room for anything."""
    full = {cost: RoomSize(0, 0, 1) for cost in (Cost.PAGE, Cost.SEARCH, Cost.DEAR)}
    monkeypatch.setattr("app.main.Admission", partial(Admission, sizes=full))
    with TestClient(create_app(Settings(archive=archive))) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/search?q=人权", "/api/v1/search?q=人权", "/compare"])
def test_a_refusal_says_when_to_return(refusing: TestClient, path: str) -> None:
    answer = refusing.get(path)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "请求太多" in answer.text
    assert "etag" not in answer.headers
    is_json = answer.headers["content-type"] == "application/problem+json"
    assert is_json == path.startswith("/api/")
    assert refusing.get("/healthz").status_code == 200


def test_kept_answers_wait_for_nobody(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    admitted: list[str] = []

    class Watched(Admission):
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http":
                admitted.append(scope["path"])
            await super().__call__(scope, receive, send)

    monkeypatch.setattr("app.main.Admission", Watched)
    with TestClient(create_app(Settings(archive=archive))) as client:
        tag = client.get("/browse").headers["etag"]
        assert client.get("/browse").status_code == 200
        assert client.get("/browse", headers={"If-None-Match": tag}).status_code == 304
    assert admitted == ["/browse"]
