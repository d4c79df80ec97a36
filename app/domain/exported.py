"""A whole document, as files that go out take it."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.resolution import Language, Resolution


@dataclass(frozen=True, slots=True)
class ExportedDocument:
    """A document with its texts in all languages that are held: the Chinese one, then the others, each with the facts
    of the head. `key` is that of its row; `added_at` and `changed_at` are when it was taken in and when it last changed,
    in any language."""

    key: int
    text: Resolution
    editions: tuple[Resolution, ...] = ()
    added_at: datetime | None = None
    changed_at: datetime | None = None

    def in_language(self, language: Language) -> Resolution | None:
        """The text in a language, or None if it is not held."""
        return next((text for text in (self.text, *self.editions) if text.language == language), None)
