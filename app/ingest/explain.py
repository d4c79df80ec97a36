"""Explains how each line of a file was read: the reader's decision and the reason for it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from app.domain.organs import Names
from app.domain.resolution import Problem
from app.ingest.files import SourcePath, read_source
from app.ingest.reading import readings_of
from app.sources.decoding import decode
from app.sources.formats import NotReadableError, format_of
from app.sources.reading import Claim, Reading

_ROLES = {
    "head": "封面",
    "formula": "开头语",
    "unit": "段落",
    "note": "脚注",
    "furniture": "页面",
    "closing": "文末",
    "adoption": "通过方式",
    "votes": "表决",
    "unclaimed": "不知其义",
}
_FIELDS = {
    "rule": "横线",
    "page_number": "页码",
    "running_head": "页眉",
    "link_list": "网址",
    "recycle": "标记",
    "site": "网站",
    "markup": "标记",
    "second_language": "外文",
    "around": "版心之外",
    "date": "日期",
    "meeting": "会议",
    "in_favour": "赞成",
    "against": "反对",
    "abstaining": "弃权",
    "not_voting": "未参加",
    "body": "机构",
    "session": "届次",
    "session_dates": "会期",
    "agenda_item": "议程项目",
    "agenda_item_title": "议题",
    "committee": "委员会",
    "adopted_on": "通过日期",
    "published_on": "印发日期",
    "distribution": "分发",
    "language": "语种",
    "original_language": "原文",
    "kind": "种类",
    "title": "标题",
    "number": "编号",
    "sponsors": "提案国",
    "symbol": "文号",
    "letter": "分件",
}


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """A line of a file: number, what it was read as, anchor (empty if none), reason, and text.

    For files of markup and with layout, a paragraph; its number is None. With layout, `printed` is where it stands:
    `第3页`.
    """

    number: int | None
    printed: str
    decision: str
    place: str
    why: str
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a file was read: addresses of its documents, its lines, and problems."""

    documents: tuple[str, ...]
    lines: tuple[ExplainedLine, ...]
    problems: tuple[Problem, ...]


def explain(path: Path, names: Names) -> Explanation | Problem:
    """Read a file as an ingest would, and explain the result.

    Returns a Problem if the file is refused. Raises ValueError, with a reason in Chinese, if it cannot be opened.
    """
    content = read_source(SourcePath(path.absolute(), path.name))
    try:
        form = format_of(path.suffix, content.data)
    except NotReadableError as error:
        return Problem("unreadable", str(error))
    readings = readings_of(form, path, content, names)
    if isinstance(readings, Problem):
        return readings
    claims = sorted(
        (claim for reading in readings for claim in reading.claims), key=lambda claim: claim.line.start
    )
    if any(claim.line.place for claim in claims):
        lines = _placed(claims)
    else:
        lines = _lines(claims, decode(content.data)) if claims else _paragraphs(readings)
    return Explanation(
        tuple(reading.resolution.id for reading in readings),
        tuple(lines),
        tuple(problem for reading in readings for problem in reading.resolution.problems),
    )


def _lines(claims: Sequence[Claim], text: str) -> Iterator[ExplainedLine]:
    starts = list(accumulate(len(line) for line in text.splitlines(keepends=True)))
    for claim in claims:
        number = bisect_right(starts, claim.line.start) + 1
        yield _explained(claim, number)


def _placed(claims: Sequence[Claim]) -> Iterator[ExplainedLine]:
    """The lines of a file with layout; where it has pages, footnotes and furniture stand on theirs."""
    pages = [_PAGE.match(claim.line.place) for claim in claims]
    if all(pages):
        claims = [
            claim for _, claim in sorted(zip(pages, claims, strict=True), key=lambda pair: _number(pair[0]))
        ]
    return (_explained(claim, None) for claim in claims)


_PAGE = re.compile(r"第(\d+)页")


def _number(page: re.Match[str] | None) -> int:
    return int(page[1]) if page else 0


def _explained(claim: Claim, number: int | None) -> ExplainedLine:
    line = claim.line
    return ExplainedLine(number, line.place, _decision(claim.role), claim.anchor or "", claim.why, line.text)


def _paragraphs(readings: Sequence[Reading]) -> Iterator[ExplainedLine]:
    """The paragraphs of a file of markup, whose lines have no meaning."""
    for reading in readings:
        for unit in reading.resolution.paragraphs:
            yield ExplainedLine(None, "", _ROLES["unit"], unit.anchor, unit.eid or "", unit.text)
        for note in reading.resolution.footnotes:
            yield ExplainedLine(None, "", _ROLES["note"], note.anchor, note.eid or "", note.text)


def _decision(role: str) -> str:
    kind, _, field = role.partition(".")
    name = _ROLES.get(kind, kind)
    return f"{name}·{_FIELDS.get(field, field)}" if field else name
