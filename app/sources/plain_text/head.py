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
from app.sources.plain_text.headlines import title_in_headline
from app.sources.plain_text.line_patterns import (
    BRACKETED_MARK,
    PART_LETTER,
    RAISED_MARK,
    is_heading,
    mark_number,
)
from app.sources.plain_text.lines import join
from app.sources.plain_text.named_fields import FIELD_IN_ENGLISH
from app.sources.plain_text.number_lines import number_inside
from app.sources.reading import Claim, Line

_MARKS = re.compile(rf"{RAISED_MARK.pattern}|{BRACKETED_MARK.pattern}|[①-⑳]|\s?(?<![\d/])\d{{1,3}}/$|\*+$")
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
            and not PART_LETTER.fullmatch(text)
            and not ends_title(text, plain)
            and not plain.endswith(_ENDS_SENTENCE)
        )
        field = None if title_goes_on else _by_rule(rules, text, plain, cover, names)
        field = field or (None if title_goes_on else _in_columns(rules, text, cover, names))
        if field in ("number", "title") and above == "published_on" and _is_dated_above(cover):
            _take_day_above(cover)
        if field == "meeting" and above == "published_on" and cover.day_line:
            _take_day_above(cover)
        field = field or _continued(text, cover, previous)
        if not field:
            field = _title_by_place(group, lines, cover, text)
        why = WHY[field] if field else "没有一条规则认得"
        claims += [Claim(line, f"head.{field}" if field else "unclaimed", why=why) for line in group]
        previous = field or previous
        above = "number" if field == "body" and above == "number" else field or ""
    _by_place(cover, claims, names)
    lift_title_marks(cover)
    return cover, claims


_BY_YEAR = re.compile(r"\(\d{4}\)$")
"""How a number of the Security Council ends, whose texts have no titles."""
_BARE_NUMBER = re.compile(r"\d{1,4}/\d{1,4}(?: ?[A-Z])?")


def _by_place(cover: Cover, claims: list[Claim], names: Names) -> None:
    """Take for number and title, where no rule found them, the lines that stand where these do; tell so.

    The number: figures alone on the only such line. The title: the line nearest above the text, else nearest
    above the number, that could be a heading.
    """
    unknown = [index for index, claim in enumerate(claims) if claim.role == "unclaimed"]
    bare = [index for index in unknown if _BARE_NUMBER.fullmatch(claims[index].line.text)]
    if not (cover.number or cover.printed_symbol) and len(bare) == 1:
        cover.number = claims[bare[0]].line.text
        _take(claims, bare[0], "number", cover)
        cover.problems.append(Problem("number_guessed", f"“{cover.number}”单独成行，推定为编号"))
    if not (cover.number or cover.printed_symbol):
        _take_from_headline(cover, claims, unknown, names)
    is_serial = _BY_YEAR.search(cover.number or "") is not None
    if cover.title or is_serial or _has_no_title(cover) or not (cover.number or cover.printed_symbol):
        return
    headed = [index for index in unknown if index not in bare and is_heading(claims[index].line.text)]
    nearest = next((index for index in reversed(headed) if _stands_by_number(index, claims)), None)
    if nearest is not None and not _names_organ(claims[nearest].line.text, names):
        cover.title = title_in_headline(claims[nearest].line.text)
        _take(claims, nearest, "title", cover)
        cover.problems.append(Problem("title_guessed", f"按位置推定为标题：{cover.title[:40]}"))


def _take_from_headline(cover: Cover, claims: list[Claim], unknown: Sequence[int], names: Names) -> None:
    """Take the number inside the only headline that has one, `安理会一致通过第2299(2015)号决议（全文）`; tell so."""
    found = [(index, name) for index in unknown if (name := number_inside(claims[index].line.text))]
    if len({name.number for _, name in found}) != 1:
        return
    index, name = found[0]
    cover.number, cover.organ = name.number, names.organ(name.organ) or cover.organ
    cover.kind = name.kind_over(cover.kind)
    line = claims[index].line
    _take(claims, index, "number", cover)
    cover.problems.append(Problem("number_guessed", f"编号{name.number}取自一行标题：{line.text[:40]}"))


def _take(claims: list[Claim], index: int, field: str, cover: Cover) -> None:
    """Claim an unknown line after all, so that it is unknown no longer."""
    line = claims[index].line
    claims[index] = Claim(line, f"head.{field}", why=f"{WHY[field]}，按位置推定")
    told = next((one for one in cover.problems if one.message.endswith(f"不知其义：{line.text[:40]}")), None)
    if told:
        cover.problems.remove(told)


_BESIDE_TITLE = frozenset(
    "head.number head.symbol head.adopted_on head.meeting head.committee head.kind head.published_on".split()
)


def _stands_by_number(index: int, claims: Sequence[Claim]) -> bool:
    """Whether between a line and the number stand only dates, symbols and the like, or between it and the text."""
    below = [claim.role for claim in claims[index + 1 :]]
    if all(role in _BESIDE_TITLE for role in below):
        return True
    above = [claim.role for claim in reversed(claims[:index])]
    return bool(above) and above[0] in ("head.number", "head.symbol")


def _names_organ(text: str, names: Names) -> bool:
    return names.organ(text.strip()) is not None


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
        cover.title = text[label.end :] if label else text
    if not is_title or cover.kind != "draft":
        told = "，作为标题" if is_title else ""
        cover.problems.append(Problem("unclaimed_line", f"封面上有一行不知其义{told}：{text[:40]}"))
    return "title" if is_title else None


def _in_columns(rules: Sequence[Rule], text: str, cover: Cover, names: Names) -> str | None:
    """The field of a line that holds two columns of the cover, `大会 Distr.: General`; None if one is unknown."""
    for gap in _COLUMNS.finditer(text) if len(text) <= _LONGEST_COLUMNS else ():
        halves = text[: gap.start()], text[gap.end() :]
        tried = [replace(cover, problems=[]) for _ in halves]
        fields = [
            _by_rule(rules, half, simplified(half), trial, names)
            for half, trial in zip(halves, tried, strict=True)
        ]
        if all(fields):
            return [_by_rule(rules, half, simplified(half), cover, names) for half in halves][-1]
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


_VOTES_ONE_WAY = re.compile(r"(?:赞成|反对|弃权|缺席)\s*[:：]?\s*\d{1,3}\s*票?")


def _lists_sponsors(text: str, names: Names) -> bool:
    listed = text.rstrip("、").split("、")
    return text.endswith("、") and all(names.state(name.strip("* ")) for name in listed)


def _is_open(group: Sequence[Line], following: Sequence[Line]) -> bool:
    """Whether a bracket that opens a group is closed on one of the next lines."""
    if not _REFERS.match(simplified(group[0].text)) or any(_is_closed(line) for line in group):
        return False
    return any(_is_closed(line) for line in following[: _LINES_OF_BRACKET - len(group)])


def _is_closed(line: Line) -> bool:
    return line.text[-1] in CLOSING_BRACKETS or line.text.endswith("通过")


_REFERS = re.compile(rf"[{re.escape(OPENING_BRACKETS)}]|[(（]?根据.*(?:报告|建议)")
_LINES_OF_BRACKET = 4


_ENDS_SENTENCE = tuple("：:。；;")
"""How no title ends."""


def _has_no_title(cover: Cover) -> bool:
    """Whether the organ is one whose resolutions have numbers only."""
    return cover.organ is not None and cover.organ.numbering == "serial"


def _continued(text: str, cover: Cover, previous: str) -> str | None:
    """Fill the field that a line continues: the title of the agenda item or of the text. None if there is
    none."""
    if previous in ("agenda_item", "agenda_item_title"):
        cover.agenda_item_title = join([cover.agenda_item_title or "", text])
        return "agenda_item_title"
    if previous == "letter":
        cover.title = text
        return "title"
    is_over = text.endswith(_ENDS_SENTENCE) or FIELD_IN_ENGLISH.match(text)
    if is_over or (previous in ("number", "title") and _has_no_title(cover)):
        return None
    if previous in ("sponsors", "number", "title") or (previous == "kind" and cover.kind == "draft"):
        cover.title = join([cover.title or "", text])
        return "title"
    return None
