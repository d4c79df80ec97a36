"""The signs by which a line shows that a paragraph begins with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.sources.labels import Label
from app.sources.plain_text.layout import Layout
from app.sources.plain_text.line_patterns import RAISED
from app.sources.plain_text.line_signs import LineSigns
from app.sources.plain_text.lines import join
from app.sources.reading import Line

_LINES_OF_HEADING = 4
"""A heading has fewer lines than this."""


@dataclass(frozen=True, slots=True)
class Junction:
    """A line with its surroundings: the lines of the paragraph above; the line itself and some that follow.

    `after_break`: a page ends above the line. `signs` are those of the language.
    """

    block: Sequence[Line]
    ahead: Sequence[Line]
    after_break: bool
    signs: LineSigns

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
        above = self.above.text
        is_alone = self.signs.is_linking_word(above) or self.signs.is_act_alone(above)
        return self.signs.pauses(above) or is_alone

    @property
    def label(self) -> Label | None:
        """The label that the line begins with."""
        return self.signs.label_of(self.line.text)

    @property
    def has_point_label(self) -> bool:
        """Whether the line begins with a point's label, which may also occur inside a paragraph: `以：(a)
        向公众…`."""
        return self.label is not None and self.label.kind == "point"

    @property
    def is_sentence(self) -> bool:
        """Whether the paragraph above begins with a label or verb, so that it must end with punctuation."""
        text = self.block[0].text
        label = self.signs.label_of(text)
        if label is not None and label.kind != "han":
            return True
        return self.signs.begins_with_verb(text[label.end :] if label else text)

    @property
    def is_under_short(self) -> bool:
        """Whether the paragraph above is short enough for a heading."""
        return len(self.block) < _LINES_OF_HEADING and self.signs.is_heading(self.joined())

    @property
    def is_numbered(self) -> bool:
        """Whether the paragraph above has a number; then no unnumbered paragraph follows it."""
        label = self.signs.label_of(self.block[0].text)
        return label is not None and label.kind == "number"

    @property
    def is_inside_point(self) -> bool:
        """Whether the paragraph above has a label and ends with a comma, so that it is incomplete."""
        return self.signs.label_of(self.block[0].text) is not None and self.above.text[-1] in "，,、"

    def joined(self, most: int | None = None) -> str:
        """The paragraph above, or so many of its lines, in one."""
        return join((line.text for line in self.block[:most]), self.signs.separator)


@dataclass(frozen=True, slots=True)
class StartRules:
    """The rules for texts of one layout; paragraphs of prose do not open with verbs."""

    layout: Layout
    signs: LineSigns
    is_prose: bool

    def why(self, junction: Junction) -> str | None:
        """The sign by which a paragraph begins with the line, or None if the line continues the one above."""
        if self.signs.is_linking_word(junction.line.text):
            return "连接词"
        if self.signs.goes_on(junction.line.text):
            return None
        if not junction.line.text.strip(RAISED) or (
            len(junction.block) == 1 and self.signs.label_alone(junction.above.text)
        ):
            return None
        if self.signs.is_draft_formula(junction.line.text) and not self._is_inside(junction):
            return "开头语"
        if junction.line.cut:
            return junction.line.cut
        return self._in_wrapped(junction) if self.layout.wrapped else _in_lines(junction)

    def _is_inside(self, junction: Junction) -> bool:
        """Whether the line above is full and ends inside a sentence, so that the line goes on whatever it says."""
        if junction.paused or not self.layout.wrapped or self.signs.ends_text(junction.above.text):
            return False
        return not self.layout.breaks_early(junction.above, junction.line)

    def _in_wrapped(self, junction: Junction) -> str | None:
        early = self.layout.breaks_early(junction.above, junction.line)
        gap = self.layout.by_gap and not junction.after_break and junction.line.gap > 0
        indent = self.layout.by_indent and self.layout.is_indented(junction.line)
        is_inline = self.layout.by_indent and not indent and not early and junction.has_point_label
        if junction.label and not is_inline and (junction.paused or early or gap or indent):
            return "编号"
        if self._heads(junction.ahead) and (junction.paused or early):
            return "标题"
        if not junction.paused:
            under_heading = not junction.is_sentence and (
                self.signs.is_heading(junction.above.text) or gap or indent
            )
            ends = early or ((gap or indent) and junction.is_under_short)
            return "标题之后" if ends and under_heading else None
        if gap or indent:
            return "空行" if gap else "缩进"
        return self._without_cue(junction, early=early)

    def _without_cue(self, junction: Junction, *, early: bool) -> str | None:
        """The sign after closing punctuation, without a blank line or indent."""
        if junction.is_inside_point:
            return None
        if early:
            return "上一行未满"
        told_otherwise = (self.layout.by_gap and not junction.after_break) or self.layout.by_indent
        by_verb = not self.is_prose and not told_otherwise and self.signs.begins_paragraph(junction.line.text)
        return "动词" if by_verb else None

    def _heads(self, ahead: Sequence[Line]) -> bool:
        """Whether the next lines are a heading: short of the width and without closing punctuation."""
        for line, following in pairwise(ahead):
            if self.signs.pauses(line.text):
                return False
            if self.layout.breaks_early(line, following):
                return self.signs.is_heading(line.text) and not self.signs.begins_with_verb(ahead[0].text)
        return False


def _in_lines(junction: Junction) -> str | None:
    """The sign in unwrapped text: each line is a paragraph, unless a page break or stray line break split
    one."""
    if junction.label and junction.label.kind != "han":
        return "编号"
    if not junction.paused:
        return _under_half_sentence(junction) if junction.is_sentence else _under_heading(junction)
    if _goes_on_in_point(junction):
        return None
    if not junction.after_break or not (junction.above.text[-1] in "，,、" or junction.is_numbered):
        return "新行"
    if junction.signs.is_labelled_heading(junction.line.text) or _is_title(junction):
        return "标题"
    goes_on = junction.is_inside_point or junction.is_numbered
    return "动词" if junction.signs.begins_paragraph(junction.line.text) and not goes_on else None


def _goes_on_in_point(junction: Junction) -> bool:
    """Whether a line goes on in a point that ends with a comma: blank lines stand above the point and below the line,
    and none between."""
    below = junction.ahead[1:2]
    return (
        junction.is_inside_point
        and not junction.after_break
        and junction.line.gap == 0
        and junction.block[0].gap > 0
        and all(line.gap > 0 for line in below)
    )


def _under_half_sentence(junction: Junction) -> str | None:
    """The sign after an incomplete sentence, which continues unless the line is a heading."""
    is_title = not junction.after_break and _is_title(junction)
    return "标题" if is_title or junction.signs.is_labelled_heading(junction.line.text) else None


def _is_title(junction: Junction) -> bool:
    """Whether the line is short, without closing punctuation, and followed by the beginning of a
    paragraph."""
    following = junction.ahead[1:2]
    signs = junction.signs
    begins = any(signs.label_of(line.text) or signs.begins_with_verb(line.text) for line in following)
    return begins and signs.is_heading(junction.line.text)


def _under_heading(junction: Junction) -> str | None:
    """The sign after lines without closing punctuation, label or verb: a heading, or half a sentence at a
    page end."""
    if not junction.after_break:
        return "新行"
    signs, text = junction.signs, junction.joined(_LINES_OF_HEADING)
    heads = (
        signs.is_heading(text)
        and len(junction.block) < _LINES_OF_HEADING
        and (len(text) <= signs.shortest_sentence or signs.begins_paragraph(junction.line.text))
    )
    return "标题之后" if heads or signs.is_labelled_heading(text) else None
