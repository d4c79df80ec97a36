"""Static files: one style sheet, scripts, the icon.

The address of a file contains a fingerprint of its content, so that clients never need to revalidate it. Scripts import
each other by name, so all have one fingerprint.
"""

import hashlib
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Annotated

import rcssmin
import rjsmin
from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import Response

router = APIRouter()

STYLE = "style.css"

STYLES = (
    *("variables", "base", "frame", "text", "document", "lists", "home", "facets", "states"),
    *(
        "coverage",
        "variants",
        "citations",
        "search",
        "compare",
        "bilingual",
        "votes",
        "brief",
        "wording",
        "cite",
        "copy",
    ),
    *("uses", "guide", "print"),
)
"""The parts of the style sheet (`css/*.css`), in cascade order."""

_MEDIA = {
    ".css": "text/css",
    ".ico": "image/vnd.microsoft.icon",
    ".js": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
_IMAGES = ("*.svg", "*.png", "*.ico")
_FOR_GOOD = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"


@dataclass(frozen=True, slots=True)
class Assets:
    """The content and the fingerprint of each file, by name."""

    files: dict[str, bytes]
    fingerprints: dict[str, str]

    def url(self, name: str) -> str:
        """The address of a file in its current version. Raises KeyError if there is none of that name."""
        return f"/static/{self.fingerprints[name]}/{name}"

    def response(self, name: str, cache_control: str) -> Response:
        """A file as an answer. Raises KeyError if there is none of that name."""
        media_type = _MEDIA[Path(name).suffix]
        return Response(self.files[name], media_type=media_type, headers={"Cache-Control": cache_control})


def read_assets(static: Path) -> Assets:
    """Read and minify the files of `static/`: style sheets joined into one, scripts and images one by one."""
    style = "\n".join((static / "css" / f"{name}.css").read_text("utf-8") for name in STYLES)
    scripts = {
        path.name: rjsmin.jsmin(path.read_text("utf-8")).encode() for path in sorted(static.glob("js/*.js"))
    }
    images = chain.from_iterable(map(static.glob, _IMAGES))
    others = {path.name: path.read_bytes() for path in images}
    others[STYLE] = rcssmin.cssmin(style).encode()
    fingerprints = dict.fromkeys(scripts, _fingerprint(b"\n".join(scripts.values())))
    return Assets(
        scripts | others, fingerprints | {name: _fingerprint(held) for name, held in others.items()}
    )


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


async def get_assets(request: Request) -> Assets:
    """The static files of the application that serves the request."""
    assets: Assets = request.app.state.assets
    return assets


@router.get("/static/{fingerprint}/{name}")
async def asset(fingerprint: str, name: str, assets: Annotated[Assets, Depends(get_assets)]) -> Response:
    """Serve a file; an outdated fingerprint gets the current version, not to be cached for good."""
    if name not in assets.files:
        raise HTTPException(404)
    return assets.response(name, _FOR_GOOD if fingerprint == assets.fingerprints[name] else _ASK_AGAIN)
