"""Votes that are set in a table: a list in each row or in each column, as the lines in which they are printed
elsewhere."""

import re
from collections.abc import Sequence

from app.domain.characters import simplified
from app.sources.blocks import RichText
from app.sources.rich_text import joined, part

_HEAD = re.compile(r"(?P<head>赞成|反对|弃权|未参加表决|未参加)(?:国|者)?\s*(?:[（(]\d+[)）])?\s*[:：]?")
_LEAST_HEADS = 2
_SEPARATOR = re.compile(r"[、，,\s]+")


def vote_lines(rows: Sequence[Sequence[RichText]]) -> list[RichText] | None:
    """The lists of a table as lines `赞成：阿根廷、中国`; None if the table holds none.

    The heads stand in the first cells of rows, or in the first row above columns of names.
    """
    if not rows or not rows[0]:
        return None
    if sum(map(_is_head, rows[0])) >= _LEAST_HEADS and all(
        _is_head(cell) or not cell.text for cell in rows[0]
    ):
        return [
            _line(head, [row[column] for row in rows[1:] if column < len(row)])
            for column, head in enumerate(rows[0])
            if head.text
        ]
    if len(rows) >= _LEAST_HEADS and all(row and _is_head(row[0]) and len(row) > 1 for row in rows):
        return [_line(row[0], row[1:]) for row in rows]
    return None


def _is_head(cell: RichText) -> bool:
    return bool(_HEAD.fullmatch(simplified(cell.text.strip())))


def _line(head: RichText, cells: Sequence[RichText]) -> RichText:
    listed = [name for cell in cells for name in _names(cell)]
    names = [("、" if index else "", name) for index, name in enumerate(listed)]
    return joined([("", RichText(f"{head.text.strip().rstrip(':：')}：")), *names])


def _names(cell: RichText) -> list[RichText]:
    """The names in a cell; a blank separates two only if no comma does."""
    signs = _SEPARATOR if not re.search("[、，,]", cell.text) else re.compile(r"\s*[、，,]\s*")
    found, done = [], 0
    for sign in (*signs.finditer(cell.text), None):
        start, end = sign.span() if sign else (len(cell.text), len(cell.text))
        if cell.text[done:start].strip():
            found.append(part(cell, done, start))
        done = end
    return found
