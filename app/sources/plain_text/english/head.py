"""The lines before an English text proper: cover, number and title, sponsors."""

from collections.abc import Iterator, Sequence

from app.domain.organs import Names
from app.domain.resolution import Problem
from app.sources.plain_text.cover import WHY, Cover
from app.sources.plain_text.english.cover import ends_title, is_open, rule_for
from app.sources.plain_text.english.lines import is_heading, separator
from app.sources.plain_text.head import lift_title_marks
from app.sources.plain_text.line_patterns import PART_LETTER
from app.sources.plain_text.lines import join
from app.sources.reading import Claim, Line

_MOST_IN_GROUP = 5
"""Maximum number of lines of a bracket or a sentence."""
_LONGEST = 1000
"""Maximum length of a line of the cover, in characters; a longer one is text, not a field."""
_TOLD = 40


def read_head(lines: Sequence[Line], names: Names) -> tuple[Cover, list[Claim]]:
    """Read the lines before the text proper. Every line is claimed, by a field or as `unclaimed`."""
    cover, claims = Cover(), []
    previous = above = ""
    for group in _grouped(lines):
        text = join((line.text for line in group), separator).strip("*_ ")
        cover.is_under_number = above in ("number", "title")
        field = _field(text, previous, cover, names)
        if not field and group[-1] is lines[-1] and not (cover.title or cover.number) and is_heading(text):
            field, cover.title = "title", text
            cover.problems.append(Problem("title_guessed", f"按位置推定为标题：{text[:_TOLD]}"))
        elif not field:
            cover.problems.append(Problem("unclaimed_line", f"封面上有一行不知其义：{text[:_TOLD]}"))
        why = WHY[field] if field else "没有一条规则认得"
        claims += [Claim(line, f"head.{field}" if field else "unclaimed", why=why) for line in group]
        previous, above = field or previous, field or ""
    lift_title_marks(cover)
    return cover, claims


def _field(text: str, previous: str, cover: Cover, names: Names) -> str | None:
    if len(text) > _LONGEST:
        return None
    is_letter = bool(cover.number and PART_LETTER.fullmatch(text))
    goes_on = previous == "title" and not is_letter and not ends_title(text, names)
    field = None if goes_on else rule_for(text, cover, names)
    return field or _columns(text, cover, names) or _continued(text, cover, previous)


def _columns(text: str, cover: Cover, names: Names) -> str | None:
    """The field of a line that holds two columns of the cover, `General Assembly   Distr.: General`."""
    left, gap, right = text.partition("   ")
    if not gap:
        left, gap, right = text.partition("\t")
    halves = (left.strip(), right.strip())
    if not all(halves) or not all(rule_for(half, Cover(), names) for half in halves):
        return None
    return [rule_for(half, cover, names) for half in halves][-1]


def _grouped(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines in groups: a bracket or a sentence that runs over several lines is one, other lines are single."""
    group: list[Line] = []
    for line in lines:
        group.append(line)
        if len(group) < _MOST_IN_GROUP and is_open([one.text for one in group]):
            continue
        yield group
        group = []
    yield from ([line] for line in group)


def _continued(text: str, cover: Cover, previous: str) -> str | None:
    """Fill the field that a line continues: the title of the agenda item or of the text. None if there is none."""
    if previous in ("agenda_item", "agenda_item_title"):
        cover.agenda_item_title = join([cover.agenda_item_title or "", text], separator).strip()
        return "agenda_item_title"
    if previous == "letter":
        cover.title = text
        return "title"
    has_none = cover.organ is not None and cover.organ.numbering == "serial"
    if (previous in ("number", "title") and has_none) or text.endswith((":", ";")):
        return None
    if previous in ("sponsors", "number", "title") or (previous == "kind" and cover.kind == "draft"):
        cover.title = join([cover.title or "", text], separator).strip()
        return "title"
    return None
