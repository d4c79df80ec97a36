"""Running heads and feet: what recurs at the same height of pages, and page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from app.sources.pdf.rows import Row
from app.sources.plain_text.furniture import furniture_kind, is_page_of_pages, symbol_of_head
from app.sources.plain_text.line_signs import LineSigns

_MOST_BASELINES = 4
"""Maximum number of baselines of a running head or foot."""
_NEAR = 3.0
"""How far, in points, the height of a running head may vary."""
_SAME_LINE = 2.0
_NUMBER = re.compile(r"(?<![\d./])\d{1,4}(?![\d.])")
"""What may be the number of a page; the last one of a symbol is none."""
_GAP = 1.3
"""Least distance, in sizes, of a single running head or foot from the text."""
_TELLING = 4
_CLOSE = 1.7
"""Greatest distance, in sizes, of the rows of a running head."""
_TITLE = 8
"""Least length, in characters, of a row below the symbol that is a part of the title."""
_FAR = 5.0
_PAUSES = ("，", "；", "。", "、")
"""What no running head or foot ends with."""

WHY_HEAD, WHY_FOOT = "页眉，各页重复", "页脚或页码"


def furniture_of(pages: Sequence[Sequence[Row]], signs: LineSigns) -> tuple[set[int], set[int]]:
    """The heads and the feet: the `id` of each row of furniture."""
    heads = _recurring(pages, is_top=True)
    feet = _recurring(pages, is_top=False)
    heads |= _single_heads(pages, heads, signs)
    feet |= _single_feet(pages, feet, signs)
    return heads, feet - heads


def same_elsewhere(heads: set[int], rows: Sequence[Row]) -> set[int]:
    """The rows that say at the same height what the heads of other pages say: inside the lines of a table."""
    heights: dict[str, list[float]] = {}
    for row in rows:
        if id(row) in heads and len(row.text) >= _TELLING:
            heights.setdefault(row.text, []).append(row.base)
    return {
        id(row)
        for row in rows
        if any(abs(row.base - base) <= _SAME_LINE for base in heights.get(row.text, ()))
    }


def _baselines(rows: Sequence[Row], *, is_top: bool) -> Iterator[list[Row]]:
    """The rows of each baseline, from the edge of the page inward."""
    line: list[Row] = []
    for row in sorted(rows, key=lambda row: -row.base if is_top else row.base):
        if line and abs(row.base - line[0].base) > _SAME_LINE:
            yield line
            line = []
        line.append(row)
    if line:
        yield line


def _key(line: Sequence[Row], number: int) -> str:
    """The words of a baseline in which the number of the page stands for any."""
    text = "  ".join(row.text for row in sorted(line, key=lambda row: row.left))
    return _NUMBER.sub(lambda found: "#" if int(found[0]) == number else found[0], text)


def _recurring(pages: Sequence[Sequence[Row]], *, is_top: bool) -> set[int]:
    """The rows at the edge whose words stand at one height of several pages."""
    edges: list[list[tuple[str, float, list[Row]]]] = []
    offset = _offset(pages, is_top=is_top)
    for number, rows in enumerate(pages, 1):
        lines = [
            line for line, _ in zip(_baselines(rows, is_top=is_top), range(_MOST_BASELINES), strict=False)
        ]
        edges.append([(_key(line, number + offset), line[0].base, line) for line in lines])
    heights: dict[str, list[float]] = {}
    for edge in edges:
        for key, base, _ in edge:
            heights.setdefault(key, []).append(base)
    found: set[int] = set()
    keys: set[str] = set()
    for edge in edges:
        for key, base, line in edge:
            near = sum(abs(base - other) <= _NEAR for other in heights[key])
            # A footnote that says `同上`, or a short paragraph, may stand at one height of several pages.
            pauses = _PAUSES if is_top else (*_PAUSES, ".")
            if near < 2 or any(row.marks or row.text.endswith(pauses) for row in line):
                break
            found |= {id(row) for row in line}
            keys.add(key)
    return found | _numbered(edges, keys)


def _numbered(edges: Sequence[Sequence[tuple[str, float, list[Row]]]], keys: set[str]) -> set[int]:
    """The rows with the number of the page that are worded as furniture is, on a page that sets them higher."""
    return {
        id(row)
        for edge in edges
        for key, _, line in edge
        if key in keys and "#" in key and len(key) > 1
        for row in line
    }


def _offset(pages: Sequence[Sequence[Row]], *, is_top: bool) -> int:
    """What must be added to the place of a page in the file to get its printed number."""
    seen: Counter[int] = Counter()
    for number, rows in enumerate(pages, 1):
        for line in list(_baselines(rows, is_top=is_top))[:1]:
            for row in line:
                seen.update({int(found[0]) - number for found in _NUMBER.finditer(row.text)})
    best = seen.most_common(1)
    return best[0][0] if best and best[0][1] > 1 and best[0][1] > seen[0] else 0


def _single_heads(pages: Sequence[Sequence[Row]], known: set[int], signs: LineSigns) -> set[int]:
    """The head of a page that no other page repeats, since there are too few: the document's symbol, and the
    words beside or below it that the first page prints too."""
    if len(pages) < 2:
        return set()
    first = _bare("".join(row.text for row in pages[0]))
    found: set[int] = set()
    for rows in pages[1:]:
        lines = list(_baselines(rows, is_top=True))[: _MOST_BASELINES + 1]
        if lines and any(id(row) in known for row in lines[0]):
            found |= {id(row) for row in _rest_of_title(lines, known, first)}
            continue
        found |= {id(row) for line in _head_of(lines[:_MOST_BASELINES], first, signs) for row in line}
    return found


def _rest_of_title(lines: Sequence[list[Row]], known: set[int], first: str) -> list[Row]:
    """The further rows of a title in a running head, which only pages of one side may have: set to the right."""
    heads = [line for line in lines if all(id(row) in known for row in line)]
    found: list[Row] = []
    for line in lines[len(heads) :]:
        # The symbol may stand beside any row of a long title.
        words = [row for row in line if not _is_symbol(row.text, first)]
        if not heads or not words or not _is_rest(heads, words, first):
            break
        found += line
        heads = [*heads, words]
    return found


def _is_symbol(text: str, first: str) -> bool:
    """Whether a row is nothing but the symbol that the first page prints."""
    return bool(symbol_of_head(text)) and " " not in text.strip() and _bare(text) in first


def _is_rest(head: Sequence[list[Row]], line: list[Row], first: str) -> bool:
    """Whether a row close under a head is the rest of its title: together the first page prints them, or it is set to
    the right."""
    if head[-1][0].base - line[0].base > _CLOSE * line[0].size or len(line) > 1:
        return False
    rest = _bare(line[0].text)
    left, edge = _edges(head)
    titles = [_bare(_SYMBOL_AT_END.sub("", row.text)) for above in head for row in above]
    is_whole = any(len(title) >= _TELLING and title + rest in first for title in titles)
    return is_whole or (rest in first and _is_set_right(line[0], edge, left))


def _edges(head: Sequence[list[Row]]) -> tuple[float, float]:
    """The left and right edge of the rows of a head."""
    return min(row.left for line in head for row in line), max(row.right for line in head for row in line)


def _head_of(lines: Sequence[list[Row]], first: str, signs: LineSigns) -> list[list[Row]]:
    """The baselines of a head: those above and with the symbol, and what follows of the title."""
    head: list[list[Row]] = []
    has_symbol = False
    for line in lines:
        is_title = not has_symbol or (_is_rest(head, line, first) or _goes_on(head, line, signs))
        is_beside = any(symbol_of_head(_apart(row.text)) for row in line)
        least = 1 if is_beside or (head and _is_rest(head, line, first)) else _TELLING
        if not is_title or not all(_is_told(row.text, first, least, signs) for row in line):
            break
        has_symbol |= is_beside
        head.append(line)
    return head if has_symbol else []


def _goes_on(head: Sequence[list[Row]], line: list[Row], signs: LineSigns) -> bool:
    """Whether a row is set close under the symbol, as the rest of a title is, and is no row of the text."""
    near = head[-1][0].base - line[0].base <= _CLOSE * line[0].size
    left, edge = _edges(head)
    return near and all(
        not signs.is_closing_line(row.text)
        and (len(_bare(row.text)) >= _TITLE or _is_set_right(row, edge, left))
        for row in line
    )


def _is_set_right(row: Row, edge: float, left: float) -> bool:
    """Whether a row ends at the right edge and begins far from the left one, as no row of the text does."""
    return abs(row.right - edge) <= _SAME_LINE and row.left - left >= _FAR * row.size


def _is_told(text: str, first: str, least: int, signs: LineSigns) -> bool:
    """Whether a row is a number, the document's symbol, or at least so many characters that the first page prints too."""
    symbol = symbol_of_head(_apart(text))
    bare = _bare(text)
    if symbol:
        if not any(_bare(name) in first for name in _names_of(str(symbol))):
            return False
        rest = bare.replace(_bare(str(symbol)), "")
        return not rest or rest in first
    is_number = furniture_kind(text, signs) == "page_number" or is_page_of_pages(text)
    return is_number or (len(bare) >= least and bare in first)


def _names_of(symbol: str) -> tuple[str, ...]:
    """What the first page may print of a symbol: all of it, `77/213`, or `2694(2023)`."""
    *_, body, number = symbol.split("/")
    return (symbol, f"{body}/{number}", *((number,) if "(" in number else ()))


_SYMBOL = r"[A-Z]+(?:/[A-Za-z0-9.()-]+)+"
_SYMBOL_AT_END = re.compile(rf"^{_SYMBOL}\s*|\s*{_SYMBOL}$")
_GLUED = re.compile(
    rf"(?P<first>^{_SYMBOL})(?=[\u3400-\u9fff《“])|(?<=[\u3400-\u9fff》”])(?={_SYMBOL}$)"
    r"|(?P<before>^[A-Z]+(?:/[A-Z0-9.()-]+)*/[A-Z0-9.()-]*[0-9)])(?=[A-Z][a-z])"
)


def _apart(text: str) -> str:
    """A long running head with a blank between the symbol and the title, which leave no room between them."""
    return _GLUED.sub(lambda found: f"{found['first'] or found['before'] or ''} ", text)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _single_feet(pages: Sequence[Sequence[Row]], known: set[int], signs: LineSigns) -> set[int]:
    """The page number of a file with few pages, and marks like `请回收`."""
    found = {id(row) for rows in pages for row in rows if furniture_kind(row.text, signs) == "recycle"}
    for rows in pages:
        lines = list(
            _baselines([row for row in rows if id(row) not in known and id(row) not in found], is_top=False)
        )
        for line, above in zip_longest(lines, lines[1:]):
            is_apart = above is None or above[0].base - line[0].base >= _GAP * above[0].size
            is_apart |= any(_JOB.fullmatch(row.text) for row in line)
            if not is_apart or not all(_is_foot(row.text, signs) for row in line):
                break
            found |= {id(row) for row in line}
    return found


_JOB = re.compile(r"(?:[A-Z]{1,5}\.)?\d{2}-\d{5}(?: ?\([A-Z]\))*")
"""The number of a printing, which stands nowhere but at the foot of a page."""


def _is_foot(text: str, signs: LineSigns) -> bool:
    return furniture_kind(text, signs) in ("page_number", "recycle") or is_page_of_pages(text)
