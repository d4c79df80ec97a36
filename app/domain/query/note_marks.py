"""Marks of footnotes in a phrase that was copied from a page: read over where the phrase stands nowhere."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import product

from app.domain.characters import simplified
from app.domain.query.grammar import MAX_QUERY_LENGTH, all_of, either_of
from app.domain.query.terms import All, Either, Node, Phrase, SearchQuery
from app.domain.text import fold

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_BEHIND = "》”〉」』）)、，；。：,;:"
_SURE = rf"\s*(?:[{_RAISED}]{{1,3}}|[①-⑳]|[\[［〔]\d{{1,3}}[\]］〕])\s*"
_KINDS = "|".join(f"(?<={kind})" for kind in "决议 决定 宣言 公约 议定书 纲领 报告 宪章".split())
_PLAIN = rf"(?:(?<=[{_BEHIND}])|{_KINDS})\d{{1,3}}(?![\d%％/.]"
# A plain number stands behind punctuation or the kind of a document; first, if it does not count or name something.
_MARKS = (
    re.compile(rf"{_SURE}|{_PLAIN}|[年月日时届次号条段款项章节页岁国个名份])\s*"),
    re.compile(rf"{_SURE}|{_PLAIN})\s*"),
)

Stands = Callable[[str], bool]
"""Whether a folded phrase stands anywhere."""


def without_marks(query: SearchQuery, stands: Stands) -> tuple[SearchQuery, ...]:
    """The query read without what may be marks in phrases that stand nowhere, with a notice; none without any.

    Where a mark parted two phrases, first as one phrase, then as two.
    """
    if query.root is None:
        return ()
    found: dict[Node, SearchQuery] = {}
    for marks, joins in product(_MARKS, (True, False)):
        reader = _Reader(stands, marks, joins=joins)
        root = reader.of(query.root)
        if root is not None and reader.marks:
            told = "”“".join(dict.fromkeys(reader.marks))
            notice = f"没有找到“{query.typed[:MAX_QUERY_LENGTH]}”；以下略去了其中可能是脚注注号的“{told}”"
            found.setdefault(root, replace(query, root=root).with_notice(notice))
    return tuple(found.values())


_TRIED_ALONE = 4
"""So many marks of a phrase are each left out alone."""


@dataclass(slots=True)
class _Reader:
    stands: Stands
    mark: re.Pattern[str]
    joins: bool
    marks: list[str] = field(default_factory=list)

    def of(self, node: Node) -> Node | None:
        if isinstance(node, Phrase):
            return self._phrase(node)
        if isinstance(node, Either):
            return either_of([read for part in node.nodes if (read := self.of(part))])
        if isinstance(node, All):
            parts = self._joined(node.nodes) if self.joins else node.nodes
            return all_of([read for part in parts if (read := self.of(part))])
        return node

    def _phrase(self, phrase: Phrase) -> Phrase | None:
        marks = [found[0].strip() for found in _found(self.mark, phrase.typed)]
        if not marks or self.stands(phrase.text):
            return phrase
        if alone := self._without_one(phrase):
            return alone
        typed = _read_over(self.mark, phrase.typed)
        self.marks += marks
        return replace(phrase, text=folded, typed=typed) if (folded := fold(typed)) else None

    def _without_one(self, phrase: Phrase) -> Phrase | None:
        """The phrase without one of several marks, if it stands so: the others are numbers."""
        marks = list(_found(self.mark, phrase.typed))
        for one in marks[:_TRIED_ALONE] if len(marks) > 1 else ():
            typed = phrase.typed[: one.start()] + phrase.typed[one.end() :]
            if (folded := fold(typed)) and self.stands(folded):
                self.marks.append(one[0].strip())
                return replace(phrase, text=folded, typed=typed)
        return None

    def _joined(self, nodes: tuple[Node, ...]) -> Iterator[Node]:
        """The nodes; a phrase that ends in a mark is one with the phrase behind it."""
        open_: Phrase | None = None
        for node in nodes:
            if not isinstance(node, Phrase) or node.quoted:
                yield from filter(None, (open_, node))
                open_ = None
                continue
            whole = _with_behind(open_, node) if open_ else node
            open_ = whole if self._ends_in_mark(whole) else None
            if open_ is None:
                yield whole
        if open_:
            yield open_

    def _ends_in_mark(self, phrase: Phrase) -> bool:
        ends = [found.end() for found in _found(self.mark, phrase.typed)]
        return bool(ends) and ends[-1] == len(phrase.typed) and not self.stands(phrase.text)


def _with_behind(phrase: Phrase, behind: Phrase) -> Phrase:
    typed = f"{phrase.typed} {behind.typed}"
    return replace(phrase, text=fold(typed), typed=typed)


def _found(mark: re.Pattern[str], typed: str) -> list[re.Match[str]]:
    return list(mark.finditer(simplified(typed)))


def _read_over(mark: re.Pattern[str], typed: str) -> str:
    """A phrase without its marks; Latin words on both sides stay apart."""
    pieces: list[str] = []
    done = 0
    for found in _found(mark, typed):
        before, after = typed[: found.start()][-1:], typed[found.end() :][:1]
        parts_words = all(side.isascii() and side.isalpha() for side in (before, after))
        pieces += typed[done : found.start()], " " if parts_words else ""
        done = found.end()
    return "".join(pieces) + typed[done:]
