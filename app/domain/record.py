"""A document, or a place in it, as catalogues and citing programs know it."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.addresses import permalink
from app.domain.adoption import Adoption
from app.domain.citation_styles import KIND_NAMES, heading, item_name, reference, session_name, tally
from app.domain.english_places import in_english
from app.domain.link_preview import first_words
from app.domain.organs import Names, Organ
from app.domain.pasted import words_in
from app.domain.place_lookup import Located
from app.domain.quotation import quotable
from app.domain.resolution import Head, Language, Resolution

ARCHIVE = "决议 Juéyì"
_ENGLISH_KINDS = {"resolution": "Resolution", "decision": "Decision", "draft": "Draft resolution"}


@dataclass(frozen=True, slots=True)
class Record:
    """What a catalogue holds of a text: its head, who adopted it and how.

    `url` is the absolute permalink; `place` is `op/5` with its `pinpoint` in words (`第5段`), both empty for the whole
    text; `words` are what stands there, or how the text begins; `subjects` are Chinese.
    """

    address: str
    head: Head
    organ: Organ
    url: str
    adoption: Adoption = field(default_factory=Adoption)
    language: Language = "zh"
    place: str = ""
    pinpoint: str = ""
    words: str = ""
    subjects: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The title, else what the document is called without one."""
        return self.head.title or heading(self.head, self.organ)

    @property
    def author(self) -> str:
        """The organ that adopted the text, in its language."""
        english = self.organ.english if self.language == "en" else ()
        return english[0] if english else self.organ.full_name

    @property
    def publisher(self) -> str:
        """The United Nations, in the language of the text."""
        return "United Nations" if self.language == "en" else "联合国"

    @property
    def genre(self) -> str:
        """决议, 决定 or 决议草案; the same in English for an English text."""
        return (_ENGLISH_KINDS if self.language == "en" else KIND_NAMES)[self.head.kind]

    @property
    def number(self) -> str:
        """The symbol, by which the United Nations' documents are cited; empty for a text without one."""
        return self.head.symbol or ""

    @property
    def date_parts(self) -> tuple[int, ...]:
        """What is sure of the date of adoption: year, month, day, or the first of these, or nothing."""
        known = self.head.known_date
        return tuple(map(int, known.split("-"))) if known else ()

    @property
    def reference(self) -> str:
        """How a text of its language cites it: `大会2022年12月15日第77/213号决议第5段`, `General Assembly resolution 77/213 of
        15 December 2022, para. 5`."""
        if self.language == "zh":
            return reference(self.head, self.organ, self.pinpoint)
        parts = [str(part) for part in self.date_parts]
        if len(parts) > 1:
            parts[1] = calendar.month_name[int(parts[1])]
        dated = f" of {' '.join(reversed(parts))}" if parts else ""
        named = f"{self.author} {self.genre.lower()} {self.head.number or self.number or self.title}{dated}"
        return f"{named}, {self.pinpoint}" if self.pinpoint else named

    @property
    def key(self) -> str:
        """The address and the place as one word of ASCII letters, digits and hyphens: `A-RES-77-213-op-5`."""
        words = f"{self.address}/{self.place}".rstrip("/")
        return "".join(char if char.isascii() and char.isalnum() else "-" for char in words).strip("-")

    @property
    def notes(self) -> tuple[str, ...]:
        """What else the head tells: session, agenda item, meeting, vote, and whether the text was not adopted."""
        head = self.head
        item = item_name(head.agenda_item) if head.agenda_item else ""
        outcome = {"not_adopted": "未获通过", "pending": "待通过"}.get(head.outcome, "")
        told = (
            session_name(head.session) if head.session else "",
            " ".join(filter(None, (item, head.agenda_item_title))),
            head.meeting or "",
            tally(self.adoption) or self.adoption.text or "",
            outcome,
        )
        return tuple(filter(None, told))


def record_of(
    names: Names,
    base_url: str,
    text: Resolution,
    found: Located | None = None,
    language: Language = "zh",
    asked: str = "",
) -> Record:
    """A document, or what was found at a place of it. `text` is in that language; `asked` is the place as addresses have
    it where it bears another number there."""
    place = found.place if found else ""
    path = "/".join(filter(None, ("" if language == "zh" else language, asked or place)))
    words_of = in_english if language == "en" else lambda anchor: words_in(text, anchor)
    return Record(
        address=text.id,
        head=text.head,
        organ=names.require_organ(text.head.body),
        url=permalink(base_url, text.id, path),
        adoption=text.adoption,
        language=language,
        place=path,
        pinpoint=words_of(place) if place else "",
        words=quotable(found) if found else first_words(text),
        subjects=subjects_in_chinese(names, [word.value for word in text.keywords if word.scheme == "unbis"]),
    )


def subjects_in_chinese(names: Names, headings: Sequence[str]) -> tuple[str, ...]:
    """Subjects by their Chinese names; one without is left in English."""
    return tuple(names.subjects.get(heading, heading) for heading in headings)
