"""Places in a document: the path after its symbol, such as `op/5/a`, and its form in citations.

The same path with `-` for `/` is the fragment in the full page. A second paragraph with a number already used
in that place has the suffix `~2`. Places that differ in their last label only form a range: `op/5-7`.
"""

import re
from collections.abc import Iterable
from typing import Literal, get_args

from app.domain.numerals import EARTHLY_BRANCHES, HEAVENLY_STEMS, from_chinese, to_chinese

PLACE_KINDS = ("pp", "op", "para", "fn", "h", "table", "vote", "sec", "annex")
"""The possible first segments of a place."""

DocumentPart = Literal["title", "pp", "op", "para", "h", "table", "fn"]
PARTS: tuple[DocumentPart, ...] = get_args(DocumentPart)
"""The parts of a document that are searched."""

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
"""Reserved after a symbol for languages; without one, Chinese."""

CITED_BY = "cited-by"
"""Segment after a symbol: the list of documents that cite it."""
SERIES = "series"
"""Segment after a symbol: the series of texts that the document belongs to."""
SERIES_FILE = f"{SERIES}.csv"
SERIES_FEED = f"{SERIES}.atom"
SERIES_VOTES_FILE = f"{SERIES}/votes.csv"
"""Behind a symbol: how states voted on the texts of the series."""
CITING_FILES = (f"{CITED_BY}.csv", f"{CITED_BY}.graphml", "neighbours.csv", "neighbours.graphml")
"""Segments after a symbol: files of the documents that cite it, and of those that it cites too."""

FILE_SUFFIXES = ("csl.json", "json", "xml", "txt", "ris", "bib")
"""Suffixes of an address: the document, place or range as a file."""
_FILE = re.compile(
    rf"(?P<address>.*?[^/.])\.(?P<suffix>{'|'.join(map(re.escape, FILE_SUFFIXES))})", re.I | re.S
)

_WORDS = {
    "pp": "序言部分第{}段",
    "op": "第{}段",
    "para": "第{}段",
    "fn": "脚注{}",
    "h": "标题{}",
    "table": "表{}",
    "sec": "第{}节",
    "annex": "附件{}",
}
_PARAGRAPHS = ("pp", "op", "para")


PART_PREFIX = re.compile(r"(?:annex/\d+)?/?(?:sec(?:/[0-9A-Z]+)+)?")
"""The place of an annex or section, a prefix of other places."""

_DASH = re.compile(r"[-–—至]")
_WHOLE = {"title": "标题", "vote": "表决", CITED_BY: "被引用", SERIES: "历届沿革"}


def fragment(place: str) -> str:
    """The fragment of a place in the full page: `op/5/a` gives `op-5-a`."""
    return place.replace("/", "-")


def part_of(place: str) -> DocumentPart:
    """The searchable part of a document that a place belongs to: its kind, without section and annex
    prefixes."""
    segments = place.split("/")
    return next(part for segment in segments for part in PARTS if part == segment)


def plain_label(printed: str) -> str:
    """A point's label in addresses: `a` stays, `一` and `甲` become `1`, `十二` becomes `12`."""
    for cycle in (HEAVENLY_STEMS, EARTHLY_BRANCHES):
        if len(printed) == 1 and printed in cycle:
            return str(cycle.index(printed) + 1)
    try:
        return str(from_chinese(printed))
    except ValueError:
        return printed.lower()


_BEGINNINGS = frozenset((*PLACE_KINDS, "v", CITED_BY, SERIES, SERIES_FILE, SERIES_FEED, *CITING_FILES))


def is_reserved(segment: str) -> bool:
    """Whether a segment of an address begins the place: a kind of place, a language, `v`, `cited-by` or
    `series`, or a file of these."""
    return segment.lower() in _BEGINNINGS or segment in LANGUAGES


def split_address(path: str) -> tuple[str, str]:
    """Split an address into document and place: `A/RES/77/213` and `op/5`."""
    segments = path.strip("/").split("/")
    first = next(
        (index for index, segment in enumerate(segments) if index and is_reserved(segment)), len(segments)
    )
    return "/".join(segments[:first]), "/".join(segments[first:])


def split_suffix(path: str) -> tuple[str, str]:
    """Split an address into what it names and the suffix of a file: `A/RES/77/213/op/5` and `ris`; none is empty."""
    found = _FILE.fullmatch(path)
    return (found["address"], found["suffix"].lower()) if found else (path, "")


def ends(place: str) -> tuple[str, str] | None:
    """The first and last place of a range: `op/5-7` → `op/5`, `op/7`. None if the place is not a range."""
    head, _, labels = place.rpartition("/")
    first, *last = _DASH.split(labels)
    if not head or len(last) != 1 or not first or not last[0]:
        return None
    return f"{head}/{first}", f"{head}/{last[0]}"


def joined(first: str, last: str) -> str:
    """The range of two places that differ in their last label only: `op/5`, `op/7` → `op/5-7`."""
    return first if first == last else f"{first}-{last.rpartition('/')[2]}"


def annexes_of(places: Iterable[str]) -> int:
    """How many annexes a document of these places has."""
    return len({place.split("/")[1] for place in places if place.startswith("annex/")})


def cite(place: str, annexes: int = 0) -> str:
    """A place in the words of a citation: `op/5/a` → `第5(a)段`, `op/5/a/2` → `第5(a)(二)段`, `sec/2/B/pp/3` →
    `第2节B节序言部分第3段`, the range `op/5-7` → `第5至7段`.

    `annexes` is how many the document has, 0 if unknown: the only one is called `附件`, others `附件一`, `附件二`.
    Source: what Chinese texts of the United Nations print when they cite (`第10(a)段` ten times as often as `第10段(a)`).
    """
    kind, _, rest = place.partition("/")
    if kind in _WHOLE:
        return _WHOLE[kind]
    first, _, rest = rest.partition("/")
    if kind in ("sec", "annex"):
        labels = first.split("-")
        if kind == "annex":
            labels = [""] if annexes == 1 and labels == ["1"] else [_in_chinese(label) for label in labels]
        head = _WORDS[kind].format("至".join(labels))
        # A nested section: `sec/2/B`.
        while rest and rest.partition("/")[0] not in PLACE_KINDS:
            inner, _, rest = rest.partition("/")
            head += f"{inner.replace('-', '节至')}节"
        return head + cite(rest) if rest else head
    points = "".join(
        f"({')至('.join(map(_in_chinese, point.split('-')))})"
        for point in rest.split("/")
        if point and not point.startswith("end")
    )
    wrap_up = "末" if rest.split("/")[-1].startswith("end") else ""
    numbers = "至".join(number.split("~")[0] for number in first.split("-"))
    return _WORDS[kind].format(numbers + points) + wrap_up


def _in_chinese(label: str) -> str:
    """A label as texts print it: of points and annexes, figures stand for Chinese numerals."""
    number, mark, time = label.partition("~")
    return (to_chinese(int(number)) if number.isdecimal() else number) + mark + time


_OF_INSTRUMENTS = {
    "vol": "第{}卷",
    "art": "第{}条",
    "chap": "第{}章",
    "part": "第{}部分",
    "annex": "附件{}",
    "sec": "{}节",
}


def cite_instrument(place: str, annexes: int = 0) -> str:
    """A place in an instrument in words: `art/1/3/2` → `第1条第3款第2项`, `chap/7` → `第7章`; `annexes` as in `cite`."""
    steps = place.split("/")
    words: list[str] = []
    while steps and steps[0]:
        kind = steps.pop(0)
        if kind in _OF_INSTRUMENTS:
            label = steps.pop(0) if steps else ""
            if kind == "annex":
                label = "" if annexes == 1 and label == "1" else _in_chinese(label)
            words.append(_OF_INSTRUMENTS[kind].format(label))
        elif kind in _PARAGRAPHS and steps:
            return "".join(words) + cite("/".join([kind, *steps]))
        elif kind in _WORDS and steps:
            words.append(_WORDS[kind].format(steps.pop(0)))
        else:
            unit = "项" if words and words[-1].endswith("款") else "款"
            words.append(f"第{kind}{unit}" if kind.isdecimal() else f"({kind})")
    return "".join(words)
