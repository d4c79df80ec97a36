"""Icons where browsers and readers of feeds look for them, and the manifest of a site put on a home screen."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from app.web.html.assets import Assets, get_assets
from app.web.html.prefix import under_prefix

router = APIRouter()

_DAY = "public, max-age=86400"
_SIZES = (192, 512)
_COLOUR = "#A3301C"
"""The seal's red, as in `icon.svg`."""


@router.get("/favicon.ico")
@router.get("/apple-touch-icon.png")
@router.get("/icon-192.png")
@router.get("/icon-512.png")
async def icon(request: Request, assets: Annotated[Assets, Depends(get_assets)]) -> Response:
    """The icon of that name."""
    return assets.response(request.url.path.rpartition("/")[2], _DAY)


@router.get("/site.webmanifest")
async def manifest() -> JSONResponse:
    """Name, colour, icons and the page to begin with."""
    icons = [
        {"src": under_prefix(f"/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in _SIZES
    ]
    content = {
        "name": "决议 Juéyì：联合国决议中文检索库",
        "short_name": "决议",
        "lang": "zh-Hans",
        "start_url": under_prefix("/"),
        "scope": under_prefix("/"),
        "display": "minimal-ui",
        "background_color": _COLOUR,
        "theme_color": _COLOUR,
        "icons": icons,
    }
    return JSONResponse(content, media_type="application/manifest+json", headers={"Cache-Control": _DAY})
