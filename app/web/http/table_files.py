"""Tables as files: CSV that is written as it is sent, a batch of rows at a time, so that any length takes little memory."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from itertools import chain, islice
from typing import TypeVar
from urllib.parse import quote

from fastapi.responses import StreamingResponse
from sqlmodel import Session

from app.web.http.context import ArchiveSession
from app.writers.tables import FORMULA

BATCH = 500
"""How many rows are made at a time."""

Row = Sequence[object]
OpenSession = Callable[[], AbstractContextManager[Session]]
_T = TypeVar("_T")
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f\ud800-\udfff/\\:*?"<>|\s]+')
_LONGEST_WORD = 60
"""In characters; a name of a file may have 255 bytes."""


def csv_response(header: Row, rows: Iterable[Row], *named: str) -> StreamingResponse:
    """A table as a CSV file, saved under these words; where there are none, under the last part of its address."""
    return StreamingResponse(
        written(header, rows), media_type="text/csv; charset=utf-8", headers=saved_as("csv", *named)
    )


def saved_as(suffix: str, *named: str) -> dict[str, str]:
    """The header that names a file to be saved (RFC 6266), of the words that tell what is in it; none without words.

    Characters that a file system does not allow become `-`.
    """
    name = "-".join(_NOT_IN_NAMES.sub("-", word).strip(" .-")[:_LONGEST_WORD] for word in named if word)
    if not name:
        return {}
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{name}.{suffix}', safe='')}"}


def written(header: Row, rows: Iterable[Row]) -> Iterator[str]:
    """A table as CSV, a batch of rows at a time; a cell that could be a formula is made plain text."""
    mark = "\ufeff"  # at the head, it tells spreadsheets that the file is UTF-8
    for batch in batches(chain([header], rows)):
        file = io.StringIO(newline="")
        csv.writer(file).writerows([_plain(cell) for cell in row] for row in batch)
        yield mark + file.getvalue()
        mark = ""


def opener(archive: ArchiveSession) -> OpenSession:
    """Opens a session for a batch of rows: who reads a file slowly holds no connection meanwhile."""
    return partial(Session, archive.session.get_bind())


def batches(rows: Iterable[_T]) -> Iterator[list[_T]]:
    """The rows, `BATCH` at a time."""
    several = iter(rows)
    while batch := list(islice(several, BATCH)):
        yield batch


def _plain(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
