"""Stage 3: the lines before the text proper: cover, number and title, sponsors."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.domain.characters import simplified
from app.domain.organs import Names
from app.domain.resolution import NoteMark, Problem
from app.sources.dates import DATE, given_dates
from app.sources.labels import leading_heading_label
from app.sources.plain_text.adoption_lines import ONE_MEETING, adoption_line
from app.sources.plain_text.cover import WHY, Cover, Rule
from app.sources.plain_text.cover_rules import (
    CLOSING_BRACKETS,
    OPENING_BRACKETS,
    RULES,
    ends_title,
)
from app.sources.plain_text.head_by_place import has_no_title, take_by_place
from app.sources.plain_text.headlines import title_in_headline
from app.sources.plain_text.letter_spacing import closed_word
from app.sources.plain_text.line_patterns import (
    BRACKETED_MARK,
    RAISED_MARK,
    is_heading,
    letter_line,
    mark_number,
)
from app.sources.plain_text.lines import join
from app.sources.plain_text.named_fields import FIELD_IN_BRACKETS, FIELD_IN_ENGLISH
from app.sources.reading import Claim, Line

_MARKS = re.compile(
    rf"{RAISED_MARK.pattern}|{BRACKETED_MARK.pattern}|[①-⑳]|\s?(?<![\d/])\d{{1,3}}/$|(?:\*+|[†‡])$"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LONGEST_COLUMNS = 200
"""Maximum length of a line with two columns, in characters."""
_COLUMNS = re.compile(r"\s+")
_BOLD = re.compile(r"\*\*(?![\s、，：:*])(.+?)\*\*(?!\*)")
"""Words in bold; two asterisks behind a sponsor's name are a mark."""
_LONGEST = 1000
"""Maximum length of a line of the cover, in characters; a longer one is text, not a field."""


def read_head(lines: Sequence[Line], names: Names) -> tuple[Cover, list[Claim]]:
    """Read the lines before the text proper. Every line is claimed, by a field or as `unclaimed`."""
    cover, claims = Cover(), []
    previous, above, word = "", "", ""
    for group in _grouped(lines, names):
        text = _BOLD.sub(r"\1", join(line.text for line in group))
        rules = RULES if len(text) <= _LONGEST else ()
        plain = simplified(text)
        cover.is_under_number = above in ("number", "title") or word in ("通过", "通过于")
        word = plain
        title_goes_on = (
            previous == "title"
            and not letter_line(text)
            and not ends_title(text, plain)
            and not plain.endswith(_ENDS_SENTENCE)
        )
        field = None if title_goes_on else _by_rule(rules, text, plain, cover, names)
        field = field or (None if title_goes_on else _in_columns(rules, text, cover, names))
        if field in ("number", "title") and above == "published_on" and _is_dated_above(cover):
            _take_day_above(cover)
        if {field, above} == {"meeting", "published_on"} and cover.day_line:
            _take_day_above(cover)
        field = field or _continued(text, cover, previous)
        if not field:
            field = _title_by_place(group, lines, cover, text)
        why = WHY[field] if field else "没有一条规则认得"
        claims += [Claim(line, f"head.{field}" if field else "unclaimed", why=why) for line in group]
        previous = field or previous
        above = "number" if field == "body" and above == "number" else field or ""
    take_by_place(cover, claims, names)
    lift_title_marks(cover)
    return cover, claims


def _is_dated_above(cover: Cover) -> bool:
    return bool(cover.day_line) and "(" in (cover.number or "")


def _take_day_above(cover: Cover) -> None:
    """A date alone above a number with its year or session is that of adoption."""
    cover.dates = cover.dates or given_dates("cover", [cover.day_line])
    cover.published_on = None


def _title_by_place(group: Sequence[Line], lines: Sequence[Line], cover: Cover, text: str) -> str | None:
    """Take a line that no rule knows for the title if it stands right above the text; tell so, or that it is unknown."""
    is_title = group[-1] is lines[-1] and not (cover.title or cover.number) and is_heading(text)
    if is_title:
        label = leading_heading_label(text)
        cover.title = title_in_headline(text[label.end :] if label else text)
    if not is_title or cover.kind != "draft":
        told = "，作为标题" if is_title else ""
        cover.problems.append(Problem("unclaimed_line", f"封面上有一行不知其义{told}：{text[:40]}"))
    return "title" if is_title else None


def _in_columns(rules: Sequence[Rule], text: str, cover: Cover, names: Names) -> str | None:
    """The field of a line that holds two columns of the cover, `大会 Distr.: General`; None if one is unknown."""
    for gap in _COLUMNS.finditer(text) if len(text) <= _LONGEST_COLUMNS else ():
        halves = closed_word(text[: gap.start()]), closed_word(text[gap.end() :])
        tried = [replace(cover, problems=[]) for _ in halves]
        fields = [
            _by_rule(rules, half, simplified(half), trial, names)
            for half, trial in zip(halves, tried, strict=True)
        ]
        if all(fields):
            found = [_by_rule(rules, half, simplified(half), cover, names) for half in halves]
            if {"published_on", "symbol"} == set(found) and cover.day_line:
                _take_day_above(cover)
            return found[-1]
    return None


def _by_rule(rules: Sequence[Rule], text: str, plain: str, cover: Cover, names: Names) -> str | None:
    return next((field for rule in rules if (field := rule(text, plain, cover, names))), None)


def lift_title_marks(cover: Cover) -> None:
    """Remove the footnote marks (superscript, bracketed or asterisk) at the end of a title and record
    them."""
    if not cover.title:
        return
    notes: list[NoteMark] = []
    kept, done = "", 0
    for found in _MARKS.finditer(cover.title):
        kept += cover.title[done : found.start()].rstrip()
        notes.append(NoteMark(mark_number(found[0]), len(kept)))
        done = found.end()
    cover.title, cover.title_notes = (kept + cover.title[done:]).strip(), (*notes, *cover.title_notes)


def lift_plain_title_mark(cover: Cover, printed: frozenset[str], shape: re.Pattern[str]) -> None:
    """Remove a footnote mark that is a plain digit at the end of a title; `printed` are the numbers of
    unmarked footnotes, `shape` is that of such a mark."""
    found = shape.search(cover.title or "")
    if cover.title and found and found[0] in printed:
        cover.title = cover.title[: found.start()]
        cover.title_notes = (NoteMark(found[0], len(cover.title)), *cover.title_notes)


def _grouped(lines: Sequence[Line], names: Names) -> Iterator[list[Line]]:
    """The lines in groups: a list of sponsors and a bracket that run over several lines are one group, other lines
    are single."""
    group: list[Line] = []
    for index, line in enumerate(lines):
        group.append(line)
        if not (
            _lists_sponsors(line.text, names)
            or _counts_votes(line.text, lines[index + 1 : index + 2])
            or _is_split_adoption(group, lines[index + 1 : index + 2])
            or _is_open(group, lines[index + 1 : index + _LINES_OF_BRACKET])
        ):
            yield group
            group = []
    yield from ([line] for line in group)


def _is_split_adoption(group: Sequence[Line], following: Sequence[Line]) -> bool:
    """Whether two lines are one sentence on the adoption, `1994年11月8日安全理事会` and `第3453次会议通过`."""
    if len(group) > 1 or not following or adoption_line(group[0].text):
        return False
    first, second = simplified(group[0].text), simplified(following[0].text)
    if not second.endswith("通过") or not (DATE.match(first) or _ENDS_IN_MEETING.search(first)):
        return False
    return adoption_line(group[0].text + following[0].text) is not None


_ENDS_IN_MEETING = re.compile(rf"{ONE_MEETING}$")


def _counts_votes(text: str, following: Sequence[Line]) -> bool:
    """Whether a line has the number of those who voted one way, `赞成：14`, and the next one that of others."""
    return bool(
        _VOTES_ONE_WAY.fullmatch(simplified(text))
        and any(_VOTES_ONE_WAY.fullmatch(simplified(line.text)) for line in following)
    )


_VOTES_ONE_WAY = re.compile(
    r"(?:赞成|反对|弃权|缺席)\s*[:：]?\s*\d{1,3}\s*票?|\d{1,3}\s*票?\s*(?:赞成|反对|弃权|缺席)"
)


def _lists_sponsors(text: str, names: Names) -> bool:
    listed = [name for part in text.rstrip("、和").split("、") for name in part.split("和")]
    return text.endswith(("、", "和")) and all(names.state(name.strip("* ")) for name in listed)


def _is_open(group: Sequence[Line], following: Sequence[Line]) -> bool:
    """Whether a bracket that opens a group is closed on one of the next lines."""
    first = group[0].text
    closing = CLOSING_BRACKETS[OPENING_BRACKETS.index(first[0])] if first[0] in OPENING_BRACKETS else ""
    if (
        not _REFERS.match(simplified(first))
        or any(_is_closed(line) for line in group)
        or (closing and closing in first)
    ):
        return False
    return any(_is_closed(line) for line in following[: _LINES_OF_BRACKET - len(group)])


def _is_closed(line: Line) -> bool:
    return line.text[-1] in CLOSING_BRACKETS or line.text.endswith("通过")


_REFERS = re.compile(rf"[{re.escape(OPENING_BRACKETS)}]|[(（]?根据.*(?:报告|建议)")
_LINES_OF_BRACKET = 4


_ENDS_SENTENCE = tuple("：:。；;")
"""How no title ends."""


def _continued(text: str, cover: Cover, previous: str) -> str | None:
    """Fill the field that a line continues: the title of the agenda item or of the text. None if there is
    none."""
    if previous in ("agenda_item", "agenda_item_title"):
        cover.agenda_item_title = join([cover.agenda_item_title or "", text])
        return "agenda_item_title"
    if previous == "letter":
        cover.title = text
        return "title"
    is_field = FIELD_IN_ENGLISH.match(text) or FIELD_IN_BRACKETS.match(text)
    is_over = text.endswith(_ENDS_SENTENCE) or is_field
    if is_over or (previous in ("number", "title") and has_no_title(cover)):
        return None
    if previous == "title" and cover.title and not _HAN.search(cover.title) and _HAN.search(text):
        # A title in English above the one in Chinese.
        cover.title = text
        return "title"
    if previous in ("sponsors", "number", "title") or (previous == "kind" and cover.kind == "draft"):
        cover.title = join([cover.title or "", text])
        return "title"
    return None
