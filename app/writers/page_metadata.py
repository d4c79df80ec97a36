"""What a page says of its text to programs: the tags of Highwire Press, and schema.org as JSON-LD.

Zotero and Google Scholar read the tags: a technical report with institution and number is a report, with the symbol as
its number.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from app.domain.addresses import document_url
from app.domain.link_preview import begun
from app.domain.record import Record

FILES = (
    ("ris", "application/x-research-info-systems", "RIS"),
    ("bib", "application/x-bibtex", "BibTeX"),
    ("csl.json", "application/vnd.citationstyles.csl+json", "CSL-JSON"),
    ("json", "application/json", "JSON"),
    ("xml", "application/akn+xml", "Akoma Ntoso"),
    ("txt", "text/plain", "纯文本"),
)
"""Suffixes of the files of a document or a place, their media types and names."""
OF_TEXTS = tuple(suffix for suffix, _, _ in FILES)
OF_LISTS = ("ris", "bib", "csl.json", "json")
"""Those that a list of documents has too."""

_WHO = {"@type": "Organization", "name": "联合国", "url": "https://www.un.org/zh/"}


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file of what a page shows: its media type, its name, its address."""

    media_type: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Described:
    """What a page says of its text to programs: `meta` elements by name, JSON-LD, files."""

    tags: tuple[tuple[str, str], ...]
    linked_data: list[dict[str, Any]]
    files: tuple[FileLink, ...]


def described(record: Record, base_url: str, suffixes: Collection[str] = OF_TEXTS) -> Described:
    """What the page of a record says to programs, with its files of these suffixes."""
    at = document_url(record.address, record.place)
    return Described(
        tuple(highwire(record)),
        schema_org(record, base_url),
        tuple(
            FileLink(media_type, name, f"{at}.{suffix}")
            for suffix, media_type, name in FILES
            if suffix in suffixes
        ),
    )


def highwire(record: Record) -> Iterator[tuple[str, str]]:
    """Names and contents of the `meta` elements of a text or a place in it."""
    yield "citation_title", f"{record.title}{'，' if record.pinpoint else ''}{record.pinpoint}"
    yield "citation_author", record.author
    if record.date_parts:
        yield "citation_publication_date", "/".join(f"{part:02}" for part in record.date_parts)
    yield "citation_technical_report_institution", record.publisher
    if record.number:
        yield "citation_technical_report_number", record.number
    yield "citation_language", record.language
    yield "citation_fulltext_html_url", record.url


def schema_org(record: Record, base_url: str) -> list[dict[str, Any]]:
    """A text, or a place in it, as schema.org describes legislation, and the way that leads to its page.

    What is here is a copy: of its legal value `UnofficialLegalValue` is all that may be said.
    """
    root = f"{base_url}/"
    of_organ = (record.organ.name, f"{root}browse?body={record.organ.code}")
    trail = [("决议", root), of_organ, (record.number or record.title, _whole(record))]
    trail += [(record.pinpoint, record.url)] if record.pinpoint else []
    legislation = {
        "@context": "https://schema.org",
        "@type": ["Legislation", "LegislationObject"],
        "@id": record.url,
        "url": record.url,
        "name": f"{record.title}{'，' if record.pinpoint else ''}{record.pinpoint}",
        "legislationIdentifier": record.number,
        "legislationType": record.genre,
        "legislationDate": record.head.known_date,
        "legislationPassedBy": {"@type": "Organization", "name": record.author, "parentOrganization": _WHO},
        "legislationLegalValue": "https://schema.org/UnofficialLegalValue",
        "inLanguage": {"zh": "zh-Hans", "en": "en"}[record.language],
        "encodingFormat": "text/html",
        "isPartOf": _whole(record) if record.pinpoint else "",
        "keywords": list(record.subjects),
        "abstract": begun(record.words),
    }
    crumbs = [
        {"@type": "ListItem", "position": nth, "name": name, "item": url}
        for nth, (name, url) in enumerate(trail, start=1)
    ]
    listed = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": crumbs}
    return [{name: value for name, value in legislation.items() if value}, listed]


def site_schema(base_url: str) -> dict[str, Any]:
    """The archive as schema.org describes a site that can be searched."""
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": "决议 Juéyì",
        "url": f"{base_url}/",
        "inLanguage": "zh-Hans",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{base_url}/search?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def _whole(record: Record) -> str:
    """The address of the document that a place stands in."""
    return record.url.removesuffix(f"/{record.place}") if record.place else record.url
