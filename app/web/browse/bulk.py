"""Everything to be downloaded: the files of the release's package, and the page that lists them."""

import base64
import os
from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from app.db.release import Release
from app.web.http.context import Site, SiteDep
from app.writers.data_package import TERMS_PATH, PackedFile

router = APIRouter()

_RETRY_SECONDS = 30
_KINDS = {".gz": "application/gzip", ".sqlite": "application/vnd.sqlite3", ".zip": "application/zip"}
_OTHER = "application/octet-stream"
NEVER_COMPRESSED = (*_KINDS.values(), _OTHER)
"""The media types of the files: a range of one must be a range of what is sent whole."""
_HASH_PART = 16


@dataclass(frozen=True, slots=True)
class BulkFile:
    """A file as the page lists it; its hash in parts, between which a line may break."""

    name: str
    title: str
    rows: int | None
    size: str
    sha256: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BulkPage:
    """The files of a release; none if they were not made. `can_be_made` says whether the first download makes them."""

    template: ClassVar[str] = "browse/bulk.html"

    release: str
    files: tuple[BulkFile, ...]
    is_making: bool
    can_be_made: bool
    terms: str


@router.get("/bulk")
def show_bulk(site: SiteDep) -> HTMLResponse:
    """List the files."""
    release = site.releases.current().release
    package = site.bulk.package(release)
    files = tuple(map(_listed, package.files())) if package else ()
    making, can_be_made = site.bulk.is_making(release), not site.bulk.has_failed(release)
    response = site.renderer.render(BulkPage(release.name, files, making, can_be_made, TERMS_PATH))
    # Files appear while the release stays the same.
    response.headers["Cache-Control"] = "no-cache"
    return response


@router.get("/bulk/{name}")
def bulk_file(name: str, request: Request, site: SiteDep) -> Response:
    """A file, or a range of it; 503 while the files are made, which the first demand begins."""
    release = site.releases.current().release
    package = site.bulk.package(release)
    if package is None:
        raise _not_yet(site, release) if site.bulk.will_have(name, site.names) else HTTPException(404)
    file = package.file(name)
    if file is None:
        raise HTTPException(404)
    headers = _headers(file)
    if headers["ETag"] in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    path = package.path / file.name
    try:
        found = os.stat(path)  # noqa: PTH116  as the response wants it
    except FileNotFoundError:
        raise HTTPException(404) from None
    kind = _KINDS.get(path.suffix, _OTHER)
    return FileResponse(path, headers=headers, media_type=kind, filename=file.name, stat_result=found)


def _not_yet(site: Site, release: Release) -> HTTPException:
    if site.bulk.has_failed(release):
        return HTTPException(503, "供整批下载的文件还没有生成，服务器也不能写入归档：须运行 jueyi bulk。")
    site.bulk.begin(release, site.readers, site.names)
    told = f"供整批下载的文件正在生成，请过 {_RETRY_SECONDS} 秒再试。"
    return HTTPException(503, told, headers={"Retry-After": str(_RETRY_SECONDS), "Cache-Control": "no-store"})


def _headers(file: PackedFile) -> dict[str, str]:
    digest = base64.b64encode(bytes.fromhex(file.sha256)).decode()
    return {
        "ETag": f'"{file.sha256}"',
        "Repr-Digest": f"sha-256=:{digest}:",
        "Cache-Control": "no-cache",
        "Accept-Ranges": "bytes",
    }


def _listed(file: PackedFile) -> BulkFile:
    parts = tuple(file.sha256[start : start + _HASH_PART] for start in range(0, len(file.sha256), _HASH_PART))
    return BulkFile(file.name, file.title, file.rows, _size(file.bytes), parts)


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} KB"
