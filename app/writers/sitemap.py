"""Sitemaps (sitemaps.org, version 0.9): addresses of pages, and when each last changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.domain.controls import as_xml
from app.domain.instants import written

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """An absolute address, and when what is there last changed, if that is known."""

    url: str
    changed_at: datetime | None


def sitemap(pages: Iterable[SitemapEntry]) -> str:
    """A file with addresses of pages."""
    return _file("urlset", "url", pages)


def sitemap_index(files: Iterable[SitemapEntry]) -> str:
    """The list of a sitemap's files."""
    return _file("sitemapindex", "sitemap", files)


def _file(root: str, element: str, entries: Iterable[SitemapEntry]) -> str:
    lines = "".join(
        f"<{element}><loc>{as_xml(one.url)}</loc>"
        + (f"<lastmod>{written(one.changed_at)}</lastmod>" if one.changed_at else "")
        + f"</{element}>\n"
        for one in entries
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">\n{lines}</{root}>\n'
