"""Records in the formats of citing programs, as answers."""

import json
from collections.abc import Callable, Iterable, Iterator

from fastapi.responses import StreamingResponse

from app.domain.record import Record
from app.writers.bibtex import bibtex
from app.writers.csl_json import csl_item
from app.writers.ris import ris

Writer = Callable[[Iterable[Record]], Iterator[str]]


def _csl_json(records: Iterable[Record]) -> Iterator[str]:
    """The items as an array, one a line."""
    before = "["
    for record in records:
        yield f"{before}\n{json.dumps(csl_item(record), ensure_ascii=False)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


WRITERS: dict[str, tuple[str, Writer]] = {
    "ris": ("application/x-research-info-systems", lambda records: map(ris, records)),
    "bib": ("application/x-bibtex", lambda records: map(bibtex, records)),
    "csl.json": ("application/vnd.citationstyles.csl+json", _csl_json),
}
"""Media type and writer of each suffix."""


def record_file(
    suffix: str, records: Iterable[Record], headers: dict[str, str] | None = None
) -> StreamingResponse:
    """Records as a file, written as it is sent."""
    media_type, written = WRITERS[suffix]
    return StreamingResponse(written(records), media_type=f"{media_type}; charset=utf-8", headers=headers)
