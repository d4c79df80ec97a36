"""By what a line shows that a paragraph begins with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.sources.labels import Label
from app.sources.plain_text.layout import Layout
from app.sources.plain_text.line_patterns import (
    RAISED,
    begins_paragraph,
    begins_with_verb,
    is_draft_formula,
    is_heading,
    is_labelled_heading,
    label_alone,
    label_of,
    pauses,
)
from app.sources.plain_text.lines import join
from app.sources.reading import Line

_LINES_OF_HEADING = 4
"""A heading has fewer lines."""
_SHORTEST_SENTENCE = 12
"""A shorter line, in characters, that no sign ends is a heading, even where a page ends under it."""


@dataclass(frozen=True, slots=True)
class Seam:
    """A line and what stands around it: the lines of the paragraph above, the line itself with some that follow.

    `after_break` says that a page ended above the line.
    """

    block: Sequence[Line]
    ahead: Sequence[Line]
    after_break: bool

    @property
    def line(self) -> Line:
        """The line."""
        return self.ahead[0]

    @property
    def above(self) -> Line:
        """The line above."""
        return self.block[-1]

    @property
    def paused(self) -> bool:
        """Whether a paragraph may end with the line above."""
        return pauses(self.above.text)

    @property
    def label(self) -> Label | None:
        """The label that the line begins with."""
        return label_of(self.line.text)

    @property
    def has_point_label(self) -> bool:
        """Whether the line begins with a point's label, which may also stand in a line: `以：(a) 向公众…`."""
        return self.label is not None and self.label.kind == "point"

    @property
    def is_sentence(self) -> bool:
        """Whether the paragraph above began with a label or a verb, so that it must have an end."""
        label = label_of(self.block[0].text)
        return (label is not None and label.kind != "han") or begins_with_verb(self.block[0].text)

    @property
    def is_under_short(self) -> bool:
        """Whether what stands above is short enough for a heading."""
        return len(self.block) < _LINES_OF_HEADING and is_heading(join(line.text for line in self.block))

    @property
    def is_numbered(self) -> bool:
        """Whether the paragraph above has a number: then no other without one stands under it."""
        label = label_of(self.block[0].text)
        return label is not None and label.kind == "number"

    @property
    def is_inside_point(self) -> bool:
        """Whether the paragraph above has a label and ends with a comma, as whole ones with labels do not."""
        return label_of(self.block[0].text) is not None and self.above.text[-1] in "，,、"


@dataclass(frozen=True, slots=True)
class Starts:
    """The rules for a text of this layout; prose has no verbs that open paragraphs."""

    layout: Layout
    is_prose: bool

    def why(self, seam: Seam) -> str | None:
        """By what the line shows it; None where it goes on with the paragraph above."""
        if not seam.line.text.strip(RAISED) or (len(seam.block) == 1 and label_alone(seam.above.text)):
            return None
        if is_draft_formula(seam.line.text):
            return "开头语"
        return self._in_wrapped(seam) if self.layout.wrapped else _in_lines(seam)

    def _in_wrapped(self, seam: Seam) -> str | None:
        early = self.layout.breaks_early(seam.above, seam.line)
        gap = self.layout.by_gap and not seam.after_break and seam.line.gap > 0
        indent = self.layout.by_indent and self.layout.is_indented(seam.line)
        is_inline = self.layout.by_indent and not indent and not early and seam.has_point_label
        if seam.label and not is_inline and (seam.paused or early or gap or indent):
            return "编号"
        if self._heads(seam.ahead) and (seam.paused or early):
            return "标题"
        if not seam.paused:
            under_heading = not seam.is_sentence and (is_heading(seam.above.text) or gap or indent)
            ends = early or ((gap or indent) and seam.is_under_short)
            return "标题之后" if ends and under_heading else None
        if gap or indent:
            return "空行" if gap else "缩进"
        return self._without_cue(seam, early=early)

    def _without_cue(self, seam: Seam, *, early: bool) -> str | None:
        """Behind a sign, where neither a blank line nor an indent shows it."""
        if seam.is_inside_point:
            return None
        if early:
            return "上一行未满"
        told_otherwise = (self.layout.by_gap and not seam.after_break) or self.layout.by_indent
        by_verb = not self.is_prose and not told_otherwise and begins_paragraph(seam.line.text)
        return "动词" if by_verb else None

    def _heads(self, ahead: Sequence[Line]) -> bool:
        """Whether the lines from here on are a heading: short of the width and without a sign at their end."""
        for line, following in pairwise(ahead):
            if pauses(line.text):
                return False
            if self.layout.breaks_early(line, following):
                return is_heading(line.text) and not begins_with_verb(ahead[0].text)
        return False


def _in_lines(seam: Seam) -> str | None:
    """Text that is not wrapped: each line is a paragraph, but where a page or a stray break cut one in two."""
    if seam.label and seam.label.kind != "han":
        return "编号"
    if not seam.paused:
        return _under_half_sentence(seam) if seam.is_sentence else _under_heading(seam)
    if not seam.after_break or not (seam.above.text[-1] in "，,、" or seam.is_numbered):
        return "新行"
    if is_labelled_heading(seam.line.text) or _is_title(seam):
        return "标题"
    goes_on = seam.is_inside_point or seam.is_numbered
    return "动词" if begins_paragraph(seam.line.text) and not goes_on else None


def _under_half_sentence(seam: Seam) -> str | None:
    """A sentence goes on, unless the line is a heading with a new paragraph below it."""
    is_title = not seam.after_break and _is_title(seam)
    return "标题" if is_title or is_labelled_heading(seam.line.text) else None


def _is_title(seam: Seam) -> bool:
    """Whether the line is short, ends with no sign, and a paragraph begins below it."""
    following = seam.ahead[1:2]
    begins = any(label_of(line.text) or begins_with_verb(line.text) for line in following)
    return begins and is_heading(seam.line.text)


def _under_heading(seam: Seam) -> str | None:
    """What no sign ends and neither label nor verb began is a heading, or half a sentence at the end of a page."""
    if not seam.after_break:
        return "新行"
    text = join(line.text for line in seam.block[:_LINES_OF_HEADING])
    heads = (
        is_heading(text)
        and len(seam.block) < _LINES_OF_HEADING
        and (len(text) <= _SHORTEST_SENTENCE or begins_paragraph(seam.line.text))
    )
    return "标题之后" if heads or is_labelled_heading(text) else None
