"""From blocks to paragraphs with kinds, numbers, depths and places; the same for every format."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from app.domain.places import plain_label
from app.domain.resolution import Paragraph, Problem, UnitKind
from app.sources.blocks import Block, BlockRole
from app.sources.inner_numbering import with_inner_numbers
from app.sources.labels import follows, style_of
from app.sources.packs import CHINESE, LanguagePack
from app.sources.section_numbering import section_prefixes
from app.sources.theme_headings import with_theme_headings

_FEW = 3
"""So few operative paragraphs tell nothing of a text's manner."""
_MOSTLY = 0.8
"""If at least this share of operative paragraphs opens with a verb, one without is doubtful."""


@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs, one for each block in order, and the problems found in them."""

    paragraphs: tuple[Paragraph, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Point:
    """An open point: the style of its label, the label as printed and in addresses."""

    style: str
    label: str | None
    plain: str


def structure(blocks: Sequence[Block], *, is_prose: bool = False, pack: LanguagePack = CHINESE) -> Body:
    """Assign each block its place. `is_prose`: a decision, whose paragraphs have no numbers."""
    walk = _Walk(pack, is_prose=is_prose)
    for number, (_, scope) in enumerate(groupby(_scoped(blocks), key=lambda pair: pair[0])):
        walk.read_scope([block for _, block in scope], annex=number)
    return Body(tuple(walk.paragraphs), tuple(_worth_saying(walk.problems, walk.paragraphs)))


def _worth_saying(problems: list[Problem], paragraphs: list[Paragraph]) -> Iterator[Problem]:
    """The problems, without `unknown_verb` if most paragraphs have no verb, as in declarations."""
    operative = [paragraph.verb for paragraph in paragraphs if paragraph.kind == "operative"]
    with_verb = sum(verb is not None for verb in operative)
    has_verbs = len(operative) < _FEW or with_verb >= _MOSTLY * len(operative)
    return (problem for problem in problems if has_verbs or problem.code != "unknown_verb")


def _scoped(blocks: Sequence[Block]) -> Iterator[tuple[int, Block]]:
    """Each block with the number of its annex, 0 for the main text."""
    annex = 0
    for block in blocks:
        annex += block.opens == "annex"
        yield annex, block


class _Walk:
    """Walks the blocks of one text and keeps the position in its numbering."""

    def __init__(self, pack: LanguagePack, *, is_prose: bool) -> None:
        self._pack = pack
        self.paragraphs: list[Paragraph] = []
        self.problems: list[Problem] = []
        self._is_prose = is_prose
        self._used: Counter[str] = Counter()
        self._counts: Counter[str] = Counter()
        self._annex = 0
        self._enter("")

    def read_scope(self, blocks: list[Block], annex: int) -> None:
        """Read the main text or an annex."""
        self._annex, self._has_preamble = annex, False
        blocks = with_theme_headings(
            with_inner_numbers(blocks, self._pack.paragraphs.introduces), self._pack.headings
        )
        prefixes = section_prefixes(blocks, self._pack.headings)
        roles = Counter((prefix, block.role) for block, prefix in zip(blocks, prefixes, strict=True))
        self._enter(prefixes[0])
        for block, prefix in zip(blocks, prefixes, strict=True):
            if prefix != self._section:
                self._enter(prefix)
            self._read(self._recast(block, roles))

    def _enter(self, section: str) -> None:
        self._section = section
        self._last_number: str | None = None
        self._parent: str | None = None
        self._parent_kind: UnitKind = "paragraph"
        self._points: list[_Point] = []
        self._floating: _Point | None = None
        self._after_heading = self._after_end = False
        self._ended_with = "。"

    def _recast(self, block: Block, roles: Counter[tuple[str, BlockRole]]) -> Block:
        """A block without label with its role by context: preambular, sole operative or plain paragraph."""
        if block.role != "text" or self._annex or self._is_prose or self._last_number:
            return block
        numbered = roles[self._section, "numbered"]
        has_verb = bool(block.content.bold) or self._verb(block)[0] is not None
        if numbered and has_verb and block.content.text[-1:] in "，,":
            return replace(block, role="preambular")
        if not numbered and roles[self._section, "text"] == 1:
            return replace(block, role="sole")
        return block

    def _read(self, block: Block) -> None:
        match block.role:
            case "numbered":
                self._numbered(block)
            case "sole":
                self._last_number, self._points = str(int(self._last_number or 0) + 1), []
                place = self._place(f"op/{self._last_number}")
                self._parent = self._add(place, "operative", block, verb=True)
            case "point":
                self._point(block)
            case "heading" | "table":
                self._aside(block)
            case "preambular":
                self._preambular(block)
            case "text" | "wrap_up":
                self._text(block)
        self._after_heading = block.role == "heading"
        if block.role != "heading":
            self._ended_with = block.content.text[-1:] or "。"
        self._after_end &= block.role in ("text", "wrap_up", "preambular", "table")

    @property
    def _scope(self) -> str:
        return f"annex/{self._annex}/" if self._annex else ""

    def _place(self, path: str) -> str:
        return f"{self._scope}{self._section}{path}"

    def _numbered(self, block: Block) -> None:
        label = block.label or ""
        number = plain_label(label)
        is_annexed = self._annex and not (self._has_preamble and block.content.bold)
        place = self._place(f"op/{number}")
        kind: UnitKind = "paragraph" if is_annexed else "operative"
        anchor = self._add(place, kind, block, verb=not is_annexed)
        expected = int(self._last_number or 0) + 1
        if anchor != place:
            self._problem("repeated_number", f"第{number}段的编号重复出现", anchor)
        elif number != str(expected):
            self._problem("number_gap", f"编号从第{expected - 1}段跳到第{number}段", anchor)
        self._last_number, self._parent, self._points, self._floating = number, anchor, [], None

    def _preambular(self, block: Block) -> None:
        if self._points and self._parent and not self._verb(block)[0]:
            self._end(block, self._parent)
            return
        self._has_preamble = True
        self._points, self._floating = [], None
        self._parent = self._add(self._next(self._place("pp")), "preambular", block, verb=True)

    def _point(self, block: Block) -> None:
        goes_on = any(follows(plain_label(block.label or ""), point.plain) for point in self._points)
        if self._after_heading and not goes_on and block.level is None and not self._is_unfinished():
            self._parent = None
        if self._after_end and not goes_on:
            self._points = []
        if self._parent is None or self._goes_on_floating(block):
            self._float(block)
            return
        style, depth = self._style_and_depth(block)
        above = "/".join([self._parent, *(point.plain for point in self._points[:depth])])
        place = f"{above}/{plain_label(block.label)}" if block.label else self._next(above)
        anchor = self._add(place, self._parent_kind, block, depth=depth + 1)
        self._points = [*self._points[:depth], _Point(style, block.label, anchor.removeprefix(f"{above}/"))]
        if anchor != place and block.label:
            self._problem("repeated_number", f"({block.label})分段的编号重复出现", anchor)

    def _is_unfinished(self) -> bool:
        """Whether the numbered paragraph above a heading goes on below it: it ends with a colon or comma, or its last
        point with a semicolon or without any punctuation."""
        if self._annex or self._is_prose or not self._last_number or self._floating:
            return False
        ended_with = self._ended_with
        return ended_with in "：:，," or (
            bool(self._points) and (ended_with in "；;" or ended_with.isalnum())
        )

    def _style_and_depth(self, block: Block) -> tuple[str, int]:
        """The style and depth of a point's label.

        A known style continues at its depth, or starts again deeper if the source says so. A new style starts
        one level down, unless it is not a first label and the source gives a level.
        """
        style = style_of(block.label, [(point.style, point.label) for point in self._points])
        styles = [point.style for point in self._points]
        declared = min((block.level or 1) - 1, len(styles))
        if style in styles:
            return style, max(styles.index(style), declared)
        is_first = block.label is None or plain_label(block.label) in ("1", "a", "i", "A")
        return style, len(styles) if is_first or block.level is None else declared

    def _goes_on_floating(self, block: Block) -> bool:
        """Whether a label continues those of paragraphs that have point labels but no parent."""
        floating = self._floating
        if floating is None or block.level is not None:
            return False
        return style_of(block.label, [(floating.style, floating.label)]) == floating.style

    def _float(self, block: Block) -> None:
        """Add a paragraph with a point label that no paragraph introduces."""
        anchor = self._add(self._next(self._place("para")), "paragraph", block)
        style = style_of(
            block.label, [(self._floating.style, self._floating.label)] if self._floating else []
        )
        self._parent, self._points, self._floating = anchor, [], _Point(style, block.label, "")

    def _aside(self, block: Block) -> None:
        """Add a heading or table, which does not interrupt the numbering."""
        kind: UnitKind = "heading" if block.role == "heading" else "table"
        if block.is_theme and self._counts[f"{self._scope}h"]:
            # It takes no number of its own, so that places behind it stay what they were.
            self._add(self._next(f"{self._scope}h/{self._counts[f'{self._scope}h']}"), kind, block)
            return
        self._add(self._next(f"{self._scope}{'h' if kind == 'heading' else 'table'}"), kind, block)

    def _text(self, block: Block) -> None:
        goes_on = bool(self._last_number) and not self._after_heading and not block.content.bold
        if self._annex or self._is_prose:
            goes_on = goes_on and bool(self._points) and self._floating is None
        goes_on = goes_on and not (self._parent_kind == "preambular" and self._verb(block)[0])
        if self._parent and (block.role == "wrap_up" or goes_on):
            self._end(block, self._parent)
            return
        is_prose = self._is_prose or self._annex
        kind: UnitKind = "paragraph" if is_prose else "operative"
        anchor = self._add(self._next(self._place("para")), kind, block, verb=not is_prose)
        if self._last_number and not is_prose:
            self._problem("unnumbered_paragraph", "执行部分中没有编号的段落", anchor)
        self._parent, self._points, self._floating = anchor, [], None

    def _end(self, block: Block, parent: str) -> None:
        self._add(f"{parent}/end", self._parent_kind, block)
        self._after_end = True

    def _verb(self, block: Block) -> tuple[str | None, int, int]:
        return self._pack.paragraphs.find_verb(block.content.text, block.content.bold)

    def _next(self, kind: str) -> str:
        self._counts[kind] += 1
        return f"{kind}/{self._counts[kind]}"

    def _problem(self, code: str, message: str, anchor: str) -> None:
        self.problems.append(Problem(code, message, anchor))

    def _add(self, place: str, kind: UnitKind, block: Block, *, depth: int = 0, verb: bool = False) -> str:
        self._used[place] += 1
        anchor = place if self._used[place] == 1 else f"{place}~{self._used[place]}"
        if depth == 0 and kind not in ("heading", "table"):
            self._parent_kind = kind
        content = block.content
        base, start, end = self._verb(block) if verb else (None, 0, 0)
        self.paragraphs.append(
            Paragraph(
                anchor,
                kind,
                content.text,
                block.label,
                depth,
                annex=str(self._annex) if self._annex else None,
                verb=base,
                verb_start=start,
                verb_end=end,
                eid=block.eid,
                notes=content.marks,
                links=content.links,
                rows=block.rows,
            )
        )
        if verb and not base:
            self._problem("unknown_verb", f"段首没有已知的动词：“{content.text[:8]}…”", anchor)
        if verb and kind == "operative" and content.text[-1:] not in self._pack.paragraphs.ends:
            self._problem("odd_ending", f"段末是“{content.text[-1:]}”，不是分号或句号", anchor)
        elif verb and content.text[-1:] not in self._pack.paragraphs.preamble_ends:
            self._problem("odd_ending", f"段末是“{content.text[-1:]}”，不是逗号或分号", anchor)
        return anchor
