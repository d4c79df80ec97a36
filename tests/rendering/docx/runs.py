"""The words of a paragraph as runs: verbs set off, marks, links, and what Word leaves between words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from app.domain.resolution import Link
from app.domain.text import Span
from tests.rendering.docx.markup import Element, field_runs, run, w
from tests.rendering.docx.shape import WordShape

_LEAST, _MOST = 2, 14
"""Shortest and longest run, in characters, where runs are split."""
_LEFT_OUT = "旧的措辞，"
_Look = tuple[str, dict[str, str]]
_LOOKS: dict[str, Sequence[_Look]] = {
    "bold": [("b", {})],
    "style": [("rStyle", {"val": "Verb"})],
    "font": [("rFonts", {"eastAsia": "黑体"})],
    "plain": [],
}


@dataclass(frozen=True, slots=True)
class Words:
    """A printed text with what sets parts of it apart; offsets in characters, marks as sentinels in it."""

    text: str
    bold: Span = (0, 0)
    links: tuple[Link, ...] = ()


class RunSetter:
    """Sets texts as runs. `mark` makes the run of a footnote's mark, `address` the relationship of a link."""

    def __init__(
        self, shape: WordShape, mark: Callable[[int], Element], address: Callable[[str], str]
    ) -> None:
        self._shape, self._mark, self._address = shape, mark, address
        self._random = Random(shape.seed)  # noqa: S311  nothing is secret here
        self._changes = 0

    def runs(self, words: Words) -> list[Element]:
        """The runs of a text."""
        made: list[Element] = []
        for start, end, is_bold, link in _stretches(words):
            pieces = list(self._pieces(words.text[start:end], is_bold=is_bold))
            if link is None or not self._shape.links:
                made += pieces
            elif self._random.random() < 0.5:
                made.append(w("hyperlink", *pieces, r__id=self._address(link.href)))
            else:
                begin, told, separate, _, close = field_runs(f'HYPERLINK "{link.href}"', "")
                made += [begin, told, separate, *pieces, close]
        return self._with_changes(made)

    def _pieces(self, text: str, *, is_bold: bool) -> Iterator[Element]:
        looks = self._look() if is_bold else []
        done = 0
        for index, char in enumerate(text):
            if "\ue000" <= char <= "\uf8ff":
                yield from self._split(text[done:index], looks)
                if index and index == done and text[index - 1] >= "\ue000":
                    yield run("、", w("vertAlign", val="superscript"))
                yield self._mark(ord(char) - 0xE000)
                done = index + 1
        yield from self._split(text[done:], looks)

    def _split(self, text: str, looks: Sequence[_Look]) -> Iterator[Element]:
        while text:
            size = self._random.randint(_LEAST, _MOST) if self._shape.split_runs else len(text)
            piece, text = text[:size], text[size:]
            made = run(piece, *(w(tag, **attributes) for tag, attributes in looks))
            if self._shape.soft_hyphens and text and self._random.random() < 0.2:
                made.append(w("softHyphen"))
            yield made
            if self._shape.split_runs and self._random.random() < 0.1:
                yield w("proofErr", type="spellStart")

    def _look(self) -> Sequence[_Look]:
        return _LOOKS[self._shape.verbs]

    def _with_changes(self, runs: list[Element]) -> list[Element]:
        """The runs, some as inserted, between them some that were deleted."""
        if not self._shape.tracked:
            return runs
        made: list[Element] = []
        for one in runs:
            self._changes += 2
            told = {"id": f"{self._changes}", "author": "editor", "date": "2024-01-02T03:04:05Z"}
            if self._random.random() < 0.05:
                made.append(w("del", run(_LEFT_OUT, tag="delText"), **told))
            is_plain = one.tag.endswith("}r") and one.find("{*}fldChar") is None
            if is_plain and self._random.random() < 0.05:
                made.append(w("ins", one, **told))
            else:
                made.append(one)
        return made


def _stretches(words: Words) -> Iterator[tuple[int, int, bool, Link | None]]:
    """The stretches of a text that are set alike."""
    first, last = words.bold
    cuts = {0, len(words.text), first, last}
    cuts |= {place for link in words.links for place in (link.start, link.end)}
    ordered = sorted(cut for cut in cuts if 0 <= cut <= len(words.text))
    for start, end in pairwise(ordered):
        link = next((one for one in words.links if one.start <= start < one.end), None)
        yield start, end, first <= start < last, link
