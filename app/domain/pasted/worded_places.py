"""Places as readers write them: `第6段`, `序言部分第10段`, `第9(a)段`, `附件第12段`, `脚注3`, `para. 6`, `paras. 3-5`,
`op 5`, `OP5`, `PP3`, `annex II, para. 4`, `op/5/a`, `#op-5-a`; ranges and lists of them.

The words of `domain.places.cite` are among them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.domain.numerals import CHINESE_NUMERAL
from app.domain.pasted.label_lists import (
    AND,
    LABELS,
    NUMBER,
    POINT,
    TO,
    first_and_last,
    label_groups,
    labels_of,
    part_label,
    points_of,
)
from app.domain.pasted.printed_headings import THEMES, PrintedHeading
from app.domain.places import PLACE_KINDS, joined, plain_label

_PART = r"(?:[0-9]{1,3}|[IVXivx]{1,5}(?![A-Za-z])|[A-Za-z](?![A-Za-z])|" + CHINESE_NUMERAL + r"{1,3})"
_PARTS = rf"{_PART}(?:(?:{TO}|{AND}){_PART}(?![A-Za-z]))*"
_NOT_LABEL = rf"(?!\s?(?:分?段|节|部分|章|条|款|项|{CHINESE_NUMERAL}))"

_SPELLED = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_PREAMBULAR = r"(?:preamb(?:ular|le)?\.?(?:\s?para(?:graph)?s?\.?)?|pps?\.?)"
_OPERATIVE = r"(?:operative(?:\s?(?:para(?:graph)?s?\.?|clauses?))?|ops?\.?(?:\s?para(?:graph)?s?\.?)?|(?:paras?|paragraphs?|pars?)(?![a-z])\.?|¶{1,2}|§{1,2})"
_PIN = re.compile(
    rf"(?P<own>(?<=/)v/[0-9]+|(?<![a-z0-9])\#?(?:{'|'.join(PLACE_KINDS)})(?:/[0-9A-Za-z.~*-]+)+|\#?(?:{'|'.join(PLACE_KINDS)})(?:-[0-9A-Za-z.~*]+)+)"
    rf"|(?P<paragraph>(?P<in>序言部分|序言段|序言|执行部分|执行段|正文)?\s?的?\s?(?:第\s?)?(?P<numbers>{LABELS})\s?个?(?P<unit>序言段|执行段|正文段|分段|段落|段|款)(?P<end>末)?)"
    rf"|(?P<turned>(?P<turned_in>序言段|执行段|段)(?:落(?=\s?[第0-9]))?\s?第?\s?(?P<turned_numbers>{LABELS}))"
    rf"|(?P<preambular>{_PREAMBULAR}\s?(?:no\.?\s?)?(?P<pp>{LABELS}))(?![a-z0-9/])"
    rf"|(?P<operative>{_OPERATIVE}\s?(?:no\.?\s?)?(?P<op>{LABELS}))(?![a-z0-9/])"
    rf"|(?P<ordinal>(?:(?P<nth>[0-9]{{1,3}})(?:st|nd|rd|th)|(?P<spelled>{'|'.join(_SPELLED)}))\s(?P<nth_of>preambular|operative)\s(?:para(?:graph)?|clause)\.?)"
    rf"|(?P<annex>(?:附件|附录|附文|annex(?:es)?(?![a-z])|appendix(?![a-z]))(?:\s?(?P<annexes>{_PARTS}){_NOT_LABEL})?)"
    rf"|(?P<article>第?\s?(?P<articles>{NUMBER})\s?条|(?<![a-z])art(?:icle)?s?\.?\s?(?P<english_articles>[0-9]{{1,3}})(?![0-9a-z/]))"
    rf"|(?P<theme>(?:{THEMES})\s?(?:[0-9]{{1,3}}|{CHINESE_NUMERAL}{{1,3}})(?![0-9.]*[0-9]|{CHINESE_NUMERAL}|[年月日个项名届次]))"
    r"|(?P<titled>(?:小?标题|heading)\s?[“\"「](?P<titled_words>[^“”「」\"]{1,200})[”\"」])"
    rf"|(?P<section>第?\s?(?P<sections>{_PARTS})\s?(?:节|部分|章)(?:至(?P<until>{_PART})节)?"
    rf"|(?:sections?|sect\.?|sec\.?|part|chapters?|chap\.?)\s(?P<english_sections>{_PARTS}))"
    r"|(?P<note>(?:脚注|注释|注|footnotes?|fn\.?|notes?|n\.)\s?(?P<notes>[0-9]{1,4}(?:\s?(?:至|-|和|、)\s?[0-9]{1,4})?|\*{1,3}|(?<=[\s注])[a-z](?![a-z0-9])))"
    r"|(?P<heading>(?:小?标题|heading)\s?(?P<headings>[0-9]{1,3}(?:\s?(?:至|-)\s?[0-9]{1,3})?))"
    r"|(?P<table>(?:表格?|table)\s?(?P<tables>[0-9]{1,3}(?:\s?(?:至|-)\s?[0-9]{1,3})?))"
    r"|(?P<vote>表决(?:情况|结果|记录)?|vot(?:e|ing)(?![a-z]))"
    rf"|(?P<point>(?:第\s?)?(?P<points>{POINT}+|[a-z](?=\s?项))\s?(?:分段|项|目|点)?|(?:sub-?para(?:graph)?s?\.?|item)\s?(?P<english_points>{POINT}+))",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:\s|[，,、:：;；]|所?载?的|之|中|in(?=\s)|of(?=\s)|the(?=\s)|at(?=\s))*")
_RANGE_BETWEEN = re.compile(r"\s?(?:至|到|-)\s?")
_NTH_TIME = re.compile(r"\s?\(第(?P<time>[0-9]{1,3})处\)")
_ENDS_LIST = re.compile(r"\s?(?:和|及|与|、|and(?=\s)|以及)\s?")
_MOST_STEPS = 12


@dataclass(frozen=True, slots=True)
class WordedPlace:
    """A place as it was worded: the paths that it may have in a document, the likeliest first.

    `time` tells places apart that are worded alike: 2 for the second one in the text. With `last` it is a range, up to
    that place. A `heading` is known by what it prints, and `rest` is the path below it.
    """

    paths: tuple[str, ...]
    time: int = 1
    last: "WordedPlace | None" = None
    heading: PrintedHeading | None = None
    rest: str = ""

    @property
    def path_unheld(self) -> str:
        """The path in a document that is not at hand: an article is one of an instrument, `art/19`."""
        return self.paths[0].replace("sec/", "art/", 1) if self.heading else self.paths[0]


@dataclass(slots=True)
class _Reader:
    """Puts together what is read: sections and annexes are prefixes of the paragraphs behind them."""

    prefix: str = ""
    heading: PrintedHeading | None = None
    places: list[WordedPlace] = field(default_factory=list)

    def take(self, pin: re.Match[str]) -> bool:
        """Whether a step was understood; it is added to the places."""
        for kind, reader in _READERS.items():
            if pin[kind]:
                return reader(self, pin)
        return False

    def _own(self, pin: re.Match[str]) -> bool:
        path = pin["own"].lstrip("#").rstrip(".-")
        steps = path.split("-")
        slashed = (path,) if "/" in path else ("/".join(steps), "/".join(steps[:-1]) + f"-{steps[-1]}")
        self.places.append(WordedPlace(slashed))
        return True

    def _paragraphs(self, pin: re.Match[str]) -> bool:
        part, unit = pin["in"] or "", pin["unit"]
        kinds: tuple[str, ...] = ("op", "para")
        if part.startswith("序言") or unit == "序言段":
            kinds = ("pp",)
        elif part.startswith("执行") or unit == "执行段":
            kinds = ("op",)
        end = "/end" if pin["end"] else ""
        return self._add(kinds, pin["numbers"], end)

    def _turned(self, pin: re.Match[str]) -> bool:
        kinds = {"序言段": ("pp",), "执行段": ("op",)}.get(pin["turned_in"], ("op", "para"))
        return self._add(kinds, pin["turned_numbers"])

    def _preambular(self, pin: re.Match[str]) -> bool:
        return self._add(("pp",), pin["pp"])

    def _operative(self, pin: re.Match[str]) -> bool:
        return self._add(("op", "para"), pin["op"])

    def _ordinal(self, pin: re.Match[str]) -> bool:
        number = pin["nth"] or str(_SPELLED.index(pin["spelled"].lower()) + 1)
        return self._add(("pp",) if pin["nth_of"].lower() == "preambular" else ("op",), number)

    def _note(self, pin: re.Match[str]) -> bool:
        return self._add(("fn",), pin["notes"], under="")

    def _heading(self, pin: re.Match[str]) -> bool:
        return self._add(("h",), pin["headings"])

    def _table(self, pin: re.Match[str]) -> bool:
        return self._add(("table",), pin["tables"])

    def _vote(self, _: re.Match[str]) -> bool:
        self.places.append(WordedPlace(("vote",)))
        return True

    def _annex(self, pin: re.Match[str]) -> bool:
        labels = first_and_last([part_label(label) for label in labels_of(pin["annexes"] or "1")])
        self.heading = None
        self.prefix = f"annex/{labels[0]}"
        self.places.append(_range([f"annex/{label}" for label in labels]))
        return True

    def _article(self, pin: re.Match[str]) -> bool:
        number = plain_label(pin["articles"] or pin["english_articles"])
        self.heading = PrintedHeading(f"第{number}条", self.prefix)
        if self.prefix and self.places:
            self.places.pop()
        self.prefix = f"{self.prefix}/sec/{number}".lstrip("/")
        self.places.append(WordedPlace((self.prefix,), heading=self.heading))
        return True

    def _theme(self, pin: re.Match[str]) -> bool:
        return self._printed(pin["theme"])

    def _titled(self, pin: re.Match[str]) -> bool:
        return self._printed(pin["titled_words"])

    def _printed(self, words: str) -> bool:
        if self.prefix and self.places and self.places[-1].paths == (self.prefix,):
            self.places.pop()
        self.places.append(WordedPlace(("h",), heading=PrintedHeading(words, self.prefix)))
        return True

    def _section(self, pin: re.Match[str]) -> bool:
        printed, self.heading = pin["sections"] or pin["english_sections"], None
        labels = [part_label(label) for label in labels_of(printed)] + (
            [pin["until"]] if pin["until"] else []
        )
        labels = first_and_last(labels)
        # `第2节B节` is one section within another, `sec/2/B`.
        head = (
            f"{self.prefix}/" if re.search(r"(?:^|/)sec/", self.prefix) else f"{self.prefix}/sec/".lstrip("/")
        )
        self.places = self.places[:-1] if self.prefix else self.places
        self.prefix = f"{head}{labels[0]}"
        self.places.append(_range([f"{head}{label}" for label in labels]))
        return True

    def _point(self, pin: re.Match[str]) -> bool:
        """A point of the paragraph before it: `第9段(a)项`."""
        steps = points_of(pin["points"] or pin["english_points"])
        if not self.places or self.places[-1].last:
            return False
        under = self.places[-1]
        rest = "/".join((under.rest, *steps)) if under.rest else ""
        paths = tuple("/".join((path, *steps)) for path in under.paths)
        self.places[-1] = replace(under, paths=paths, rest=rest)
        return True

    def _add(self, kinds: Sequence[str], printed: str, end: str = "", under: str | None = None) -> bool:
        prefix = self.prefix if under is None else under
        if prefix and self.places and self.places[-1].paths == (prefix,):
            self.places.pop()
        heads = [f"{prefix}/{kind}".strip("/") for kind in kinds]
        groups = label_groups(printed)
        for group in groups:
            each = [_range([f"{head}/{label}{end}" for label in group]) for head in heads]
            paths = tuple(path for one in each for path in one.paths)
            named = self.heading if under is None else None
            rest = paths[0].removeprefix(f"{prefix}/") if named else ""
            self.places.append(WordedPlace(paths, heading=named, rest=rest))
        return bool(groups)


_READERS = {
    "own": _Reader._own,
    "paragraph": _Reader._paragraphs,
    "turned": _Reader._turned,
    "preambular": _Reader._preambular,
    "operative": _Reader._operative,
    "ordinal": _Reader._ordinal,
    "annex": _Reader._annex,
    "article": _Reader._article,
    "theme": _Reader._theme,
    "titled": _Reader._titled,
    "section": _Reader._section,
    "note": _Reader._note,
    "heading": _Reader._heading,
    "table": _Reader._table,
    "vote": _Reader._vote,
    "point": _Reader._point,
}


def worded_places(text: str, start: int = 0) -> tuple[tuple[WordedPlace, ...], int]:
    """The places that a cleaned text words from `start` on, and where they end; none, and `start`, if it words none.

    A list of places (`第5和7段`) gives several, a range one.
    """
    reader, end = _Reader(), start
    is_range = False
    for _ in range(_MOST_STEPS):
        between = _BETWEEN.match(text, end)
        at = between.end() if between and end > start else end
        pin = _PIN.match(text, at)
        if pin is None or not _goes_on(reader, pin) or not reader.take(pin):
            break
        end = pin.end()
        if time := _NTH_TIME.match(text, end):
            reader.places[-1] = replace(reader.places[-1], time=int(time["time"]))
            end = time.end()
        # A point belongs to the place before it: `9(a)至(c)` is one place already.
        if is_range and len(reader.places) > 1:
            last = reader.places.pop()
            reader.places[-1] = replace(reader.places[-1], last=last)
        after = _RANGE_BETWEEN.match(text, end)
        is_range = after is not None and _PIN.match(text, after.end()) is not None
        listed = _ENDS_LIST.match(text, end)
        if is_range and after:
            end = after.end()
        elif listed and _PIN.match(text, listed.end()):
            end = listed.end()
    return tuple(reader.places), end


def _goes_on(reader: _Reader, pin: re.Match[str]) -> bool:
    """Whether a step may follow: a point needs something that it is a point of."""
    return bool(reader.places) or not pin["point"]


def _range(paths: Sequence[str]) -> WordedPlace:
    return WordedPlace((joined(paths[0], paths[-1]),))
