"""The web application: builds what requests share and puts the rooms together."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app.db.server import keep_rows_on
from app.domain.organs import Names
from app.resources import ROOT
from app.search.engine_registry import EngineKind
from app.settings import (
    Settings,
    cluster_of,
    groups_of,
    shipped_agenda,
    shipped_goals,
    shipped_names,
    shipped_phrases,
    shipped_segmenter,
)
from app.web.api import agreement as api_agreement
from app.web.api import coverage as api_coverage
from app.web.api import documents as api_documents
from app.web.api import english as api_english
from app.web.api import groups as api_groups
from app.web.api import guide, texts
from app.web.api import search as api_search
from app.web.api import series_votes as api_series_votes
from app.web.api import states as api_states
from app.web.api import terms as api_terms
from app.web.api import wording as api_wording
from app.web.api.description import describe, operation_id
from app.web.browse import (
    bulk,
    coverage,
    crawlers,
    divergences,
    document_list,
    facet_values,
    files,
    group,
    group_files,
    groups,
    home,
    nearest,
    pair,
    pair_files,
    problems,
    state,
    state_changes,
    states,
    vote_map,
)
from app.web.browse import feeds as browse_feeds
from app.web.citations import cited_by, instrument, instrument_files, instruments
from app.web.citations import files as citation_files
from app.web.compare import brief, compare
from app.web.documents import document, place, series, series_votes
from app.web.files import document_files, search_files, unapi
from app.web.files.oai import route as oai
from app.web.html import assets, icons
from app.web.html.assets import read_assets
from app.web.html.labels import LABELS
from app.web.html.renderer import renderer
from app.web.http import health, security_txt
from app.web.http.admission import Admission
from app.web.http.context import Site
from app.web.http.cors import ApiCors
from app.web.http.errors import handle_errors
from app.web.http.etag import ProgramVersion
from app.web.http.followed_release import release_watcher
from app.web.http.head_requests import HeadRequests
from app.web.http.limits import RequestLimits
from app.web.http.observer import Observer
from app.web.http.own_address import OwnAddress
from app.web.http.request_log import RequestLog
from app.web.http.response_cache import ResponseCache
from app.web.http.security_headers import SecurityHeaders, security_headers
from app.web.http.self_check import SelfCheck
from app.web.search import concordance, exports, feeds, parallel, parallel_files, search, timeline
from app.web.terms import files as term_files
from app.web.terms import page as terms
from app.web.terms import verbs
from app.web.wording import files as wording_files
from app.web.wording import removed, replaced, same_places, wording

_COLLECTED_AFTER = 20_000
"""So many objects more than at the last time make the garbage collector look at them: some ten pages."""

_API = (
    api_agreement,
    api_groups,
    api_coverage,
    api_series_votes,
    texts,
    api_wording,
    api_states,
    api_terms,
    api_english,
    api_documents,
    api_search,
)
"""Addresses behind a symbol come before the symbol alone, which takes any address."""

_PAGES = (
    *(
        assets,
        icons,
        health,
        security_txt,
        crawlers,
        home,
        coverage,
        vote_map,
        bulk,
        files,
        browse_feeds,
        document_list,
        facet_values,
        states,
        state,
        nearest,
        pair_files,
        pair,
        group_files,
        groups,
        group,
        state_changes,
        instruments,
        instrument_files,
        instrument,
        problems,
        divergences,
    ),
    *(
        concordance,
        timeline,
        exports,
        parallel,
        parallel_files,
        terms,
        term_files,
        verbs,
        feeds,
        compare,
        brief,
        wording,
        wording_files,
        removed,
        replaced,
        same_places,
        guide,
        search_files,
        unapi,
        oai,
    ),
    # Addresses made of symbols take whatever the others leave.
    *(document_files, cited_by, citation_files, series, series_votes, place, document),
)


def _names(names: Names) -> dict[str, dict[str, str]]:
    """The names of organs and states by code, of subjects by heading, as labels."""
    return {
        "body": {organ.code: organ.name for organ in names.organs},
        "state": {state.code: state.name for state in names.states},
        "subject": dict(names.subjects),
    }


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application for these settings, or for those of the environment."""
    settings = settings or Settings()
    names, segmenter = shipped_names(), shipped_segmenter()
    observer = _observer(settings)
    keep_rows_on(settings.archive, settings.database_url.get_secret_value())
    engine = EngineKind(settings.search_engine, segmenter, names.state_names, cluster_of(settings))
    releases = release_watcher(settings.archive, engine)
    self_check = SelfCheck(releases)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        segmenter.of("词")  # loads the dictionary, so that no reader waits for it
        _collect_seldom()
        releases.start()
        checking = asyncio.create_task(self_check.run())
        yield
        checking.cancel()
        releases.close()

    app = FastAPI(
        lifespan=lifespan,
        generate_unique_id_function=operation_id,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    labels = {**LABELS, **_names(names), "goal": shipped_goals(), "agenda": shipped_agenda()}
    app.state.assets = read_assets(ROOT / "static")
    rendering = renderer(ROOT / "templates", app.state.assets, labels)
    app.state.site = Site(
        *(releases, names, segmenter, shipped_phrases(), rendering, groups_of(settings)),
        settings.security_contact,
        self_check,
    )
    headers = security_headers(rendering.environment.get_template("theme.js").render())
    # The last one is the outermost.
    not_compressed = (*DEFAULT_EXCLUDED_CONTENT_TYPES, *bulk.NEVER_COMPRESSED)
    app.add_middleware(GZipMiddleware, compresslevel=6, exclude_content_types=not_compressed)
    app.add_middleware(Admission, observer=observer, readers=app.state.site.readers)
    app.add_middleware(ResponseCache, releases=releases, program=_program(settings))
    app.add_middleware(RequestLimits)
    app.add_middleware(HeadRequests)
    app.add_middleware(ApiCors)
    app.add_middleware(OwnAddress, base_url=settings.base_url, allowed_hosts=settings.allowed_hosts)
    app.add_middleware(SecurityHeaders, headers=headers)
    app.add_middleware(RequestLog, releases=releases, observer=observer, has_paths=settings.log_paths)
    if settings.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=[*settings.trusted_proxies])
    # Routes are tried in order: the page that is asked for most, and made anew most often, is not behind all others.
    app.router.routes.append(search.route)
    for room in _API:
        app.include_router(room.router)
    for room in _PAGES:
        app.include_router(room.router, include_in_schema=False)
    handle_errors(app, headers)
    describe(app, version("jueyi"), urlsplit(settings.base_url).path)
    return app


def _collect_seldom() -> None:
    """What is loaded now stays: the garbage collector need not look at it during a request, nor so often at what
    requests make, which holds hardly any cycles."""
    gc.freeze()
    gc.set_threshold(_COLLECTED_AFTER)


def _program(settings: Settings) -> ProgramVersion:
    """What makes the answers beside a release: code, templates, tables, among them that of the settings."""
    folders = (Path(__file__).parent, *(ROOT / name for name in ("templates", "static", "data")))
    return ProgramVersion.of(*folders, *([settings.groups] if settings.groups else []))


def _observer(settings: Settings) -> Observer:
    if not settings.metrics:
        return Observer()
    from app.web.http.metrics import RequestMetrics  # noqa: PLC0415  see that module

    return RequestMetrics()
