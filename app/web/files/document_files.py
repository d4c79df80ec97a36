"""A document, a place in it or a range as a file: the same address with a suffix."""

import json
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from app.db.models import Document
from app.db.queries import documents, editions, lettered_parts, series
from app.db.queries.catalogue import records
from app.db.queries.whole_documents import whole_document
from app.domain.addresses import document_url
from app.domain.place_lookup import Located, locate
from app.domain.places import SERIES
from app.domain.record import Record, record_of
from app.domain.resolution import Footnote, Paragraph, Resolution
from app.web.api.english import show_english
from app.web.api.items import addresses, document_detail
from app.web.api.texts import list_series
from app.web.documents.edition import LANGUAGE, english_text, led_place
from app.web.files.record_formats import WRITERS, record_file
from app.web.http.context import ContextDep, RequestContext
from app.web.http.errors import NoPlaceError
from app.web.lookup.address_route import AS_FILE, AddressRoute
from app.web.lookup.documents import LookupResult, find
from app.writers.akn import akn
from app.writers.plain_text import place_text, whole_text

router = APIRouter(route_class=AddressRoute)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What an address names: a text in its language, and what was found at a place of it, None for all of it."""

    document: Document
    text: Resolution
    found: Located | None
    record: Record


@router.get(AS_FILE)
def document_file(name: str, place: str, suffix: str, request: Request, context: ContextDep) -> Response:
    """A document, a place or a range in the format of the suffix; of a series, the records of its texts.

    Behind `en` it is the English text. Raises NoPlaceError where the document has no such place, and HTTPException
    (404) where the format has no such file.
    """
    found = find(context.archive.session, name)
    document = found.document
    if document is None:
        return found.redirect(request, place, suffix) or _letters(context, found, suffix)
    if place.lower() == SERIES:
        return found.redirect(request, SERIES, suffix) or _series(context, document, suffix)
    chosen = _chosen(context, document, place)
    return found.redirect(request, chosen.record.place, suffix) or _written(context, chosen, suffix)


def _letters(context: RequestContext, found: LookupResult, suffix: str) -> Response:
    """The records of the lettered parts of a number. Raises HTTPException (404) where none is held."""
    session = context.archive.session
    letters = lettered_parts.lettered(session, found.symbol.canonical) if found.symbol else []
    if not letters or suffix not in WRITERS:
        raise HTTPException(404, f"本库未收录 {found.address[:80]}")
    addresses = [letter.address for letter in letters]
    return record_file(suffix, records(session, context.site.names, context.base_url, addresses))


def _chosen(context: RequestContext, document: Document, place: str) -> _Chosen:
    session, names = context.archive.session, context.site.names
    told = documents.resolution(session, document)
    language, _, inside = place.partition("/")
    if language == LANGUAGE:
        return _chosen_in_english(context, document, told, inside)
    found = _located(document, told, place)
    return _Chosen(document, told, found, record_of(names, context.base_url, told, found))


def _chosen_in_english(context: RequestContext, document: Document, told: Resolution, place: str) -> _Chosen:
    """The English text, or what of it stands beside a place of the Chinese one, else bears its number."""
    session, names = context.archive.session, context.site.names
    row = editions.edition_of(session, document, LANGUAGE)
    if row is None:
        raise HTTPException(404, f"本库没有{told.head.symbol or told.id}的英文本。")
    text = english_text(told, editions.edition_text(session, row), names)
    found = _located(document, text, led_place(session, document, row, place) if place else "")
    asked = locate(told, place) if place else None
    record = record_of(names, context.base_url, text, found, "en", asked.place if asked else "")
    return _Chosen(document, text, found, record)


def _located(document: Document, text: Resolution, place: str) -> Located | None:
    found = locate(text, place) if place else None
    if place and found is None:
        raise NoPlaceError(document, place)
    return found


def _series(context: RequestContext, document: Document, suffix: str) -> Response:
    session = context.archive.session
    if suffix == "json":
        return _json(list_series(context.archive, context.base_url, document.address).model_dump_json())
    if suffix not in WRITERS:
        raise HTTPException(404, "历届沿革没有这种格式的文件：可用 .csv、.ris、.bib、.csl.json、.json。")
    members = [member.document.address for member in series.members(session, document)]
    return record_file(suffix, records(session, context.site.names, context.base_url, members))


def _written(context: RequestContext, chosen: _Chosen, suffix: str) -> Response:
    if suffix in WRITERS:
        return record_file(suffix, [chosen.record])
    if suffix == "txt":
        return Response(_plain(chosen), media_type="text/plain; charset=utf-8")
    if suffix == "json":
        return _json(_as_json(context, chosen))
    return Response(_as_akn(context, chosen), media_type="application/akn+xml")


def _plain(chosen: _Chosen) -> str:
    if chosen.found is None:
        return whole_text(chosen.record, chosen.text)
    if not chosen.found.paragraphs and not chosen.found.footnotes:
        return (
            f"{chosen.text.adoption.text or ''}\n\n{chosen.record.reference} {chosen.record.url}\n".lstrip()
        )
    return place_text(chosen.record, chosen.found.paragraphs, chosen.found.footnotes)


def _as_json(context: RequestContext, chosen: _Chosen) -> str:
    """The answer of the JSON interface; of a place, with the paragraphs and footnotes that stand there alone."""
    is_english = chosen.record.language == LANGUAGE
    detail = show_english(context, chosen.document.address) if is_english else None
    whole = (detail or document_detail(context, chosen.document)).model_dump(mode="json", exclude_unset=True)
    if found := chosen.found:
        units: tuple[Paragraph | Footnote, ...] = (*found.paragraphs, *found.footnotes)
        here = {unit.anchor for unit in units}
        whole |= {
            **addresses(context.base_url, document_url(chosen.text.id, chosen.record.place)),
            "place": found.place,
            "reference": chosen.record.reference,
            "paragraphs": [unit for unit in whole["paragraphs"] if unit["anchor"] in here],
            "footnotes": [note for note in whole["footnotes"] if note["anchor"] in here],
        }
    return json.dumps(whole, ensure_ascii=False)


def _as_akn(context: RequestContext, chosen: _Chosen) -> bytes:
    whole = whole_document(context.archive.session, chosen.document.id or 0)
    assert whole is not None  # noqa: S101  its row was read in this session
    places = [chosen.found.place] if chosen.found else None
    return akn(whole, context.site.names, chosen.record.language, places)


def _json(content: str) -> Response:
    return Response(content, media_type="application/json")
