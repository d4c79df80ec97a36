"""Footnotes of a page: which words are marks, which paragraphs they lead to, and how those are known without links.

A mark is linked to its footnote, or raised, or in the brackets that the footnotes of the page have. A footnote is what
a mark is linked to, or begins with a raised number, or stands below a rule or a heading with a number that is marked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml import etree

from app.sources.html.flow import Flowed
from app.sources.html.note_signs import (
    BACK,
    HEADING,
    HEADING_BEFORE,
    RINGS,
    SIGN,
    is_bracketed,
    leading_raised,
    marked_in,
    number_begun,
    plain_number,
    with_marks,
    without_number,
)
from app.sources.html.runs import Run, merged
from app.sources.plain_text.line_patterns import RAISED

_HOLDS = frozenset("li div dd p td tr aside section".split())
_LONGEST_STEP, _GREATEST_FIRST = 3, 9
_Found = tuple[str, tuple[int, ...]]
"""The number of a footnote, and the indices of its paragraphs."""


@dataclass(frozen=True, slots=True)
class NoteParagraph:
    """A footnote: its number and the runs of its paragraphs, without number and links back."""

    number: str
    runs: tuple[Run, ...]
    first: int


@dataclass(frozen=True, slots=True)
class Noted:
    """The paragraphs of a page with marks in their runs, and its footnotes.

    `taken` are the indices of paragraphs that are part of footnotes, `headings` of those that only head them.
    """

    paragraphs: tuple[Flowed, ...]
    notes: tuple[NoteParagraph, ...]
    taken: frozenset[int]
    headings: frozenset[int]


def with_notes(page: Sequence[Flowed]) -> Noted:
    """Find the footnotes, and the marks that lead to them."""
    paragraphs = [one for paragraph in page for one in _heading_apart(paragraph)]
    reader = _Reader(paragraphs)
    linked = reader.linked_notes()
    unlinked, headings = reader.unlinked_notes(frozenset(index for _, places in linked for index in places))
    notes = sorted([*linked, *unlinked], key=lambda note: note[1])
    taken = frozenset(index for _, places in notes for index in places)
    numbers = frozenset(number for number, _ in notes)
    brackets = any(is_bracketed(paragraphs[places[0]]) for _, places in unlinked)
    marked = [
        one if index in taken or one.unread else with_marks(one, reader.marks_in(index), numbers, brackets)
        for index, one in enumerate(paragraphs)
    ]
    return Noted(
        tuple(marked),
        tuple(NoteParagraph(number, reader.words_of(number, places), places[0]) for number, places in notes),
        taken,
        headings,
    )


def _heading_apart(one: Flowed) -> list[Flowed]:
    """A paragraph that begins with the heading of footnotes (`注：1. 见……`) as two."""
    words = [run for run in one.runs if run.text.strip()]
    found = HEADING_BEFORE.match(words[0].text) if words else None
    if (
        found is None
        or one.rows
        or not number_begun("".join(run.text for run in words)[found.end() :].lstrip())[0]
    ):
        return [one]
    head = replace(one, runs=(Run(found[0]),), names=frozenset())
    return [head, replace(one, runs=(replace(words[0], text=words[0].text[found.end() :]), *words[1:]))]


class _Reader:
    """What the links inside a page say."""

    def __init__(self, paragraphs: Sequence[Flowed]) -> None:
        self._all = paragraphs
        self._place: dict[str, int] = {}
        for index, one in enumerate(paragraphs):
            for name in one.names:
                self._place.setdefault(name, index)
        self._back: set[int] = set()
        self._marks: dict[int, dict[int, str]] = {}
        self._targets: dict[int, tuple[str, str]] = {}
        self._find_links()

    def _find_links(self) -> None:
        links = [
            (index, at, run, fragment, self._place[fragment])
            for index, one in enumerate(self._all)
            for at, run in enumerate(one.runs)
            if (fragment := _fragment(run.href)) in self._place
        ]
        backs = {
            (index, target)
            for index, _, run, _, target in links
            if target < index and BACK.fullmatch(run.text.strip())
        }
        for index, at, run, fragment, target in links:
            found = SIGN.fullmatch(run.text.strip())
            if found is None or target <= index:
                continue
            is_sure = run.is_raised or run.text.strip()[0] in "[［〔【①②③④⑤⑥⑦⑧⑨" or (target, index) in backs
            if is_sure:
                number = plain_number(found["number"])
                self._marks.setdefault(index, {})[at] = number
                self._targets.setdefault(target, (number, fragment))

    def marks_in(self, index: int) -> dict[int, str]:
        """The numbers of linked marks in a paragraph, by the index of their run."""
        return self._marks.get(index, {})

    def linked_notes(self) -> list[_Found]:
        """The number of each linked footnote, and the indices of its paragraphs."""
        starts = sorted(self._targets)
        return [
            (self._targets[start][0], tuple(self._scope(start, self._targets[start][1], end)))
            for start, end in pairwise([*starts, len(self._all)])
        ]

    def _scope(self, start: int, name: str, end: int) -> list[int]:
        """The paragraphs of a footnote: all in the element that bears its name."""
        holder = next(
            (one for one in _upward(self._all[start].element) if name in (one.get("id"), one.get("name"))),
            None,
        )
        if holder is None or holder.tag not in _HOLDS:
            return [start]
        scope = [start]
        for index in range(start + 1, end):
            if not any(one is holder for one in _upward(self._all[index].element)):
                break
            scope.append(index)
        return scope

    def unlinked_notes(self, taken: frozenset[int]) -> tuple[list[_Found], frozenset[int]]:
        """The footnotes that no link leads to, and the indices of their headings."""
        raised = {
            number for index, one in enumerate(self._all) if index not in taken for number in marked_in(one)
        }
        notes: list[_Found] = []
        headings: set[int] = set()
        last, is_below = 0, False
        for index, one in enumerate(self._all):
            if one.unread or index in taken:
                is_below |= index in taken
                continue
            if one.role == "rule" or HEADING.fullmatch(one.text):
                is_below = True
                headings |= {index} if one.role != "rule" else set()
                continue
            number = self._number_of(one, raised, is_below=is_below)
            is_sure = is_below and number in raised and is_bracketed(one)
            if number is not None and _may_follow(number, last, is_sure=is_sure):
                notes.append((number, (index,)))
                last, is_below = int(number) if number.isdigit() else last, True
            else:
                is_below = is_below and one.role == "text" and not one.text
        kept = {index for index in headings if any(index < places[0] for _, places in notes) or taken}
        return notes, frozenset(kept)

    def _number_of(self, one: Flowed, raised: set[str], *, is_below: bool) -> str | None:
        """The number of the footnote that a paragraph is, or None."""
        if one.role not in ("text", "centred") or one.rows:
            return None
        if leading := leading_raised(one):
            return leading if leading.isdigit() or leading in raised else None
        number, is_plain = number_begun(one.text)
        if number and not is_plain:
            is_own = one.text[0] in f"{RAISED}{RINGS}" or number in raised
            is_own = is_own or (is_below and not number.islower())
            return number if is_own else None
        number = (one.label or "").strip(".()") or number
        return number if is_below and number in raised and number.isdigit() else None

    def words_of(self, number: str, scope: Sequence[int]) -> tuple[Run, ...]:
        """The runs of a footnote's paragraphs, without its number and links back."""
        runs: list[Run] = []
        for index in scope:
            own = [run for run in self._all[index].runs if not self._leads_back(index, run)]
            runs += [*([Run("\n")] if runs else []), *own]
        return tuple(without_number(merged(runs), number))

    def _leads_back(self, index: int, run: Run) -> bool:
        place = self._place.get(_fragment(run.href) or "")
        return place is not None and place <= index and bool(BACK.fullmatch(run.text.strip()))


def _may_follow(number: str, last: int, *, is_sure: bool) -> bool:
    """Whether a footnote may have a number behind the last one; letters, below tables, have an order of their own. A
    number that is set as a mark and marks the text may be any greater one."""
    if not number.isdigit():
        return True
    most = int(number) if is_sure else last + _LONGEST_STEP if last else _GREATEST_FIRST
    return last < int(number) <= most


def _upward(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()


def _fragment(href: str | None) -> str:
    return href.rpartition("#")[2] if href and "#" in href else ""
