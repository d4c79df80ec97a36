"""A pasted draft answered paragraph by paragraph; long paragraphs that stand nowhere, clause by clause too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from app.domain.passages import Passage, clauses
from app.search.like_wording import Wordings
from app.web.http.context import ArchiveSession, Site
from app.web.wording.occurrences import Uses, pasted_question, uses

MOST_PARAGRAPHS = 20
"""Maximum number of paragraphs answered at once."""
_SECONDS = 2.5
"""After how many seconds no further paragraph is begun; the next answer begins with it."""


@dataclass(frozen=True, slots=True)
class AnsweredParagraph:
    """A paragraph of a draft: its place in it, from 1, its printed number, its use and that of its clauses;
    none where all of it stands in a text, or it is short."""

    number: int
    label: str
    whole: Uses
    clauses: tuple[Uses, ...]


@dataclass(frozen=True, slots=True)
class AnsweredDraft:
    """Adjacent paragraphs of a draft. `start` and `end` are the numbers of the first and the last one, from 1, `end`
    below `start` if there is none; `total` counts all paragraphs."""

    paragraphs: tuple[AnsweredParagraph, ...]
    start: int
    end: int
    total: int

    @property
    def next(self) -> int | None:
        """The number of the first paragraph behind these, None if there is none."""
        return self.end + 1 if self.end < self.total else None

    @property
    def previous(self) -> int | None:
        """The number of the paragraph that the answer before these begins with, None if there is none."""
        return max(1, self.start - MOST_PARAGRAPHS) if self.start > 1 else None


def answered_draft(
    site: Site,
    archive: ArchiveSession,
    draft: Sequence[Passage],
    start: int,
    chosen: Mapping[str, Sequence[str]],
    *,
    most: int = MOST_PARAGRAPHS,
) -> AnsweredDraft:
    """The paragraphs from `start` on, at most so many, and fewer if they take long."""
    begin = min(start, max(1, len(draft)))
    cut = [one.text for one in draft[begin - 1 : begin - 1 + most]]
    found = _found(site, archive, cut, chosen)
    texts = [text for parts in found for text in parts]
    used = iter(uses(site, archive, texts, [one for parts in found for one in parts.values()]))
    answered = [[next(used) for _ in parts] for parts in found]
    return AnsweredDraft(
        tuple(
            AnsweredParagraph(number, draft[number - 1].label, parts[0], tuple(parts[1:]))
            for number, parts in enumerate(answered, start=begin)
        ),
        begin,
        begin - 1 + len(answered),
        len(draft),
    )


def _found(
    site: Site, archive: ArchiveSession, paragraphs: Sequence[str], chosen: Mapping[str, Sequence[str]]
) -> list[dict[str, Wordings]]:
    """What was found of each paragraph, and of its clauses, by their words: as far as the time allows, but of one
    paragraph at least."""
    pause = site.readers.pause()
    until = monotonic() + _SECONDS
    question = replace(pasted_question(paragraphs, chosen), size=1)
    found: list[dict[str, Wordings]] = []
    for text, whole in zip(
        paragraphs, archive.search.wordings_of_each(question, places=1, pause=pause), strict=True
    ):
        parts = () if whole.holding else clauses(text)
        asked = replace(pasted_question(parts, chosen), size=1)
        of_parts = archive.search.wordings_of_each(asked, places=1, pause=pause)
        found.append({text: whole} | dict(zip(parts, of_parts, strict=True)))
        if monotonic() > until:
            break
    return found
