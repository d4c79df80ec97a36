"""Texts whose paragraphs follow each other on one line: cut at the formula, at verbs, numbers and closing lines.

Nothing but the words tells where a paragraph begins there, so each such line says that its beginning is a guess.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from app.domain.characters import simplified
from app.domain.organs import Names
from app.domain.verbs import opening_verb
from app.sources.dates import DATE
from app.sources.plain_text.adoption_lines import ONE_MEETING
from app.sources.plain_text.closing import ends_text
from app.sources.plain_text.line_patterns import (
    RAISED,
    RINGED,
    begins_paragraph,
    begins_with_verb,
    formula_organ,
    label_of,
)
from app.sources.plain_text.number_lines import NUMBER_INSIDE
from app.sources.reading import Line

_CUT = "行内分段"
_NUMBER = re.compile(r"(?<=[；;。.，,：:\s])(?P<number>\d{1,3})\s*[.．、](?!\d)\s*(?=\S)")
_PAUSE = re.compile(
    rf"[，；,;]\s*(?:[{RAISED}]+|[\[［〔]\d{{1,3}}[\]］〕]|[{RINGED}]|\d{{1,3}}/)?\s*(?=[\u3400-\u9fff])"
)
_CLOSING = re.compile(
    rf"(?<=[。.；;\s])(?:{DATE.pattern}[，,\s]*(?={ONE_MEETING}|$)|{ONE_MEETING}(?=[\s，。,.]|$|[\[［]|\d)|[\[［](?=未经|经|以|决议))"
)
_CLOSING_ONLY = re.compile(rf"。\s*(?P<closing>{DATE.pattern}[，,\s]*{ONE_MEETING}\s*[。.]?)$")
_PREAMBLE_VERBS = frozenset(
    "重申 申明 确认 承认 认识到 意识到 考虑到 铭记 铭记着 回顾 遵循 念及 忆及 顾及 鉴于 注意到 表示注意到 欢迎 欣见 赞扬 "
    "赞赏 表示赞赏 表示感谢 感谢 强调 强调指出 着重指出 表示关切 表示严重关切 关切 表示遗憾 遗憾 表示震惊 震惊 痛惜 谴责 "
    "深信 坚信 相信 确信 决心 表示 审议 审议了 听取 听取了 收到 收到了 研究了 复按 备悉 察悉 获悉 欣悉 体察 计及 审查 注意及 阅悉 闻悉 查悉".split()
)
_ACTS = re.compile(r"(?:根据|依照|按照)[^，；]*采取行动")
_FEWEST = 2
"""Least number of verbs behind a comma by which a preamble on a line of its own is cut."""
_LONGEST_OPENING = 60


def cut_run_on(lines: Sequence[Line], names: Names, *, is_laid_out: bool = False) -> list[Line]:
    """The lines; one that holds several paragraphs is cut where they begin.

    `is_laid_out`: the words of the lines stay as the layout gives them, so that no stop is set behind a number.
    """
    cut = with_formula_apart(lines, names)
    opening = next((index for index, line in enumerate(cut) if _is_formula(line, names)), None)
    if opening is None:
        return cut
    above, formula, below = cut[:opening], cut[opening], cut[opening + 1 :]
    below = below if is_laid_out else _with_stops(below)
    numbers = {label.text for line in below if (label := label_of(line.text)) and label.kind == "number"}
    below = [piece for line in below for piece in _cut_at(line, [*_numbers(line, numbers), *_closing(line)])]
    is_beside = bool(below) and below[0].start == formula.end
    return [*above, formula, *_with_preamble_cut(below, is_beside=is_beside)]


def _is_formula(line: Line, names: Names) -> bool:
    return formula_organ(line.text, names) is not None and line.text.strip("* ")[-1] in "，,"


def _cut_at(line: Line, places: Sequence[int]) -> list[Line]:
    """A line cut at offsets in its words; what is cut off says so."""
    lead = line.start + line.indent
    bounds = sorted({0, *places, len(line.text)})
    pieces = []
    for start, end in pairwise(bounds):
        words = line.text[start:end].strip()
        first = line.start if start == 0 else lead + start
        last = line.end if end == len(line.text) else lead + end
        gap = line.gap if start == 0 else 0
        sign = _CUT if start else line.cut
        pieces.append(replace(line, start=first, end=last, text=words, gap=gap, cut=sign))
    return [piece for piece in pieces if piece.text]


@lru_cache(maxsize=4)
def _formula(organs: tuple[str, ...]) -> re.Pattern[str]:
    named = "|".join(sorted(organs, key=len, reverse=True))
    return re.compile(rf"(?:^|(?<=[\s。）)\]］]))(?:{named})\s*[，,]\s*(?=\S)")


def with_formula_apart(lines: Sequence[Line], names: Names) -> list[Line]:
    """The lines; if no formula has a line of its own, one inside a line is set apart, and the head before it cut."""
    if any(_is_formula(line, names) for line in lines):
        return list(lines)
    shape = _formula(tuple(name for organ in names.organs for name in organ.names))
    for index, line in enumerate(lines):
        for found in shape.finditer(simplified(line.text)):
            if begins_with_verb(line.text[found.end() :]):
                pieces = _cut_at(line, [*_head(line.text[: found.start()]), found.start(), found.end()])
                if found.start() == 0:
                    # Nothing is guessed of a formula that opens a line.
                    pieces[1] = replace(pieces[1], cut=line.cut)
                return [*lines[:index], *pieces, *lines[index + 1 :]]
    return _with_bare_formula_apart(lines, names)


def _with_bare_formula_apart(lines: Sequence[Line], names: Names) -> list[Line]:
    """The lines; a formula without its comma, `大会回顾…，`, is set apart where nothing else can be one."""
    if any(formula_organ(line.text, names) for line in lines):
        return list(lines)
    named = "|".join(sorted((name for organ in names.organs for name in organ.names), key=len, reverse=True))
    for index, line in enumerate(lines):
        found = re.match(rf"(?:{named})\s*", simplified(line.text))
        if found and line.text[-1] in "，；" and _opens(line.text[found.end() :]):
            return [*lines[:index], *_cut_at(line, [found.end()]), *lines[index + 1 :]]
    return list(lines)


def _head(text: str) -> Iterator[int]:
    """Where the lines of a head begin that stand on one line: before and behind the number, at blanks above it."""
    number = NUMBER_INSIDE.search(text)
    if number is None:
        return
    yield number.start("number")
    yield from (blank.end() for blank in re.finditer(r"\s+", text[: number.start("number")]))
    if number["named"]:
        yield from (blank.end() for blank in re.finditer(r"\s+", text) if blank.start() >= number.end())


def _numbers(line: Line, numbers: set[str | None]) -> Iterator[int]:
    """Where further numbered paragraphs begin in a line: the numbers count on, and no other line has them."""
    label = label_of(line.text)
    following = int(label.text or 0) + 1 if label and label.kind == "number" else 1
    for found in _NUMBER.finditer(line.text):
        is_next = int(found["number"]) == following and str(following) not in numbers
        if is_next and begins_with_verb(line.text[found.end() : found.end() + _LONGEST_OPENING]):
            yield found.start()
            following += 1


def _closing(line: Line) -> Iterator[int]:
    """Where closing lines begin in a line: in one that was cut wherever they stand, else at its end alone."""
    if line.cut:
        yield from (found.start() for found in _CLOSING.finditer(line.text))
    elif found := _CLOSING_ONLY.search(simplified(line.text)):
        yield found.start("closing")
        yield from (found.start() for found in _CLOSING.finditer(line.text, found.start("closing")))


def _with_stops(lines: Sequence[Line]) -> list[Line]:
    """The lines; where none has a number with a full stop, those that count `1 请…`, `2 决定…` get one."""
    labels = [label_of(line.text) for line in lines]
    bare = [_BARE_NUMBER.match(line.text) for line in lines]
    counted = [int(found["number"]) for found in bare if found and begins_with_verb(found["words"])]
    if any(label and label.kind == "number" for label in labels) or counted != [*range(1, len(counted) + 1)]:
        return list(lines)
    return [
        replace(line, text=f"{found['number']}. {found['words']}", cut=line.cut or "编号之后没有句点")
        if found and begins_with_verb(found["words"])
        else line
        for line, found in zip(lines, bare, strict=True)
    ]


_BARE_NUMBER = re.compile(r"(?P<number>\d{1,3})\s+(?P<words>\S.*)")


def _with_preamble_cut(lines: Sequence[Line], *, is_beside: bool) -> list[Line]:
    """The lines below the formula, which `is_beside` the first; a preamble on one line is cut at its verbs."""
    first = next(
        (
            index
            for index, line in enumerate(lines)
            if (label := label_of(line.text)) and label.kind == "number"
        ),
        None,
    )
    is_whole = first is None and is_beside and all(ends_text(line.text) for line in lines[1:])
    if first != 1 and not is_whole:
        return list(lines)
    text = lines[0].text
    pauses = [pause.end() for pause in _PAUSE.finditer(text)]
    places = [place for place in pauses if _opens(text[place:])]
    if is_whole:
        # The last paragraph is the operative one.
        places += [
            place for place in pauses if place > max(places, default=0) and begins_paragraph(text[place:])
        ][-1:]
    if len(places) < (1 if is_beside or lines[0].cut else _FEWEST):
        return list(lines)
    return [*_cut_at(lines[0], places), *lines[1:]]


def _opens(text: str) -> bool:
    beginning = text[:_LONGEST_OPENING]
    if _ACTS.match(simplified(beginning)):
        return True
    return begins_paragraph(beginning) and opening_verb(beginning)[0] in _PREAMBLE_VERBS
