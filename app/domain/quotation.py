"""What of a text is quoted: the words of a place, set in quotation marks as GB/T 15834 has them."""

from collections.abc import Sequence

from app.domain.place_lookup import Located
from app.domain.resolution import Footnote, Paragraph

LONGEST = 6000
"""Longer places are not quoted, in characters: sections and annexes. No paragraph with its points is longer."""

_INNER = str.maketrans("“”‘’", "‘’“”")


def printed_label(unit: Paragraph) -> str:
    """The number before a unit: `5.`, `(a)`, that of a heading as it is; a dash for a point that prints a sign; empty if
    there is none."""
    if unit.kind == "heading":
        return unit.number or ""
    if unit.number is None:
        is_point = unit.depth > 0 and not unit.anchor.rpartition("/")[2].startswith("end")
        return "–" if is_point else ""
    is_paragraph = unit.depth == 0 and not (unit.number.isascii() and unit.number.isalpha())
    return f"{unit.number}." if is_paragraph else f"({unit.number})"


def quotable(found: Located) -> str:
    """The words of a place, one unit a line, without marks of footnotes; points have their labels, and in a range
    its paragraphs. Empty where nobody quotes: tables, the vote, what is longer than `LONGEST`."""
    units = found.paragraphs
    if not units:
        notes = "\n".join(note.text for note in found.footnotes)
        return notes if len(notes) <= LONGEST else ""
    if any(unit.rows for unit in units):
        return ""
    words = "\n".join(
        unit.text if unit.anchor == found.place else f"{printed_label(unit)} {unit.text}".strip()
        for unit in units
    )
    return words if len(words) <= LONGEST else ""


def quotable_units(units: Sequence[Paragraph | Footnote]) -> str:
    """The words of units that stand beside a place, as `quotable`: one a line, several with their labels."""
    if any(unit.rows for unit in units if isinstance(unit, Paragraph)):
        return ""
    labelled = (
        f"{printed_label(unit)} {unit.text}".strip()
        if isinstance(unit, Paragraph) and len(units) > 1
        else unit.text
        for unit in units
    )
    words = "\n".join(labelled)
    return words if len(words) <= LONGEST else ""


def quoted(words: str) -> str:
    """Words in quotation marks. Marks in them change places with the outer ones; of several paragraphs each is opened,
    and the last closed (GB/T 15834, 4.8.3)."""
    lines = words.translate(_INNER).splitlines()
    return "\n".join(f"“{line}" for line in lines) + "”"
