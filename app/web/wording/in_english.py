"""A pasted English text, paragraph by paragraph: the agreed English that is like it, and the Chinese beside that."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import ClassVar

from app.db.queries.english_beside import english_beside
from app.db.queries.exports import ExportedUnit, exported
from app.domain.english_passages import english_paragraphs
from app.domain.english_text import fold_english
from app.web.http.context import ArchiveSession, Site
from app.web.wording.english_runs import KnownRun, known_runs
from app.web.wording.pasted_form import PasteForm

MOST_PARAGRAPHS = 40
"""Maximum number of paragraphs answered at once."""
_EACH = 3
"""How many agreed texts of each are shown."""
_SECONDS = 2.5
"""After how many seconds no further paragraph is begun."""
_LONGEST = 4000
"""The longest paragraph that is looked for, in characters."""


@dataclass(frozen=True, slots=True)
class AgreedText:
    """A unit whose English is like a paragraph: both texts, the likeness in percent, and in how many units it stands."""

    unit: ExportedUnit
    english: str
    percent: int
    units: int


@dataclass(frozen=True, slots=True)
class EnglishParagraph:
    """A pasted paragraph, and the agreed texts like it, the likest first; if there is none, parts of it that stand in
    agreed texts."""

    text: str
    found: tuple[AgreedText, ...]
    runs: tuple[KnownRun, ...]


@dataclass(frozen=True, slots=True)
class EnglishDraftPage:
    """The paragraphs of a pasted English text that were looked for, and how many there are in all."""

    template: ClassVar[str] = "wording/english.html"

    form: PasteForm
    notices: tuple[str, ...]
    paragraphs: tuple[EnglishParagraph, ...]
    total: int


def english_draft(
    site: Site, archive: ArchiveSession, form: PasteForm, notices: Sequence[str]
) -> EnglishDraftPage:
    """The answer to a pasted English text; as far as the time allows."""
    pause, until = site.readers.pause(), monotonic() + _SECONDS
    texts = english_paragraphs(form.pasted)
    answered: list[EnglishParagraph] = []
    for text in texts[:MOST_PARAGRAPHS]:
        sought = text[:_LONGEST]
        found = _agreed(archive, sought)
        runs = () if found else known_runs(archive.search, sought)
        answered.append(EnglishParagraph(text, found, runs))
        pause()
        if monotonic() > until:
            break
    return EnglishDraftPage(form, tuple(notices), tuple(answered), len(texts))


def _agreed(archive: ArchiveSession, text: str) -> tuple[AgreedText, ...]:
    found = archive.search.like_english(fold_english(text), _EACH)
    keys = [one.place.unit for one in found]
    units, beside = exported(archive.session, keys), english_beside(archive.session, keys)
    return tuple(
        AgreedText(
            units[one.place.unit],
            " ".join(english.text for english in beside[one.place.unit]),
            int(100 * one.ratio),
            one.units,
        )
        for one in found
    )
