"""The entries of lists for citing programs (unAPI 1.0): a list marks each with its address, this gives its record.

Source: the unAPI specification, version 1; formats are named as Zotero asks for them.
"""

from typing import Annotated
from xml.sax.saxutils import quoteattr

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import Response

from app.db.queries.catalogue import records
from app.web.files.record_formats import WRITERS, record_file
from app.web.http.context import ArchiveDep, BaseUrlDep, SiteDep
from app.web.lookup.documents import find

router = APIRouter()

_FORMATS = {"ris": "ris", "bibtex": "bib", "csljson": "csl.json"}
_SEVERAL = 300


@router.get("/unapi")
def unapi(
    site: SiteDep,
    archive: ArchiveDep,
    base_url: BaseUrlDep,
    entry: Annotated[str, Query(alias="id")] = "",
    wanted: Annotated[str, Query(alias="format")] = "",
) -> Response:
    """Without a format the formats there are (300 where an entry is named), else the entry's record.

    Raises HTTPException: 404 for what is not held, 406 for another format.
    """
    found = find(archive.session, entry).document if entry else None
    if entry and found is None:
        raise HTTPException(404, f"本库未收录 {entry[:80]}")
    if not wanted or found is None:
        return Response(
            _formats(found.address if found else ""), _SEVERAL if found else 200, media_type="application/xml"
        )
    if wanted not in _FORMATS:
        raise HTTPException(406, f"可用的格式：{'、'.join(_FORMATS)}")
    return record_file(_FORMATS[wanted], records(archive.session, site.names, base_url, [found.address]))


def _formats(address: str) -> str:
    named = f" id={quoteattr(address)}" if address else ""
    formats = "".join(
        f'<format name="{name}" type="{WRITERS[suffix][0]}"/>' for name, suffix in _FORMATS.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<formats{named}>{formats}</formats>\n'
