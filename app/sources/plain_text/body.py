"""Stage 3: paragraphs with their kinds, numbers, depths and places."""

import re
from collections import Counter
from dataclasses import dataclass

from app.domain.places import plain_label
from app.domain.resolution import Paragraph, Problem, UnitKind
from app.domain.verbs import opening_verb
from app.sources.plain_text.notes import MarkedText
from app.sources.plain_text.shapes import NUMBERED, POINT

_RING = {chr(0x3220 + index): label for index, label in enumerate("一二三四五六七八九十")}
_LONGEST_HEADING = 40
"""In characters."""

_ROMAN = re.compile(r"[ivx]+")
_STYLES = (
    ("digit", r"\d+"),
    ("capital", r"[A-Z]"),
    ("han", r"[一二三四五六七八九十]+"),
    ("latin", r"[a-z]+"),
)


@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs, one for each block in their order, and what looks wrong in them."""

    paragraphs: tuple[Paragraph, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Point:
    """A point that is open: the style of its label, the label, its form in addresses."""

    style: str
    label: str | None
    plain: str


class _Reader:
    """Walks the blocks of one text; its state is where in the numbering the walk stands."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.problems: list[Problem] = []
        self._used: Counter[str] = Counter()
        self._counts: Counter[str] = Counter()
        self._last_number = 0
        self._parent: str | None = None
        self._points: list[_Point] = []

    def read(self, block: MarkedText, *, is_sole_operative: bool) -> None:
        if is_sole_operative:
            self._add("op/1", "operative", block, verb=True)
        elif numbered := NUMBERED.fullmatch(block.text):
            self._numbered(numbered, block)
        elif self._parent and (point := POINT.fullmatch(block.text)):
            self._point(self._parent, point, block)
        elif self._last_number and _is_heading(block.text):
            self._add(self._next("h"), "heading", block)
        elif self._parent and self._points and self._ends_points(block.text):
            self._add(f"{self._parent}/end", self._kind, block)
            self._points = []
        elif self._last_number:
            anchor = self._add(self._next("para"), "paragraph", block, verb=True)
            self._problem("unnumbered_paragraph", "执行部分中没有编号的段落", anchor)
        else:
            self._points = []
            self._parent = self._add(self._next("pp"), "preambular", block, verb=True)

    @property
    def _kind(self) -> UnitKind:
        return "operative" if self._last_number else "preambular"

    def _numbered(self, found: re.Match[str], block: MarkedText) -> None:
        number = int(found["number"])
        anchor = self._add(
            f"op/{number}", "operative", block.from_(found.start("text")), number=str(number), verb=True
        )
        if anchor != f"op/{number}":
            self._problem("repeated_number", f"第{number}段的编号重复出现", anchor)
        elif number != self._last_number + 1:
            self._problem("number_gap", f"编号从第{self._last_number}段跳到第{number}段", anchor)
        self._last_number, self._parent, self._points = number, anchor, []

    def _point(self, parent: str, found: re.Match[str], block: MarkedText) -> None:
        label = found["label"] or _RING.get(found["ring"] or "")
        style = _style(label, self._points)
        styles = [point.style for point in self._points]
        depth = styles.index(style) if style in styles else len(styles)
        above = "/".join([parent, *(point.plain for point in self._points[:depth])])
        place = f"{above}/{plain_label(label)}" if label else self._next(above)
        anchor = self._add(place, self._kind, block.from_(found.start("text")), number=label, depth=depth + 1)
        self._points = [*self._points[:depth], _Point(style, label, anchor.removeprefix(f"{above}/"))]
        if anchor != place:
            self._problem("repeated_number", f"({label})分段的编号重复出现", anchor)

    def _ends_points(self, text: str) -> bool:
        """In the preamble a text that opens with a verb is the next paragraph, not the end of the points."""
        return bool(self._last_number) or opening_verb(text.lstrip("*"))[0] is None

    def _next(self, kind: str) -> str:
        self._counts[kind] += 1
        return f"{kind}/{self._counts[kind]}"

    def _problem(self, code: str, message: str, anchor: str) -> None:
        self.problems.append(Problem(code, message, anchor))

    def _add(
        self,
        place: str,
        kind: UnitKind,
        block: MarkedText,
        *,
        number: str | None = None,
        depth: int = 0,
        verb: bool = False,
    ) -> str:
        self._used[place] += 1
        anchor = place if self._used[place] == 1 else f"{place}~{self._used[place]}"
        plain, bold_end = block.without_bold()
        base, verb_end = opening_verb(plain.text) if verb else (None, 0)
        self.paragraphs.append(
            Paragraph(
                anchor,
                kind,
                plain.text,
                number,
                depth,
                verb=base,
                verb_end=bold_end or verb_end,
                notes=plain.marks,
            )
        )
        if verb and not base:
            self._problem("unknown_verb", f"段首“{plain.text[:4]}”不是已知的动词", anchor)
        if verb and kind == "operative" and plain.text[-1:] not in "；。：":
            self._problem("odd_ending", f"段末是“{plain.text[-1:]}”，不是分号或句号", anchor)
        return anchor


def read_body(blocks: list[MarkedText]) -> Body:
    """Read the blocks between the opening formula and the closing lines.

    A sole operative paragraph without a number, the last block, ending in a full stop, is `op/1`.
    """
    reader = _Reader()
    unnumbered = not any(NUMBERED.fullmatch(block.text) for block in blocks)
    for index, block in enumerate(blocks):
        is_last = index == len(blocks) - 1
        reader.read(block, is_sole_operative=unnumbered and is_last and block.text.endswith("。"))
    return Body(tuple(reader.paragraphs), tuple(reader.problems))


def _is_heading(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_HEADING and text[-1] not in "，；。：、"


def _style(label: str | None, open_points: list[_Point]) -> str:
    if label is None:
        return "bullet"
    for point in reversed(open_points):
        # (i) after (h) goes on with the letters; any other (i) begins Roman numerals.
        if point.label and len(point.label) == len(label) == 1 and ord(label) == ord(point.label) + 1:
            return point.style
    if _ROMAN.fullmatch(label) and not (len(label) == 1 and label in "vx" and not open_points):
        return "roman"
    return next(style for style, shape in _STYLES if re.fullmatch(shape, label))
