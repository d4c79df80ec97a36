"""The alignment of both texts of a document: pairings of their units, and where the two differ.

Apart from whoever keeps it, so that a process that aligns loads no database.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.editions.divergences import divergences
from app.domain.editions.lexicon import Lexicon
from app.domain.editions.missing import MISSING, missing
from app.domain.editions.model import Divergence, Pairing
from app.domain.editions.notes import paired_notes
from app.domain.editions.pairing import paired
from app.domain.editions.printings import Printing, printing_of
from app.domain.resolution import Footnote, Paragraph


@dataclass(frozen=True, slots=True)
class BothTexts:
    """A document's units in both languages, and what its covers say of the printing; `edition` is the key of the English
    text."""

    edition: int
    chinese: tuple[Sequence[Paragraph], Sequence[Footnote]]
    english: tuple[Sequence[Paragraph], Sequence[Footnote]]
    symbol: str | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairings of units, indices counting paragraphs and then footnotes, and divergences with the indices of their
    units, None for one that a text lacks."""

    edition: int
    pairings: tuple[Pairing, ...]
    divergences: tuple["_Found", ...]
    printing: Printing


def aligned_together(lexicon: Lexicon, texts: Sequence[BothTexts]) -> list[Alignment]:
    """The alignments of several documents' texts."""
    return [aligned(text, lexicon) for text in texts]


def aligned(texts: BothTexts, lexicon: Lexicon) -> Alignment:
    """The alignment of a document's texts."""
    units = paired(texts.chinese[0], texts.english[0], lexicon)
    notes = paired_notes(texts.chinese, texts.english, units, lexicon)
    before = (len(texts.chinese[0]), len(texts.english[0]))
    pairings = (*units, *(_behind(one, *before) for one in notes))
    of_notes = (note.text for note in (*texts.chinese[1], *texts.english[1]))
    printing = printing_of(texts.symbol, texts.remarks, of_notes)
    return Alignment(texts.edition, pairings, _in_order(_differing(texts, pairings), pairings), printing)


_Found = tuple[int | None, int | None, Divergence]


def _in_order(found: Iterable[_Found], pairings: Sequence[Pairing]) -> tuple[_Found, ...]:
    """What was found in the order of the pairings."""
    chinese = {index: place for place, one in enumerate(pairings) for index in one.chinese}
    english = {index: place for place, one in enumerate(pairings) for index in one.english}
    return tuple(sorted(found, key=lambda one: english[one[1] or 0] if one[0] is None else chinese[one[0]]))


def _behind(pairing: Pairing, chinese: int, english: int) -> Pairing:
    """A pairing of notes, whose indices count on from the paragraphs."""
    return Pairing(
        tuple(index + chinese for index in pairing.chinese),
        tuple(index + english for index in pairing.english),
        pairing.how,
        pairing.confidence,
    )


def _differing(texts: BothTexts, pairings: Sequence[Pairing]) -> Iterator[_Found]:
    """What single units differ in, and those that one text lacks; values of tables are left out, since their cells may
    stand in another order."""
    chinese: list[Paragraph | Footnote] = [*texts.chinese[0], *texts.chinese[1]]
    english: list[Paragraph | Footnote] = [*texts.english[0], *texts.english[1]]
    for one in pairings:
        if len(one.chinese) == len(one.english) == 1:
            zh, en = chinese[one.chinese[0]], english[one.english[0]]
            if not (isinstance(zh, Paragraph) and zh.kind == "table"):
                for found in divergences(zh.text, en.text):
                    yield one.chinese[0], one.english[0], found
    for first, second in missing(chinese, english, pairings):
        yield first, second, MISSING
