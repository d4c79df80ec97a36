"""What stands at a place of a text: a paragraph with its points, a range, a section, a footnote."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from app.domain.places import PART_PREFIX, ends, joined
from app.domain.resolution import Footnote, Paragraph, Resolution


@dataclass(frozen=True, slots=True)
class Located:
    """A place in the spelling of addresses, what stands there, and the places before and after it.

    `paragraphs` are in the order of the text; `footnotes` are those that they mark, or the footnote of the
    place itself.
    """

    place: str
    paragraphs: tuple[Paragraph, ...]
    footnotes: tuple[Footnote, ...]
    previous: str | None
    next: str | None

    @property
    def wider(self) -> tuple[str, ...]:
        """The ranges with one more place at the beginning or at the end, if the place and its neighbour can
        form a range."""
        first, last = ends(self.place) or (self.place, self.place)
        pairs = ((self.previous, last), (first, self.next))
        return tuple(joined(start, end) for start, end in pairs if start and end and _are_alike(start, end))


def locate(text: Resolution, place: str) -> Located | None:
    """What stands at a place, or None if the text has no such place. Case is ignored."""
    spelled = {anchor.lower(): anchor for anchor in (*_parts(text), *_anchors(text))}
    if anchor := spelled.get(place.lower()):
        return _located(text, anchor, anchor)
    first, last = (spelled.get(end) for end in ends(place.lower()) or ("", ""))
    if first is None or last is None or not _are_alike(first, last):
        return None
    first, last = sorted((first, last), key=_row(text, first).index)
    return _located(text, first, last)


def annexes_in(text: Resolution) -> int:
    """How many annexes a text has; they stand behind all else."""
    return int(text.paragraphs[-1].annex or 0) if text.paragraphs else 0


def places_of(text: Resolution) -> list[str]:
    """All places of a text, in its order: annexes and sections, then paragraphs, footnotes and the vote."""
    return [*_parts(text), *_anchors(text)]


def _located(text: Resolution, first: str, last: str) -> Located:
    held = [
        number for number, unit in enumerate(text.paragraphs) if _is_in(unit, first) or _is_in(unit, last)
    ]
    paragraphs = text.paragraphs[held[0] : held[-1] + 1] if held else ()
    row = _row(text, first)
    start, end = row.index(first), row.index(last)
    return Located(
        joined(first, last),
        paragraphs,
        _footnotes(text, {*row[start : end + 1]}, paragraphs),
        row[start - 1] if start else None,
        row[end + 1] if end + 1 < len(row) else None,
    )


def _is_in(unit: Paragraph, place: str) -> bool:
    return unit.anchor == place or unit.anchor.startswith(f"{place}/")


def _are_alike(first: str, last: str) -> bool:
    """Whether two places differ in their last label only, so that they can form a range."""
    (head, _, label), (other, _, end) = first.rpartition("/"), last.rpartition("/")
    return head == other != "" and not label.startswith("end") and not end.startswith("end")


def _row(text: Resolution, place: str) -> list[str]:
    """The places of this level and above, in the order of the text; for an annex or section, the annexes and
    sections."""
    parts, level = _parts(text), place.count("/")
    order = parts if place in parts else _anchors(text)
    return [anchor for anchor in order if anchor.count("/") <= level]


def _anchors(text: Resolution) -> list[str]:
    paragraphs = [paragraph.anchor for paragraph in text.paragraphs]
    vote = ["vote"] if text.adoption.votes or text.adoption.text else []
    return paragraphs + [footnote.anchor for footnote in text.footnotes] + vote


def _parts(text: Resolution) -> list[str]:
    """The annexes and sections: prefixes of other places."""
    return list(
        dict.fromkeys(
            prefix
            for paragraph in text.paragraphs
            for prefix in accumulate(paragraph.anchor.split("/"), "{}/{}".format)
            if PART_PREFIX.fullmatch(prefix)
        )
    )


def _footnotes(text: Resolution, places: set[str], paragraphs: Sequence[Paragraph]) -> tuple[Footnote, ...]:
    marked = {mark.number for paragraph in paragraphs for mark in paragraph.notes}
    return tuple(note for note in text.footnotes if note.anchor in places or note.number in marked)
