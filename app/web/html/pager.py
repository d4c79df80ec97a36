"""Pagination of lists, with stable addresses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to a page of a list."""

    number: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Pager:
    """Links to the first page of a list, the last one, and those near the current one."""

    page: int
    last: int
    links: tuple[PageLink, ...]
    previous: str | None
    next: str | None


def page_number(text: str) -> int:
    """The requested page; invalid input means page 1."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def pager(path: str, params: Mapping[str, str | Sequence[str]], *, page: int, size: int, total: int) -> Pager:
    """The pager of a list of `total` entries, `size` a page; empty parameters are left out of addresses."""
    last = max(1, -(-total // size))
    kept = urlencode({key: value for key, value in params.items() if value}, doseq=True)

    def url(number: int) -> str:
        query = "&".join(filter(None, (kept, f"page={number}" if number > 1 else "")))
        return f"{path}?{query}" if query else path

    near = {1, last, *range(max(1, page - 2), min(last, page + 2) + 1)}
    return Pager(
        page,
        last,
        tuple(PageLink(number, url(number), number == page) for number in sorted(near)) if last > 1 else (),
        url(page - 1) if 1 < page <= last else None,
        url(page + 1) if page < last else None,
    )
