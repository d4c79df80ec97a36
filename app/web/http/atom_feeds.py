"""Feeds of documents, newest change first, as responses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi.responses import Response

from app.db.queries.listing import Listed
from app.db.queries.summaries import Summary, summaries
from app.domain.addresses import document_url
from app.domain.citation_styles import KIND_NAMES
from app.web.http.context import RequestContext
from app.writers.atom import Category, Entry, Feed, Link, atom
from app.writers.page_metadata import FILES

SIZE = 50
"""How many documents a feed has."""
MEDIA_TYPE = "application/atom+xml"
_WORDS = 200
"""How many characters of a text are its first words."""
_OF_ENTRIES = ("ris", "xml", "txt")
"""Suffixes of the files that an entry links to besides its pages and its JSON."""


@dataclass(frozen=True, slots=True)
class FeedOf:
    """What a feed is of: its title, its path, and that of the page which lists the same."""

    title: str
    path: str
    page: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a document, instead of its first words, and the address of the first of it."""

    url: str
    summary: str


def feed_response(
    context: RequestContext, of: FeedOf, documents: Sequence[Listed], found: Mapping[int, Found] | None = None
) -> Response:
    """The feed of these documents; `found` tells by key what was found in them."""
    told = summaries(context.archive.session, [one.id for one in documents])
    base_url = context.base_url
    feed = Feed(
        f"决议：{of.title}",
        of.path,
        (Link(MEDIA_TYPE, base_url + of.path, rel="self"), Link("text/html", base_url + of.page)),
        tuple(_entry(context, one, told[one.id], (found or {}).get(one.id)) for one in documents),
    )
    return Response(atom(feed), media_type=f"{MEDIA_TYPE}; charset=utf-8")


def _entry(context: RequestContext, document: Listed, told: Summary, found: Found | None) -> Entry:
    path = document_url(document.address)
    names = context.site.names
    assert document.added_at is not None  # noqa: S101  what is published has both
    assert document.changed_at is not None  # noqa: S101
    words = told.first_words
    return Entry(
        path=path,
        title=f"{document.symbol or ''} {document.name}".strip(),
        author=names.organ_name(document.body),
        added_at=document.added_at,
        changed_at=document.changed_at,
        symbol=document.symbol,
        adopted_on=document.adopted_on,
        summary=found.summary if found else words if len(words) <= _WORDS else f"{words[:_WORDS]}……",
        categories=(
            Category("organ", document.body, names.organ_name(document.body)),
            Category("kind", document.kind, KIND_NAMES[document.kind]),
            *(Category("subject", one, names.subjects.get(one, one)) for one in told.subjects),
        ),
        links=(
            Link("text/html", context.base_url + (found.url if found else path), "zh"),
            *(
                Link("text/html", context.base_url + document_url(document.address, language), language)
                for language in told.languages
            ),
            Link("application/json", f"{context.base_url}/api/v1/documents{path}"),
            *(
                Link(media_type, f"{context.base_url}{path}.{suffix}")
                for suffix, media_type, _ in FILES
                if suffix in _OF_ENTRIES
            ),
        ),
    )
