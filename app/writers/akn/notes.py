"""Where footnotes stand: at the first mark that can be theirs, in their order."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.resolution import Footnote, NoteMark, Resolution, Sponsor

Mark = tuple[str, int]
"""A mark: the place of its unit, and which of the unit's marks it is, from 0."""
TITLE, SPONSOR = "title", "sponsor"
"""The places of marks that stand in no paragraph: sponsors are counted as marks of one unit."""


@dataclass(frozen=True, slots=True)
class NotePlaces:
    """The footnotes at each mark: those that stand before it, without a mark of their own, and its own, if it stands
    here and nowhere before. `rest` are the footnotes that no mark led to."""

    before: Mapping[Mark, tuple[Footnote, ...]]
    at: Mapping[Mark, Footnote]
    rest: tuple[Footnote, ...]


def note_places(text: Resolution, sponsors: Sequence[Sponsor] = ()) -> NotePlaces:
    """The place of each footnote, so that their order in the file is that of the text. `sponsors` are those printed.

    A footnote without a mark, or whose marks come too late, stands without one. Rows do not tell which of several
    footnotes of one number a mark means: it is the next one.
    """
    marks = list(_marks(text, sponsors))
    later = Counter(number for _, number in marks)
    waiting = list(text.footnotes)
    before: dict[Mark, tuple[Footnote, ...]] = {}
    at: dict[Mark, Footnote] = {}
    for mark, number in marks:
        index = next((n for n, note in enumerate(waiting) if note.number == number), None)
        later[number] -= 1
        # What stands before it in the order waits for a mark of its own, if there is one.
        if index is None or any(later[note.number] for note in waiting[:index]):
            continue
        if index:
            before[mark] = tuple(waiting[:index])
        at[mark] = waiting[index]
        del waiting[: index + 1]
    return NotePlaces(before, at, tuple(waiting))


def _marks(text: Resolution, printed: Sequence[Sponsor]) -> Iterable[tuple[Mark, str]]:
    yield from _of_unit(TITLE, text.head.title_notes if text.head.title else ())
    sponsors = [sponsor.mark for sponsor in printed if sponsor.mark]
    yield from (((SPONSOR, index), mark) for index, mark in enumerate(sponsors))
    for unit in text.paragraphs:
        yield from _of_unit(unit.anchor, unit.notes)


def _of_unit(anchor: str, marks: Iterable[NoteMark]) -> Iterable[tuple[Mark, str]]:
    in_order = sorted(marks, key=lambda mark: mark.offset)
    return (((anchor, index), mark.number) for index, mark in enumerate(in_order))
