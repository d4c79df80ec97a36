"""A tool: makes a collection of N times as many texts out of one, to measure how the archive grows.

    python -m tests.tenfold FROM TO [TIMES]

Each text is written TIMES times: as it is, and then varied, so that they are different documents of other sessions
and years. Sessions, years and numbers of symbols are shifted alike in heads and references, so that the texts of a
varied copy cite each other; references to what the collection does not hold stay, and are shared by all copies.
Words of a long line change places with the next, so that most paragraphs differ from those of every other copy, and
no word is new. Titles name another matter in each copy, so that each makes series of its own: under the same titles,
the texts of all copies would be one series, ten times as long as any that there is.
"""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from random import Random

import jieba

_SPAN = 7
"""The sessions and years of the collection; each copy lies so many before the last."""
_LONG = 15
"""The least length, in characters, of a line in which words change places: heads stay as they are."""
_SWAPPED = 0.15
"""How many of the pairs of neighbouring words change places."""

_TITLE = re.compile(r"(<docTitle\b[^>]*>)(?=[^<]*[\u4e00-\u9fff])")
_MATTERS = (
    "非洲之角各国的和平与安全",
    "拉丁美洲和加勒比的发展筹资",
    "小岛屿国家的海洋和渔业",
    "中亚内陆国家的过境运输",
    "最不发达国家的卫生系统",
    "青年和老年人的社会保护",
    "山区居民的粮食和饮用水",
    "信息技术与妇女的教育",
    "城市住房和减少灾害风险",
)
"""What the titles of varied copies begin with: so different that titles are not alike that were the same."""
_LINE = re.compile(r"(?<=>)[^<>]+(?=<)")
_HAN = re.compile("[\u4e00-\u9fff]{2,}")
_SESSION = re.compile(r"(?<![\d.])(7[4-9]|80)(?=/\d)|(?<=/)(7[4-9]|80)(?=-\d+/)")
_SPELT = re.compile("第(七十[四五六七八九]|八十)(?=届)")
_YEAR = re.compile(r"(?<!\d)(2019|202[0-6])(?!\d)")
_COUNCIL = re.compile(r"(?<!\d)2[5-8]\d\d(?=[ \u00a0]?[(（]20\d\d|-20\d\d/)")
_LEAP_DAY = re.compile(r"(?<=\d{4}-02-)29")
_NUMBERED_ANEW = re.compile(r"A_(?:HRC_RES_(?P<council>\d+)|RES_ES-(?P<special>\d+))_(?P<number>\d+)")
"""Files whose session stays, because there are too few to shift them by so many: their number is another."""

_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Template:
    """A text cut into what stays, and lines of words that change places."""

    pieces: tuple[str | tuple[str, ...], ...]

    @classmethod
    def of(cls, text: str) -> "Template":
        """The template of a text in XML."""
        return cls(tuple(_pieces(text)))

    def varied(self, random: Random) -> str:
        """The text with some words in another place."""
        return "".join(one if isinstance(one, str) else _swapped(one, random) for one in self.pieces)


def _pieces(text: str) -> Iterator[str | tuple[str, ...]]:
    done = 0
    for line in _LINE.finditer(text):
        if len(line[0]) >= _LONG and _HAN.search(line[0]):
            yield text[done : line.start()]
            yield tuple(jieba.cut(line[0], HMM=False))
            done = line.end()
    yield text[done:]


def _swapped(words: tuple[str, ...], random: Random) -> str:
    found = list(words)
    # The first word is the verb that a paragraph is known by.
    for place in range(1, len(found) - 1):
        pair = found[place : place + 2]
        if random.random() < _SWAPPED and all(map(_HAN.fullmatch, pair)):
            found[place : place + 2] = reversed(pair)
    return "".join(found)


def shifted(text: str, copy: int, name: str) -> str:
    """The text with the sessions, years and numbers of a copy; `name` is that of its file."""
    if anew := _NUMBERED_ANEW.match(name):
        session = anew["council"] or f"ES-{anew['special']}"
        own = re.compile(
            rf"(?<![\d/]){session}([/-]){anew['number']}(?!\d)|(?<=RES/){session}(/){anew['number']}(?!\d)"
        )
        number = int(anew["number"]) + 100 * copy
        return own.sub(lambda found: f"{session}{found[1] or found[2]}{number}", text)
    back = _SPAN * copy
    text = _COUNCIL.sub(lambda found: str(int(found[0]) + 400 * copy), text)
    text = _LEAP_DAY.sub("28", _YEAR.sub(lambda found: str(int(found[0]) - back), text))
    text = _SPELT.sub(lambda found: f"第{spelt(_value(found[1]) - back)}", text)
    return _SESSION.sub(lambda found: str(int(found[0]) - back), text)


def titled(text: str, copy: int) -> str:
    """The text under a title of a varied copy, from 1: on another matter than that of any other copy."""
    matter = _MATTERS[(copy - 1) % len(_MATTERS)]
    return _TITLE.sub(lambda found: f"{found[1]}{matter}：", text)


def spelt(number: int) -> str:
    """A number below 100 as it is spelt in Chinese: 十一, 七十四."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def _value(spelling: str) -> int:
    return next(number for number in range(100) if spelt(number) == spelling)


def write_copies(source: Path, folder: Path, target: Path, times: int) -> int:
    """Write one file's copies below `target/0`, `target/1`, …; returns their number."""
    text = source.read_text(encoding="utf-8")
    template = Template.of(text)
    inner = source.relative_to(folder)
    for copy in range(times):
        path = target / str(copy) / inner
        path.parent.mkdir(parents=True, exist_ok=True)
        random = Random(f"{copy} {inner}")  # noqa: S311  the same texts at each run
        path.write_text(
            shifted(titled(template.varied(random), copy), copy, source.name) if copy else text,
            encoding="utf-8",
        )
    return times


def _written(task: tuple[Path, Path, Path, int]) -> int:
    return write_copies(*task)


def write_collection(
    folder: Path, target: Path, times: int, told: Callable[[int], None] = lambda _: None
) -> None:
    """Write all XML texts of a folder `times` times; `told` is called with the number of texts now and then."""
    tasks = [(path, folder, target, times) for path in sorted(folder.rglob("*.xml"))]
    jieba.initialize()
    total = 0
    with Pool() as pool:
        for count in pool.imap_unordered(_written, tasks, chunksize=20):
            total += count
            told(total)


def main() -> None:
    """Write the collection that the arguments name."""
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    write_collection(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 10)


if __name__ == "__main__":
    main()
