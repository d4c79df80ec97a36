"""Stage 4: the role of each block (paragraph, point, heading, table) and its label."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby

from app.domain.places import plain_label
from app.sources.blocks import Block, RichText, typed_table
from app.sources.labels import LabelKind, style_of
from app.sources.plain_text.acts import first_act
from app.sources.plain_text.bold_words import without_stars
from app.sources.plain_text.list_levels import ListLevels
from app.sources.plain_text.split import TextBlock
from app.sources.plain_text.text_pack import TextPack
from app.sources.structure import Body, structure

_MOST_HEADINGS = 4
"""A longer run of short lines is a list, in annexes and decisions; in the main text the limit is twice as
high."""
_MOST_IN_DECISION = 10
"""A decision in prose with more short lines than this lists names or agenda items."""


def read_body(
    blocks: Sequence[TextBlock], texts: Sequence[RichText], pack: TextPack, *, annexed: int, is_prose: bool
) -> Body:
    """Read the blocks between opening formula and closing lines, and those of annexes.

    Blocks from the index `annexed` on follow the closing lines, so they are an annex. A sole operative
    paragraph without a number, the last block, ending in a full stop, is `op/1`.
    """
    # A file with layout says what is bold: its asterisks are asterisks.
    has_starred_notes = any(_STARRED.match(text.text) for text in texts)
    contents = [
        without_stars(text) if block.content is None and not has_starred_notes else text
        for block, text in zip(blocks, texts, strict=True)
    ]
    return structure(
        list(_Classifier(blocks, contents, annexed, pack, is_prose=is_prose).blocks()),
        is_prose=is_prose,
        pack=pack.language,
    )


_QUOTES = "”’」』"
_STARRED = re.compile(r"\*{1,3}\s+\S")
"""A footnote that an asterisk marks; where there is one, two asterisks are its mark and no sign of bold words."""


class _Classifier:
    """Assigns each block its role, depending on the blocks before it."""

    def __init__(
        self,
        blocks: Sequence[TextBlock],
        texts: Sequence[RichText],
        annexed: int,
        pack: TextPack,
        *,
        is_prose: bool,
    ) -> None:
        self._blocks, self._texts, self._is_prose = blocks, texts, is_prose
        self._signs, self._body = pack.lines, pack.body
        self._labels = [
            None if block.is_table or block.is_heading else self._signs.label_of(text.text)
            for block, text in zip(blocks, texts, strict=True)
        ]
        self._levels = ListLevels()
        self._in_annex = self._in_points = self._after_heading = self._has_decided = False
        self._main_end = next(
            (index for index in range(annexed) if self._signs.is_annex(texts[index].text)), annexed
        )
        self._number_kind = self._kind_of_numbers()
        self._first_number = next(
            (index for index in range(self._main_end) if self._is_number(index)), self._main_end
        )
        self._headings = self._likely_headings()
        self._under_heading = self._follow_headings()
        self._articles = [
            index
            for index, is_heading_ in enumerate(self._headings)
            if is_heading_ and self._body.is_article(self._texts[index].text)
        ]

    def blocks(self) -> Iterator[Block]:
        """The blocks with their roles."""
        for index, (block, content) in enumerate(zip(self._blocks, self._texts, strict=True)):
            if block.is_table:
                yield Block("table", content, rows=block.rows) if block.rows else typed_table(content)
                self._after_heading = False
                continue
            read = self._read(index, content)
            if read.role != "point":
                self._levels.end()
            self._in_points = read.role == "point"
            self._after_heading = read.role == "heading"
            yield read

    def _read(self, index: int, content: RichText) -> Block:
        if index == self._main_end or (self._in_annex and self._signs.is_annex(content.text)):
            self._in_annex = True
            opens_with_title = self._signs.is_annex(content.text) or self._headings[index]
            opening = Block("heading", content) if opens_with_title else self._plain(index, content)
            return replace(opening, opens="annex")
        if self._body.introduces_draft(content.text):
            return Block("text", content)
        if self._headings[index] and not self._opens_preamble(index, content):
            found = self._signs.heading_label(content.text) or (
                self._signs.label_of(content.text) if self._blocks[index].is_heading else None
            )
            label = found.text if found else None
            return Block("heading", content.from_(found.end) if found else content, label)
        if not self._in_annex and index and self._signs.is_draft_formula(content.text):
            return Block("preambular", content, opens="draft")
        return self._plain(index, content)

    def _plain(self, index: int, content: RichText) -> Block:
        return self._labelled(index, content) or self._unlabelled(index, content)

    def _labelled(self, index: int, content: RichText) -> Block | None:
        label = self._labels[index]
        if label is None:
            return None
        if index < self._first_number < self._main_end and label.kind == self._labels_of_preamble:
            return Block("preambular", content.from_(label.end) if label.kind == "bullet" else content)
        rest = content.from_(label.end)
        if label.kind == "number" or (label.kind == "han" and not self._in_points) or self._is_number(index):
            return Block("numbered", rest, label.text)
        level = self._levels.depth_of(label, self._blocks[index].level)
        return Block("point", rest, label.text, level) if index else None

    @property
    def _labels_of_preamble(self) -> LabelKind | None:
        """What the paragraphs of the preamble have from the first on: letters, `(a) 鉴于…，`, or bullets; None for
        neither."""
        first = self._labels[0]
        return first.kind if first is not None and first.kind in ("point", "bullet") else None

    def _unlabelled(self, index: int, content: RichText) -> Block:
        if self._in_annex or self._is_prose or self._is_article(index):
            return Block("text", content)
        opens = self._signs.begins_with_verb(content.text)
        if index < self._first_number:
            self._has_decided |= self._body.has_decided(content.text)
            if self._has_decided or self._is_act_of_section(index, content):
                return Block("text", content)
            return Block("sole" if self._is_sole(index) else "preambular", content)
        is_preamble = opens and (self._after_heading or self._goes_on_preamble(index))
        is_preamble = is_preamble and (self._ends_preambular(content) or self._is_above_act(index))
        return Block("preambular" if is_preamble else "text", content)

    def _is_act_of_section(self, index: int, content: RichText) -> bool:
        """Whether an unnumbered paragraph below a heading is an act, `敦促…；`, and no preamble."""
        return self._under_heading[index] and content.text[-1:] in "；;" and self._body.is_act(content.text)

    def _ends_preambular(self, content: RichText) -> bool:
        """Whether a paragraph of a section may be preambular by its end; an act that introduces a list is none."""
        end = content.text.rstrip()[-1:]
        return end in self._body.goes_on and not (end in self._body.lists and self._body.is_act(content.text))

    def _is_above_act(self, index: int) -> bool:
        """Whether a paragraph that ends with a semicolon recalls what the unnumbered one below it decides on."""
        text, below = self._texts[index].text, index + 1
        if text.rstrip()[-1:] not in "；;" or below >= self._main_end or self._labels[below]:
            return False
        return self._body.recalls(text) and self._signs.begins_with_verb(self._texts[below].text)

    def _is_article(self, index: int) -> bool:
        """Whether the block stands below the heading of an article, in a text without numbered paragraphs above it."""
        if self._is_prose or not self._articles or index < self._articles[0]:
            return False
        return index < self._first_number or self._first_number > self._articles[0]

    def _goes_on_preamble(self, index: int) -> bool:
        """Whether the block stands in the preamble of a section: after a heading, with no number between."""
        return self._under_heading[index]

    def _follow_headings(self) -> list[bool]:
        """For each block, whether of the headings and labels above it a heading is the nearest."""
        found, is_under = [], False
        for is_heading_, label in zip(self._headings, self._labels, strict=True):
            found.append(is_under)
            is_under = is_heading_ or (is_under and label is None)
        return found

    def _is_titled(self, index: int) -> bool:
        """Whether a short line is certainly a heading: by its label, or as `附件` or the title after it."""
        near = self._texts[max(0, index - 1) : index + 1]
        is_labelled = self._signs.is_labelled_heading(near[-1].text)
        return is_labelled or any(self._signs.is_annex(text.text) for text in near)

    def _opens_preamble(self, index: int, content: RichText) -> bool:
        """Whether a short text before the first number is a paragraph that lost its comma."""
        if index and self._body.names_organ(content.text):
            above = self._texts[index - 1].text
            return index < self._first_number and self._signs.begins_with_verb(above)
        if not index < self._first_number < self._main_end:
            return False
        return self._body.opens_preamble(content.text, content.bold)

    def _is_sole(self, index: int) -> bool:
        """Whether a block is the only operative paragraph: the last one without a label, in a text without
        numbers."""
        text = self._texts[index].text.rstrip(_QUOTES)
        if self._first_number < self._main_end or text[-1:] not in (*self._body.sole_ends, "；", ";"):
            return False
        if text[-1:] in ("；", ";"):
            return self._first_act <= index < self._main_end - 1
        return all(self._labels[after] for after in range(index + 1, self._main_end))

    @cached_property
    def _first_act(self) -> int:
        """Index of the first of several acts without numbers that end the main text."""
        texts = [
            None if label else text.text
            for text, label in zip(self._texts[: self._main_end], self._labels, strict=False)
        ]
        return first_act(texts, self._signs, self._body)

    def _is_number(self, index: int) -> bool:
        label = self._labels[index]
        if label is None or index >= self._main_end:
            return label is not None and label.kind == "number"
        if label.kind == "point" and self._number_kind == "point":
            return style_of(label.text, []) == self._number_style
        return label.kind == self._number_kind

    def _kind_of_numbers(self) -> LabelKind:
        """What the operative paragraphs are numbered with: figures; in older texts `一、`, or `(一)`, `(甲)` where no
        paragraph introduces them."""
        self._number_style = ""
        labels = [
            (index, label)
            for index, label in enumerate(self._labels[: self._main_end])
            if label is not None and not self._signs.is_heading(self._texts[index].text)
        ]
        kinds = {label.kind for _, label in labels}
        if self._is_prose or "number" in kinds:
            return "number"
        if "han" in kinds:
            return "han"
        first = next(((index, label) for index, label in labels if label.kind == "point"), None)
        if first is None or plain_label(first[1].text or "") != "1":
            return "number"
        above = self._texts[first[0] - 1].text.rstrip() if first[0] else "，"
        is_headed = self._signs.is_labelled_heading(above) and not self._body.is_article(above)
        is_told = self._signs.is_linking_word(above) or is_headed
        if above[-1:] not in ("，", ",") and not is_told:
            return "number"
        self._number_style = style_of(first[1].text, [])
        return "point"

    def _likely_headings(self) -> list[bool]:
        """For each block, whether it is likely a heading: short, without closing punctuation, not part of a
        list."""
        short = [
            not block.is_table
            and (label is None or label.kind == "han")
            and self._signs.is_heading(content.text)
            and (not block.is_body or self._signs.is_labelled_heading(content.text))
            for block, content, label in zip(self._blocks, self._texts, self._labels, strict=True)
        ]
        is_list = self._is_prose and sum(short) > _MOST_IN_DECISION
        for start, end in _runs(short):
            run = [text.text for text in self._texts[start:end]]
            most = _MOST_HEADINGS if self._is_prose or start >= self._main_end else 2 * _MOST_HEADINGS
            labelled = sum(map(self._signs.is_labelled_heading, run))
            if (
                self._is_prose
                and start
                and not labelled
                and self._texts[start - 1].text[-1:] in self._body.lists
            ):
                # What a decision lists: those whom it appoints.
                short[start:end] = [False] * (end - start)
                continue
            if len(run) > most and labelled < len(run) / 3:
                # The first may be the heading of the list; `附件` and its title always are, but for a foreign name.
                kept = 2 if self._signs.is_annex(run[0]) and self._signs.letters.search(run[1]) else 1
                short[start + kept : end] = [False] * (end - start - kept)
        if is_list:
            short = [is_short and self._is_titled(index) for index, is_short in enumerate(short)]
        if any(block.is_heading and not self._signs.is_annex(block.text) for block in self._blocks):
            # The layout shows headings, so what it does not show as one is none, but for its label.
            short = [is_short and self._is_titled(index) for index, is_short in enumerate(short)]
        return [is_short or block.is_heading for is_short, block in zip(short, self._blocks, strict=True)]


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Runs of set flags: first index, index after the last."""
    start = 0
    for is_set, some in groupby(flags):
        end = start + sum(1 for _ in some)
        if is_set:
            yield start, end
        start = end
