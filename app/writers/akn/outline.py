"""The paragraphs of a text as a tree: annexes, sections, paragraphs with their points.

Places tell what belongs together: `op/5/a` and `op/5/end` to `op/5`, `sec/2/B/op/1` to section B of section 2.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from app.domain.resolution import Paragraph

_PREFIX = re.compile(r"(?:annex/[^/]+/)?(?:sec/(?P<sections>(?:[0-9A-Z~]+/)+?)(?=(?:pp|op|para)/))?")
Aside = Paragraph
"""A heading or a table: its place tells neither section nor paragraph."""


@dataclass(slots=True)
class Stem:
    """A paragraph with what belongs to it, in the order of the text: points, text after them, headings and tables
    between. `unit` is None in a portion that begins below it."""

    anchor: str
    unit: Paragraph | None
    inner: list[Paragraph] = field(default_factory=list)

    @property
    def is_preambular(self) -> bool:
        """Whether it stands in a preamble."""
        return "pp" in self.anchor.split("/")[-2:]

    @property
    def last(self) -> str:
        """Its label in addresses."""
        return self.anchor.rpartition("/")[2]

    def depth(self, unit: Paragraph) -> int:
        """How deep a point stands in it, from 1; 0 for text that belongs to the paragraph itself again."""
        return 0 if is_end(unit) else unit.anchor[len(self.anchor) :].count("/")


@dataclass(slots=True)
class Section:
    """A section that begins to count anew; `heading` is its own, if it has one."""

    label: str
    heading: Paragraph | None = None
    nodes: list["Node"] = field(default_factory=list)


Node = Stem | Section | Paragraph


@dataclass(frozen=True, slots=True)
class Scope:
    """The main text, or an annex."""

    annex: str | None
    nodes: tuple[Node, ...]


def is_aside(unit: Paragraph) -> bool:
    """Whether a unit is a heading or a table."""
    return unit.kind in ("heading", "table")


def is_end(unit: Paragraph) -> bool:
    """Whether a unit is text after points that belongs to the paragraph again."""
    return unit.anchor.rpartition("/")[2].partition("~")[0] == "end"


def scopes(units: Iterable[Paragraph]) -> list[Scope]:
    """The main text and the annexes, in order; the main text is there even if it is empty."""
    found = [
        Scope(annex, tuple(_in_sections(_stems(list(group)))))
        for annex, group in groupby(units, key=lambda unit: unit.annex)
    ]
    return found if found and found[0].annex is None else [Scope(None, ()), *found]


def stem_of(anchor: str) -> str:
    """The place of the paragraph that a place belongs to: `sec/2/op/5/a` → `sec/2/op/5`."""
    found = _PREFIX.match(anchor)
    start = found.end() if found else 0
    return anchor[:start] + "/".join(anchor[start:].split("/")[:2])


def above_of(stem: Stem, unit: Paragraph) -> Stem:
    """The point right below a paragraph or point that a deeper one belongs to, without its words."""
    first = unit.anchor[len(stem.anchor) :].split("/")[1]
    return Stem(f"{stem.anchor}/{first}", None)


def _stems(units: Sequence[Paragraph]) -> list[Stem | Aside]:
    """Paragraphs with their points; a heading or a table between points of one paragraph belongs to it."""
    found: list[Stem | Aside] = []
    waiting: list[Aside] = []
    current: Stem | None = None
    for unit in units:
        if is_aside(unit):
            waiting.append(unit)
            continue
        stem = stem_of(unit.anchor)
        if current and current.anchor == stem != unit.anchor:
            current.inner += [*waiting, unit]
        else:
            is_own = unit.anchor == stem
            current = Stem(stem, unit if is_own else None, [] if is_own else [unit])
            found += [*waiting, current]
        waiting = []
    return [*found, *waiting]


def _in_sections(nodes: Sequence[Stem | Aside]) -> list[Node]:
    """The nodes, those of sections in these. A section begins with the headings before its first paragraph."""
    top: list[Node] = []
    open_sections: list[Section] = []
    headings: list[Aside] = []
    for node in nodes:
        within = open_sections[-1].nodes if open_sections else top
        if isinstance(node, Paragraph):
            if node.kind == "heading":
                headings.append(node)
            else:
                within += [*headings, node]
                headings = []
            continue
        labels = _labels(node.anchor)
        kept = _common(labels, [section.label for section in open_sections])
        del open_sections[kept:]
        begun = [Section(label) for label in labels[kept:]]
        within = open_sections[-1].nodes if open_sections else top
        if begun:
            begun[0].heading, headings = (headings[0], headings[1:]) if headings else (None, [])
        for section in begun:
            if section is not begun[0] and headings and section is begun[-1]:
                *others, section.heading = headings
                begun[-2].nodes[:0] = others
                headings = []
            within.append(section)
            within = section.nodes
            open_sections.append(section)
        within += [*headings, node]
        headings = []
    (open_sections[-1].nodes if open_sections else top).extend(headings)
    return top


def _labels(anchor: str) -> list[str]:
    found = _PREFIX.match(anchor)
    sections = found["sections"] if found else None
    return sections.strip("/").split("/") if sections else []


def _common(labels: Sequence[str], others: Sequence[str]) -> int:
    pairs = zip(labels, others, strict=False)
    return next((n for n, (one, other) in enumerate(pairs) if one != other), min(len(labels), len(others)))


def preamble_first(nodes: Sequence[Node]) -> int:
    """How many of the nodes make up the preamble that a text begins with: preambular paragraphs, and what stands
    between them."""
    last = 0
    for number, node in enumerate(nodes, 1):
        if isinstance(node, Stem) and node.is_preambular:
            last = number
        elif not isinstance(node, Paragraph):
            break
    return last


def runs(nodes: Sequence[Node]) -> Iterator[tuple[bool, list[Node]]]:
    """The nodes in rows, those of preambular paragraphs apart."""
    for is_preamble, group in groupby(nodes, key=lambda node: isinstance(node, Stem) and node.is_preambular):
        yield is_preamble, list(group)
