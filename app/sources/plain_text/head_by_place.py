"""Number and title that no rule of a cover found, by the place where they stand; each such guess is told."""

import re
from collections.abc import Sequence

from app.domain.organs import Names
from app.domain.resolution import Problem
from app.sources.plain_text.cover import WHY, Cover
from app.sources.plain_text.cover_rules import OPENING_BRACKETS
from app.sources.plain_text.headlines import day_of_news, title_in_headline
from app.sources.plain_text.line_patterns import is_heading
from app.sources.plain_text.lines import join
from app.sources.plain_text.number_lines import number_inside
from app.sources.reading import Claim

_BY_YEAR = re.compile(r"\(\d{4}\)$")
"""How a number of the Security Council ends, whose texts have no titles."""
_BARE_NUMBER = re.compile(r"\d{1,4}/\d{1,4}(?: ?[A-Z])?")


def take_by_place(cover: Cover, claims: list[Claim], names: Names) -> None:
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
    if cover.title or is_serial or has_no_title(cover, names) or not (cover.number or cover.printed_symbol):
        return
    headed = [
        index
        for index in unknown
        if index not in bare
        and _may_be_title(claims[index])
        and is_heading(claims[index].line.text)
        and title_in_headline(claims[index].line.text)[0] not in OPENING_BRACKETS
    ]
    if told := next((one for index in headed if (one := _title_beside_number(claims[index], cover))), ""):
        cover.title = told
        cover.problems.append(Problem("title_guessed", f"标题取自一行标题：{told[:40]}"))
        return
    nearest = next((index for index in reversed(headed) if _stands_by_number(index, claims)), None)
    if nearest is not None and not _names_organ(claims[nearest].line.text, names):
        first = _first_of_title(nearest, headed, claims, names)
        cover.title = title_in_headline(join(claim.line.text for claim in claims[first : nearest + 1]))
        for index in range(first, nearest + 1):
            _take(claims, index, "title", cover)
        cover.problems.append(Problem("title_guessed", f"按位置推定为标题：{cover.title[:40]}"))


def _may_be_title(claim: Claim) -> bool:
    """Whether a line may hold a title: one that a number was taken from, if it says more."""
    return claim.role == "unclaimed" or title_in_headline(claim.line.text) != claim.line.text


def _title_beside_number(claim: Claim, cover: Cover) -> str:
    """The title in a headline that has the number of the text, `题目（联合国大会第44/299号决议）`; else empty."""
    named, title = number_inside(claim.line.text), title_in_headline(claim.line.text)
    is_told = named is not None and named.number == cover.number and title != claim.line.text
    return title if is_told and is_heading(title) and not number_inside(title) else ""


def _first_of_title(last: int, headed: Sequence[int], claims: Sequence[Claim], names: Names) -> int:
    """The first of the lines of a title that goes on from the number down to its last line, nothing between."""
    first = last
    while first and first - 1 in headed and not _names_organ(claims[first - 1].line.text, names):
        first -= 1
    is_whole = first and last - first < _LINES_OF_TITLE and claims[first - 1].role in _NUMBERED
    return first if is_whole else last


_LINES_OF_TITLE, _NUMBERED = 3, ("head.number", "head.symbol")


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
    cover.dates = cover.dates or day_of_news(line.text, cover.day_line)
    cover.problems.append(Problem("number_guessed", f"编号{name.number}取自一行标题：{line.text[:40]}"))
    title = title_in_headline(line.text)
    if title != line.text and not cover.title and is_heading(title) and not number_inside(title):
        cover.title = title
        cover.problems.append(Problem("title_guessed", f"标题取自一行标题：{title[:40]}"))


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


def has_no_title(cover: Cover, names: Names | None = None) -> bool:
    """Whether the organ is one whose resolutions have numbers only."""
    organ = cover.organ
    if organ is None and names and cover.printed_symbol:
        organ = names.organ_of(cover.printed_symbol)
    return organ is not None and organ.numbering == "serial"
