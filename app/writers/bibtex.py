"""Records in BibTeX, as technical reports; UTF-8, as BibLaTeX, Biber and the programs of today read it."""

import calendar
from collections.abc import Iterator

from app.domain.record import Record
from app.writers.ris import one_line

_SPECIAL = {
    **{char: f"\\{char}" for char in "&%$#_"},
    # By name: readers count braces, also those behind a backslash.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def bibtex(record: Record) -> str:
    """A record as an entry, with an empty line behind it."""
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(record))
    return f"@techreport{{{record.key},\n{fields}}}\n\n"


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    # In two pairs of braces it is one name, whatever is in it.
    yield "author", f"{{{{{_escaped(record.author)}}}}}"
    yield "title", f"{{{{{_escaped(record.title)}}}}}"
    yield "institution", f"{{{{{record.publisher}}}}}"
    yield "type", f"{{{record.genre}}}"
    if record.number:
        yield "number", f"{{{_escaped(record.number)}}}"
    parts = record.date_parts
    if parts:
        yield "year", f"{{{parts[0]}}}"
    if len(parts) > 1:
        yield "month", calendar.month_abbr[parts[1]].lower()
    if len(parts) > 2:
        yield "day", f"{{{parts[2]}}}"
    if record.pinpoint:
        yield "pages", f"{{{_escaped(record.pinpoint)}}}"
    if record.words:
        yield "abstract", f"{{{_escaped(record.words)}}}"
    if record.subjects:
        yield "keywords", f"{{{_escaped(', '.join(record.subjects))}}}"
    if record.notes:
        yield "note", f"{{{_escaped('；'.join(record.notes))}}}"
    yield "langid", "{chinese}" if record.language == "zh" else "{english}"
    yield "url", f"{{{record.url}}}"


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(char, char) for char in one_line(text))
