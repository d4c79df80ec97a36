"""Takes in texts in other languages: each stands beside the Chinese text of its symbol, whichever comes first."""

from dataclasses import dataclass, field, replace

from sqlmodel import Session

from app.db.edition_store import put_editions
from app.db.queries.editions import HeldEdition, held_editions
from app.db.source_file import SourceFile
from app.domain.resolution import Resolution
from app.ingest.outcome import Outcome

PRINTED_LANGUAGE = {"en": "English"}
"""What the cover of a document in a language says of it."""


@dataclass(slots=True)
class EditionIntake:
    """The editions of one run, kept until `insert`; `written` are the addresses of their documents."""

    session: Session
    written: set[str] = field(default_factory=set)
    _held: dict[tuple[str, str], HeldEdition] = field(init=False)
    _waiting: dict[tuple[str, str], tuple[Resolution, SourceFile]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._held = held_editions(self.session)

    def add(self, new: Resolution, file: SourceFile) -> Outcome:
        """Add the text of a document, in the place of a former one from the same file or of an earlier issue."""
        key = (new.id.lower(), new.language)
        held = self._held.get(key)
        is_same_file = held is not None and (file.location == held.location or file.path == held.path)
        if held and not is_same_file and not _is_later_issue(new, held):
            return Outcome(file.path, "refused", f"文号 {new.id} 的英文本已由 {held.path} 收录")
        self._waiting[key] = new, file
        head = new.head
        self._held[key] = HeldEdition(file.location, file.path, head.published_on, bool(head.remarks))
        self.written.add(new.id)
        return Outcome(file.path, "updated" if held else "added")

    def insert(self) -> None:
        """Insert what has been kept; the documents must be held."""
        if self._waiting:
            put_editions(self.session, list(self._waiting.values()))
            self._waiting.clear()


def without_text(resolution: Resolution) -> Resolution:
    """What a document has of which no Chinese text is held: its head, votes and history, no paragraph."""
    head = replace(
        resolution.head,
        title_notes=(),
        language=PRINTED_LANGUAGE.get(resolution.language, resolution.language),
    )
    return replace(resolution, head=head, paragraphs=(), footnotes=(), problems=())


def _is_later_issue(new: Resolution, held: HeldEdition) -> bool:
    day = new.head.published_on
    if day and held.published_on and day != held.published_on:
        return day > held.published_on
    return bool(new.head.remarks) and not held.has_remarks
