"""The web application: builds what requests share and puts the rooms together."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.middleware.gzip import GZipMiddleware

from app.search.engines import EngineKind
from app.settings import ROOT, Settings, shipped_goals, shipped_names, shipped_phrases, shipped_words
from app.web import api, api_texts, assets, feeds, health
from app.web.archive import ArchiveWatcher, NoArchiveError, OtherEngineError
from app.web.assets import read_assets
from app.web.deps import Site
from app.web.guard import Guard, security_headers
from app.web.pages import (
    address,
    browse,
    compare,
    home,
    instrument,
    instruments,
    kwic,
    problems,
    search,
    state,
    states,
    timeline,
    values,
    wording,
)
from app.web.pages.errors import NoPlaceError, error_page
from app.web.problems import problem
from app.web.remembered import Program, Remembering
from app.web.render import renderer
from app.web.words import CHINESE


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application for these settings, or for those of the environment."""
    settings = settings or Settings()
    names = shipped_names()
    words = shipped_words()
    watcher = ArchiveWatcher(settings.archive, EngineKind(settings.search_engine, words))

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        words.of("词")  # loads the dictionary, so that no reader waits for it
        # What is loaded now stays: the collector of garbage need not look at it in the midst of a request.
        gc.freeze()
        yield
        watcher.close()

    app = FastAPI(
        title="决议 Juéyì",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    bodies = {organ.code: organ.name for organ in names.organs}
    all_words = {**CHINESE, "body": bodies, "goal": shipped_goals()}
    app.state.assets = read_assets(ROOT / "static")
    rendering = renderer(ROOT / "templates", app.state.assets, all_words)
    app.state.site = Site(watcher, names, words, shipped_phrases(), rendering, settings.base_url)
    program = Program.of(*(ROOT / name for name in ("app", "templates", "static", "data")))
    # The last one is the outermost.
    app.add_middleware(GZipMiddleware, compresslevel=6)
    app.add_middleware(Remembering, archive=watcher, program=program)
    headers = security_headers(rendering.environment.get_template("theme.js").render())
    app.add_middleware(Guard, headers=headers)
    # The addresses made of symbols take whatever the other rooms leave, so they come last.
    # Addresses behind a symbol come before the symbol alone, which takes any address.
    app.include_router(api_texts.router)
    app.include_router(api.router)
    rooms = (
        *(assets, health, home, browse, values, states, state, instruments, instrument, problems),
        *(search, kwic, timeline, feeds, compare, wording, address),
    )
    for room in rooms:
        app.include_router(room.router, include_in_schema=False)
    _handle_errors(app, headers)
    return app


def _handle_errors(app: FastAPI, headers: dict[str, str]) -> None:
    @app.exception_handler(StarletteHTTPException)
    def http_error(request: Request, error: StarletteHTTPException) -> Response:
        given = error.detail if isinstance(error, HTTPException) and error.detail != "Not Found" else ""
        address = error.address if isinstance(error, NoPlaceError) else ""
        response = _error(request, error.status_code, str(given), address)
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        told = "；".join(f"{'.'.join(map(str, e['loc'][1:]))}：{e['msg']}" for e in error.errors())
        return _error(request, 422, told)

    @app.exception_handler(NoArchiveError)
    def nothing_published(request: Request, _error_: NoArchiveError) -> Response:
        return _error(request, 503, "归档里还没有文本，请先运行 jueyi ingest。")

    @app.exception_handler(OtherEngineError)
    def not_for_this_engine(request: Request, error: OtherEngineError) -> Response:
        made_with = " ".join(map(str, error.args))
        return _error(request, 503, f"归档的索引是用 {made_with} 建的，与服务的设定不同，请重新启动服务。")

    @app.exception_handler(Exception)
    def broken(request: Request, _error_: Exception) -> Response:
        # This answer is made outside of all middleware.
        response = _error(request, 500, "")
        response.headers.update(headers)
        return response


def _error(request: Request, status: int, message: str, address: str = "") -> Response:
    path = request.url.path
    if path.startswith("/api/"):
        return problem(status, message, instance=path)
    site: Site = request.app.state.site
    return site.renderer.render(
        error_page(status, message, "" if address else path.strip("/")[:80], address), status=status
    )
