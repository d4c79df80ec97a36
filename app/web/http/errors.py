"""Error responses: problem details (RFC 9457) under `/api/`, elsewhere a page with a search box and links."""

import errno
from dataclasses import dataclass
from typing import ClassVar

import structlog
from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException as StarletteHTTPException

from app.db.dialect import is_away
from app.db.models import Document
from app.search.engine import SearchUnavailableError
from app.web.http.context import Site
from app.web.http.open_release import NoArchiveError, UnservableError
from app.web.http.problem_details import API_PREFIX, problem
from app.web.http.request_log import REQUEST_ID, request_id
from app.web.http.security_headers import headers_of

_TITLES = {
    400: "请求有误",
    404: "没有这一页",
    405: "不能这样请求",
    413: "内容太长",
    414: "网址太长",
    422: "请求有误",
    500: "服务器出错了",
    503: "现在太忙",
}

logger = structlog.stdlib.get_logger(__name__)

RETRY_SECONDS = 5
"""After how many seconds a refused client may ask again."""


class NoPlaceError(HTTPException):
    """The document is held but has no such place (404). `address` is the document's."""

    def __init__(self, document: Document, place: str) -> None:
        title = document.symbol or document.title
        super().__init__(404, f"{title}里没有“{place}”这一处。")
        self.address = document.address


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """An error page. `typed` fills the search box; `address` is that of the document that was meant, if known.

    `request_id` identifies the request in the log.
    """

    template: ClassVar[str] = "http/errors.html"

    status: int
    title: str
    message: str
    request_id: str
    typed: str = ""
    address: str = ""


def error_response(
    request: Request, status: int, message: str = "", *, title: str = "", typed: str = "", address: str = ""
) -> Response:
    """The response to a failed request, in the format of its path. `title` defaults to that of the status,
    `message` to the title."""
    path, title = request.url.path, title or _TITLES.get(status, "出错了")
    if path.startswith(API_PREFIX):
        return problem(status, message or title, instance=path[:80], request_id=request_id(request))
    site: Site = request.app.state.site
    page = ErrorPage(status, title, message, request_id(request), typed, address)
    return site.renderer.render(page, status=status)


def overloaded(request: Request) -> Response:
    """The response (503) to a request that there is no room for now."""
    return later(error_response(request, 503, f"现在请求太多，请过 {RETRY_SECONDS} 秒再试。"))


def later(response: Response) -> Response:
    """A response that asks to come again later."""
    response.headers.update({"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"})
    return response


def away(request: Request) -> Response:
    """The response (503) while a server that holds a part of the archive cannot be reached."""
    told = f"数据库服务器现在连不上，请过 {RETRY_SECONDS} 秒再试。"
    return later(error_response(request, 503, told, title="归档暂时不能读取"))


def without_search(request: Request, error: SearchUnavailableError) -> Response:
    """The response (503) to a request whose answer needs an index that cannot be asked now."""
    logger.error("search_unavailable", reason=error.reason, detail=error.detail)
    told = f"{error.told}，请过 {RETRY_SECONDS} 秒再试。文件的网页不靠检索，照常可读。"
    return later(error_response(request, 503, told, title="现在不能检索"))


def _is_shortage(error: OSError | DBAPIError) -> bool:
    """Whether the process has no file descriptor left; SQLite does not say why it cannot open a file."""
    if isinstance(error, OSError):
        return error.errno in (errno.EMFILE, errno.ENFILE)
    return isinstance(error, OperationalError) and "unable to open database file" in str(error)


def handle_errors(app: FastAPI, headers: dict[str, str]) -> None:
    """Register handlers for all errors. `headers` are added to a 500, which is made outside of all middleware."""

    @app.exception_handler(StarletteHTTPException)
    def http_error(request: Request, error: StarletteHTTPException) -> Response:
        given = error.detail if isinstance(error, HTTPException) and error.detail != "Not Found" else ""
        address = error.address if isinstance(error, NoPlaceError) else ""
        typed = "" if address else request.url.path.strip("/")[:80]
        response = error_response(request, error.status_code, str(given), typed=typed, address=address)
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        told = "；".join(f"{'.'.join(map(str, e['loc'][1:]))}：{e['msg']}" for e in error.errors())
        return error_response(request, 422, told)

    @app.exception_handler(UnservableError)
    def nothing_to_answer_from(request: Request, error: UnservableError) -> Response:
        title = "归档尚未发布" if isinstance(error, NoArchiveError) else "归档暂时不能读取"
        return later(error_response(request, 503, error.told, title=title))

    @app.exception_handler(SearchUnavailableError)
    def no_search(request: Request, error: SearchUnavailableError) -> Response:
        return without_search(request, error)

    @app.exception_handler(PoolTimeout)
    def no_free_connection(request: Request, _error: PoolTimeout) -> Response:
        return overloaded(request)

    @app.exception_handler(OSError)
    @app.exception_handler(DBAPIError)
    def no_free_file(request: Request, error: OSError | DBAPIError) -> Response:
        if is_away(error):
            return away(request)
        if not _is_shortage(error):
            raise error
        return overloaded(request)

    @app.exception_handler(Exception)
    def broken(request: Request, _error: Exception) -> Response:
        response = error_response(request, 500)
        response.headers.update({**headers_of(request.scope, headers), REQUEST_ID: request_id(request)})
        return response
