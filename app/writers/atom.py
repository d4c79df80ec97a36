"""Atom feeds (RFC 4287) of documents, with all that a reader or a program sorts and files them by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.controls import as_xml
from app.domain.identifiers import identifier
from app.domain.instants import written

_NEVER = "1945-10-24T00:00:00Z"
"""When a feed without entries was last changed; its archive is empty."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to the same in another form; `href` is absolute."""

    type: str
    href: str
    language: str = ""
    rel: str = "alternate"


@dataclass(frozen=True, slots=True)
class Category:
    """A term of a scheme: `organ`, `kind`, `subject`; and its name in Chinese."""

    scheme: str
    term: str
    label: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A document. `path` is that of its page, by which it is named; `author` the organ."""

    path: str
    title: str
    author: str
    added_at: datetime
    changed_at: datetime
    symbol: str | None
    adopted_on: date | None
    summary: str
    categories: tuple[Category, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its title, its own path by which it is named, its links, its entries, newest change first."""

    title: str
    path: str
    links: tuple[Link, ...]
    entries: tuple[Entry, ...]


def atom(feed: Feed) -> str:
    """A feed as XML."""
    changed = max((one.changed_at for one in feed.entries), default=None)
    parts = (
        _element("title", feed.title),
        _element("id", identifier(feed.path)),
        _element("updated", written(changed) if changed else _NEVER),
        "<author><name>联合国</name></author>",
        *map(_link, feed.links),
        *map(_entry, feed.entries),
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dcterms="http://purl.org/dc/terms/" xml:lang="zh-Hans">\n'
        f"{_lines(parts)}</feed>\n"
    )


def _entry(entry: Entry) -> str:
    parts = (
        _element("title", entry.title),
        _element("id", identifier(entry.path)),
        _element("published", written(entry.added_at)),
        _element("updated", written(entry.changed_at)),
        f"<author>{_element('name', entry.author)}</author>",
        _element("dcterms:identifier", entry.symbol or ""),
        # Not `issued` or `created`, which readers take for the dates of the entry.
        _element("dcterms:dateAccepted", entry.adopted_on.isoformat() if entry.adopted_on else ""),
        *map(_category, entry.categories),
        *map(_link, entry.links),
        _element("summary", entry.summary),
    )
    return f"<entry>\n{_lines(parts)}</entry>"


def _category(category: Category) -> str:
    scheme = identifier(f"scheme/{category.scheme}")
    return _empty("category", {"term": category.term, "scheme": scheme, "label": category.label})


def _link(link: Link) -> str:
    return _empty("link", {"rel": link.rel, "type": link.type, "hreflang": link.language, "href": link.href})


def _element(name: str, text: str) -> str:
    return f"<{name}>{as_xml(text)}</{name}>" if text else ""


def _empty(name: str, attributes: Mapping[str, str]) -> str:
    written_out = (
        f' {key}="{as_xml(value).replace(chr(34), "&quot;")}"' for key, value in attributes.items() if value
    )
    return f"<{name}{''.join(written_out)}/>"


def _lines(parts: Iterable[str]) -> str:
    return "".join(f"{part}\n" for part in parts if part)
