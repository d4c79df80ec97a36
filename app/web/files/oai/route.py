"""The route of OAI-PMH: reads the request, lets the library answer it, and gives the answer our tokens."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from lxml import etree
from oai_repo import OAIRepository
from oai_repo.error import OAIErrorResponse
from oai_repo.exceptions import OAIError, OAIErrorBadArgument, OAIErrorBadResumptionToken

from app.domain.controls import without_forbidden
from app.web.files.oai.repository import DELETED, ArchiveRepository
from app.web.files.oai.resumption import Resumption
from app.web.http.context import ArchiveDep, ArchiveSession, BaseUrlDep, Site, SiteDep

router = APIRouter()

_LISTS = ("ListRecords", "ListIdentifiers")
_TOKEN = "resumptionToken"  # noqa: S105  the name of an argument
_DAY = len("2026-11-28")


async def _posted(request: Request) -> bytes:
    """The body of a request."""
    return await request.body()


@router.get("/oai")
def harvest(request: Request, site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep) -> Response:
    """An answer of OAI-PMH; errors of the protocol are answers too (200)."""
    return _answer(request.query_params.multi_items(), _repository(site, archive, base_url))


@router.post("/oai")
def harvest_posted(
    request: Request,
    site: SiteDep,
    archive: ArchiveDep,
    base_url: BaseUrlDep,
    body: Annotated[bytes, Depends(_posted)],
) -> Response:
    """The same, asked in the body of a request (`application/x-www-form-urlencoded`)."""
    arguments = [
        *request.query_params.multi_items(),
        *parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True),
    ]
    return _answer(arguments, _repository(site, archive, base_url))


def _repository(site: Site, archive: ArchiveSession, base_url: str) -> ArchiveRepository:
    address = site.security_contact.removeprefix("mailto:")
    contact = address if "@" in address else f"postmaster@{urlsplit(base_url).hostname}"
    return ArchiveRepository(archive.session, site.names, base_url, contact)


def _answer(arguments: Sequence[tuple[str, str]], data: ArchiveRepository) -> Response:
    library = OAIRepository(data)
    asked = dict(arguments)
    try:
        if len(asked) < len(arguments):
            raise OAIErrorBadArgument("An argument is repeated.")
        if any(without_forbidden(text) != text for pair in arguments for text in pair):
            raise OAIErrorBadArgument("An argument has characters that XML cannot hold.")
        found = library.create_response(library.create_request(_understood(asked, data)))
    except OAIError as fault:
        found = OAIErrorResponse(library, fault)
    root = found.root()
    if not isinstance(found, OAIErrorResponse):
        _complete(root, asked, data)
    content = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return Response(content, media_type="text/xml; charset=utf-8")


def _understood(asked: Mapping[str, str], data: ArchiveRepository) -> dict[str, str]:
    """The arguments as the library takes them: those of the first request in place of a token, a last day to its end."""
    verb, token = asked.get("verb", ""), asked.get(_TOKEN)
    arguments = {name: value for name, value in asked.items() if name != "verb"}
    if token is not None and verb in _LISTS and len(arguments) == 1:
        try:
            data.resumed = Resumption.read(token)
        except ValueError as fault:
            raise OAIErrorBadResumptionToken("The token is none of this repository.") from fault
        arguments = dict(data.resumed.arguments)
    elif verb in _LISTS:
        data.resumed = Resumption({name: value for name, value in arguments.items() if name != _TOKEN})
    data.prefix = arguments.get("metadataPrefix", "")
    return {"verb": verb} | _whole_days(arguments) if verb else _whole_days(arguments)


def _whole_days(arguments: dict[str, str]) -> dict[str, str]:
    first, last = arguments.get("from"), arguments.get("until")
    if first and last and (len(first) != len(last) or first > last):
        raise OAIErrorBadArgument("from and until need one granularity, and from may not be later.")
    return arguments | {"until": f"{last}T23:59:59Z"} if last and len(last) == _DAY else arguments


def _complete(root: etree._Element, asked: Mapping[str, str], data: ArchiveRepository) -> None:
    """The arguments as they were asked, what was given up marked as deleted, and our token."""
    (request,) = root.findall("request")
    request.attrib.clear()
    for name, value in asked.items():
        request.set(name, value)
    for header in root.iter("header"):
        if data.is_given_up(header.findtext("identifier", "")):
            header.set("status", DELETED)
            _take_away(header.itersiblings("metadata"))
    _take_away(root.iter(_TOKEN))
    if asked["verb"] in _LISTS and (data.last or data.resumed.given):
        token = etree.SubElement(root[-1], _TOKEN)
        token.text = data.last or None
        token.set("completeListSize", str(data.total))
        token.set("cursor", str(data.resumed.given))


def _take_away(elements: Iterable[etree._Element]) -> None:
    for element in [*elements]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
