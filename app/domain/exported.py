"""A whole document, as files that go out take it."""

from dataclasses import dataclass
from datetime import date

from app.domain.resolution import Language, Resolution


@dataclass(frozen=True, slots=True)
class ExportedDocument:
    """A document with its texts in all languages that are held: the Chinese one, then the others, each with the facts
    of the head. `key` is that of its row, `added_on` the day on which it was taken in, if known."""

    key: int
    text: Resolution
    editions: tuple[Resolution, ...] = ()
    added_on: date | None = None

    def in_language(self, language: Language) -> Resolution | None:
        """The text in a language, or None if it is not held."""
        return next((text for text in (self.text, *self.editions) if text.language == language), None)
