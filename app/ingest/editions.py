"""Takes in texts in other languages: each stands beside the Chinese text of its symbol, whichever comes first.

A text may have several files: the best structured one is shown, the others are kept with their text and collated.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from sqlmodel import Session

from app.db import edition_store
from app.db.queries import documents, editions
from app.db.queries.editions import HeldEdition, held_editions
from app.db.source_file import SourceFile
from app.db.store import SOURCES_DIFFER
from app.domain.adoption import Adoption
from app.domain.resolution import Problem, Resolution
from app.ingest.collation import differing
from app.ingest.outcome import Outcome
from app.ingest.text_similarity import SAME, text_similarity
from app.sources.formats import rank

PRINTED_LANGUAGE = {"en": "English"}
"""What the cover of a document in a language says of it."""
_TOLD = 40
"""How much of a paragraph a problem quotes, in characters."""

_Key = tuple[str, str]
"""Address in lower case, and language."""


@dataclass(slots=True)
class EditionIntake:
    """The editions of one run, kept until `insert`; `written` are the addresses of their documents."""

    session: Session
    written: set[str] = field(default_factory=set)
    _held: dict[_Key, HeldEdition] = field(init=False)
    _waiting: dict[_Key, tuple[Resolution, SourceFile]] = field(default_factory=dict)
    _others: list[tuple[Resolution, SourceFile]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._held = held_editions(self.session)

    def add(self, new: Resolution, file: SourceFile) -> Outcome:
        """Add the text of a document: in the place of a former one from the same file or of an earlier issue, or as
        another source of the same text."""
        key = (new.id.lower(), new.language)
        held = self._held.get(key)
        if held is None or _is_from(file, held.file):
            self._show(key, new, file)
            return Outcome(file.path, "updated" if held else "added")
        former = self._text(key, new)
        if text_similarity(former, new) < SAME:
            if _is_later_issue(new, held):
                self._show(key, new, file)
                return Outcome(file.path, "updated")
            return Outcome(
                file.path, "refused", f"文号 {new.id} 的英文本已由 {held.file.path} 收录，文字却不同"
            )
        better = rank(file.format) - rank(held.file.format)
        if better > 0 or (better == 0 and _is_later_issue(new, held)):
            self._others.append((former, held.file))
            self._show(key, new, file)
            return Outcome(file.path, "merged", f"与已收录的 {new.id} 英文本是同一文本，改示此文本")
        self._others.append((new, file))
        self.written.add(new.id)
        return Outcome(file.path, "merged", f"与已收录的 {new.id} 英文本是同一文本，记为另一来源")

    def _show(self, key: _Key, new: Resolution, file: SourceFile) -> None:
        self._waiting[key] = new, file
        head = new.head
        self._held[key] = HeldEdition(file, head.published_on, bool(head.remarks))
        self.written.add(new.id)

    def _text(self, key: _Key, like: Resolution) -> Resolution:
        """The text that is shown; facts that do not depend on the file are those of another one."""
        if key in self._waiting:
            return self._waiting[key][0]
        document = documents.by_address(self.session, like.id)
        row = editions.edition_of(self.session, document, like.language) if document else None
        assert row is not None  # noqa: S101  it is held
        held = editions.edition_text(self.session, row)
        head = replace(
            like.head, title=row.title, title_notes=held.title_notes, published_on=row.published_on
        )
        return replace(
            like,
            head=head,
            paragraphs=held.paragraphs,
            footnotes=held.footnotes,
            adoption=Adoption(),
            problems=(),
        )

    def insert(self) -> None:
        """Insert what has been kept; the documents must be held."""
        if self._waiting:
            edition_store.put_editions(self.session, list(self._waiting.values()))
        for other, file in self._others:
            edition_store.put_other_source(self.session, other, file)
        touched = {*self._waiting, *((other.id.lower(), other.language) for other, _ in self._others)}
        for address, language in sorted(touched):
            self._collate(address, language)
        self._waiting.clear()
        self._others.clear()

    def _collate(self, address: str, language: str) -> None:
        """Tell where other files of a text differ from the one that is shown."""
        document = documents.by_address(self.session, address)
        row = editions.edition_of(self.session, document, language) if document else None
        if row is None or row.id is None:
            return
        edition_store.forget_source(self.session, row.document_id, row.location)
        others = editions.other_sources(self.session, row)
        known = editions.problems_of(row)
        own = tuple(problem for problem in known if problem.code != SOURCES_DIFFER)
        if not others and own == known:
            return
        shown = editions.edition_text(self.session, row)
        told = (
            problem
            for other in others
            for problem in _differences(shown, other.path, editions.reading_of(other))
        )
        edition_store.put_problems(self.session, row.id, (*own, *told))


def _differences(shown: editions.EditionText, path: str, other: Resolution) -> Iterator[Problem]:
    paragraphs = differing(shown.paragraphs, other.paragraphs)
    for one, second in chain(paragraphs, differing(shown.footnotes, other.footnotes)):
        how = "的文字不同" if one and second else "没有这一段"
        if one is None and second is not None:
            how = f"多出一段：{second.text[:_TOLD]}"
        yield Problem(SOURCES_DIFFER, f"另一来源 {path} {how}", one.anchor if one else None)


def without_text(resolution: Resolution) -> Resolution:
    """What a document has of which no Chinese text is held: its head, votes and history, no paragraph."""
    head = replace(
        resolution.head,
        title_notes=(),
        language=PRINTED_LANGUAGE.get(resolution.language, resolution.language),
    )
    return replace(resolution, head=head, paragraphs=(), footnotes=(), problems=())


def _is_from(file: SourceFile, held: SourceFile) -> bool:
    return file.location == held.location or file.path == held.path


def _is_later_issue(new: Resolution, held: HeldEdition) -> bool:
    day = new.head.published_on
    if day and held.published_on and day != held.published_on:
        return day > held.published_on
    return bool(new.head.remarks) and not held.has_remarks
