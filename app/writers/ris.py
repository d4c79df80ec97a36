"""Records in RIS, which most citing programs read: one field a line, two letters before it.

A text is a report (`RPRT`), the only type in which they keep a number as it is printed. Tags as Zotero, EndNote and
Mendeley read them of a report: `SN` its number, `M3` its kind, `PB` the institution, `SP` the part cited.
"""

from collections.abc import Iterator

from app.domain.record import ARCHIVE, Record


def ris(record: Record) -> str:
    """A record as RIS, with CRLF behind each line and an empty line behind the last."""
    lines = [f"{tag}  - {one_line(value)}" for tag, value in _fields(record) if value]
    return "\r\n".join(["TY  - RPRT", *lines, "ER  - ", "", ""])


def one_line(text: str) -> str:
    """A text without line ends and controls, which would begin a field of their own."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    yield "ID", record.key
    yield "AU", record.author
    yield "TI", record.title
    yield "SN", record.number
    yield "M3", record.genre
    yield "PB", record.publisher
    if parts := record.date_parts:
        yield "PY", str(parts[0])
        yield "DA", "/".join((*(f"{part:02}" for part in parts), *[""] * (4 - len(parts))))
    yield "SP", record.pinpoint
    yield "AB", record.words
    for subject in record.subjects:
        yield "KW", subject
    for note in record.notes:
        yield "N1", note
    yield "LA", record.language
    yield "DB", ARCHIVE
    yield "UR", record.url
