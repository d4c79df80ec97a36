"""Adds the documents of a file to the staged archive: new, updated, another source of a held text, or refused."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlmodel import Session

from app.db import store
from app.db.citation_resolution import touched_by
from app.db.models import Document, Source
from app.db.new_documents import NewDocuments
from app.db.queries import documents
from app.db.queries.indexing import documents_read_from, held_keys
from app.db.source_file import SourceFile
from app.db.stance_counts import years_of
from app.domain.resolution import Resolution
from app.ingest.collation import collate
from app.ingest.editions import EditionIntake, without_text
from app.ingest.outcome import Outcome, Status
from app.ingest.reading import FileRead
from app.ingest.text_similarity import SAME, folded_text, text_similarity
from app.sources.formats import rank

_BY_WEIGHT: tuple[Status, ...] = ("refused", "merged", "updated", "added")
"""The status of a file is the first of these that any of its documents has."""


@dataclass(slots=True)
class Intake:
    """The state of one run.

    `claimed` maps addresses to the path of the file that holds them in this run; `written` and `removed` are the
    addresses whose units enter and leave the index; `left` are the symbols of the removed texts and those they cited,
    and `left_years` their years.
    """

    session: Session
    today: date
    claimed: dict[str, str] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    left_years: set[int] = field(default_factory=set)
    editions: EditionIntake = field(init=False)
    _new: NewDocuments = field(init=False)
    _held: set[str] = field(init=False)
    _locations: set[str] = field(init=False)

    def __post_init__(self) -> None:
        # What is in neither needs no query: most of a large folder is new.
        self._held, self._locations = held_keys(self.session)
        self._new = NewDocuments()
        self.editions = EditionIntake(self.session)

    def add_file(self, read: FileRead) -> Outcome:
        """Add the documents of one file."""
        if read.file is None:
            return Outcome(read.source.shown, "refused", read.refusal)
        addresses = {resolution.id for resolution in read.resolutions}
        outcomes = [self._add(resolution, read.file, addresses) for resolution in read.resolutions]
        status = min((outcome.status for outcome in outcomes), key=_BY_WEIGHT.index)
        reasons = dict.fromkeys(outcome.reason for outcome in outcomes if outcome.reason)
        return Outcome(read.source.shown, status, "；".join(reasons))

    def _add(self, new: Resolution, file: SourceFile, addresses: set[str]) -> Outcome:
        if new.language != "zh":
            return self._add_edition(new, file)
        if new.id.lower() not in self._held and file.location not in self._locations:
            self._new.add(new, file)
            self.written.add(new.id)
            outcome = Outcome(file.path, "added")
        else:
            self.insert_new()
            outcome = self._place(new, file, addresses)
            if outcome.status != "refused":
                collate(self.session, new.id)
        if outcome.status != "refused":
            self._held.add(new.id.lower())
            self._locations.add(file.location)
            self.claimed.setdefault(new.id, file.path)
        return outcome

    def _add_edition(self, new: Resolution, file: SourceFile) -> Outcome:
        """Add a text in another language; without a Chinese text yet, its document too."""
        if file.location in self._locations:
            return Outcome(file.path, "refused", "此文件原为中文文本，现为英文文本，请改文件名")
        outcome = self.editions.add(new, file)
        if outcome.status != "refused" and new.id.lower() not in self._held:
            self._new.add(without_text(new), None)
            self.written.add(new.id)
            self._held.add(new.id.lower())
        return outcome

    def insert_new(self) -> None:
        """Insert the new documents of the files added so far, and their texts in other languages."""
        self._new.insert(self.session)
        self.editions.insert()

    def _place(self, new: Resolution, file: SourceFile, addresses: set[str]) -> Outcome:
        held = documents.by_address(self.session, new.id)
        was = self._moved_from(new, file, addresses)
        if held is None and was is None:
            self._write(store.add(self.session, new), new, file)
            return Outcome(file.path, "added")
        if held is None and was is not None:
            return self._replace(was, new, file)
        assert held is not None  # noqa: S101  the two branches above leave nothing else
        shown = next(iter(documents.sources(self.session, held)), None)
        if shown is None:
            outcome = self._take_over(held, new, file)
        else:
            outcome = self._add_to_held(held, shown, new, file)
        if was and outcome.status != "refused":
            self._leave(was)
            store.retire(self.session, was, new=new.id)
        return outcome

    def _add_to_held(self, held: Document, shown: Source, new: Resolution, file: SourceFile) -> Outcome:
        """Add a text whose address is held: a correction, another source, another issue, or a conflict."""
        if _is_from(file, shown):
            return self._replace(held, new, file)
        former = documents.resolution(self.session, held)
        if text_similarity(former, new) >= SAME:
            better = rank(file.format) - rank(shown.format)
            return self._merge(held, former, new, file, better)
        if _is_later_issue(new, former):
            return self._supersede(held, former, new, file)
        if _is_later_issue(former, new):
            store.keep_version(
                self.session,
                held,
                new,
                on=self.today,
                reason=f"来源文件 {file.path}，印发在先",
                sha256=file.sha256,
            )
            store.put_source(self.session, held, file, is_shown=False)
            return Outcome(file.path, "merged", f"文号 {new.id} 已有印发在后的文本，此文本存为前一文本")
        if conflict := self._conflict(held, new):
            return Outcome(file.path, "refused", conflict)
        return self._replace(held, new, file)

    def _take_over(self, held: Document, new: Resolution, file: SourceFile) -> Outcome:
        """Show the Chinese text of a document of which only one in another language was held."""
        self._leave(held)
        store.replace_text(self.session, held, new, documents.resolution(self.session, held))
        self._write(held, new, file)
        return Outcome(file.path, "added")

    def _conflict(self, held: Document, new: Resolution) -> str | None:
        """The reason why a different text may not replace the held one, in Chinese; None if it may."""
        if claimed_by := self.claimed.get(held.address):
            return f"文号 {new.id} 与 {claimed_by} 相同，文字却不同"
        if new.id.startswith("x/"):
            return f"临时文号 {new.id} 已属另一文件，请改文件名，或用旁注文件给出文号"
        return None

    def _merge(
        self, held: Document, former: Resolution, new: Resolution, file: SourceFile, better: int
    ) -> Outcome:
        """Record the same text from another source; the better structured one is shown, else the later issue.

        `better` is positive if the new text's format is the better structured one, negative if it is the worse.
        """
        if better < 0 or (better == 0 and not _is_later_issue(new, former)):
            # The text of an earlier issue may differ without making the shown one doubtful.
            reading = None if _is_later_issue(former, new) else new
            store.put_source(self.session, held, file, is_shown=False, reading=reading)
            return Outcome(file.path, "merged", f"与已收录的 {new.id} 是同一文本，记为另一来源")
        if better == 0:
            return self._supersede(held, former, new, file)
        store.keep_reading(self.session, held, former)
        self._show(held, former, new, file)
        return Outcome(file.path, "merged", f"与已收录的 {new.id} 是同一文本，结构更全，改示此文本")

    def _supersede(self, held: Document, former: Resolution, new: Resolution, file: SourceFile) -> Outcome:
        """Show a reissued text instead of the former one, whose file remains a source."""
        if folded_text(former) != folded_text(new):
            store.keep_version(
                self.session, held, former, on=self.today, reason=f"由印发在后的 {file.path} 取代"
            )
        self._show(held, former, new, file)
        return Outcome(file.path, "merged", f"文号 {new.id} 印发在后的文本，改示此文本")

    def _show(self, held: Document, former: Resolution, new: Resolution, file: SourceFile) -> None:
        self._leave(held)
        store.replace_text(self.session, held, new, former)
        store.put_source(self.session, held, file, is_shown=True, keeps_others=True)
        self.written.add(new.id)

    def rewrite(self, document: Document) -> None:
        """Note that rows of a held document are to be written anew."""
        self._leave(document)
        self.written.add(document.address)

    def _leave(self, held: Document) -> None:
        self.removed.add(held.address)
        self.left |= touched_by(self.session, {held.address})
        self.left_years |= years_of(self.session, {held.address})

    def _moved_from(self, new: Resolution, file: SourceFile, addresses: set[str]) -> Document | None:
        """The document formerly read from this file under another address: a provisional or a wrong one."""
        for former in documents_read_from(self.session, file.location):
            if former.address in addresses:
                continue
            if former.address.startswith("x/") or self._is_same(former, new):
                return former
        return None

    def _is_same(self, former: Document, new: Resolution) -> bool:
        return text_similarity(documents.resolution(self.session, former), new) >= SAME

    def _replace(self, held: Document, new: Resolution, file: SourceFile) -> Outcome:
        former = documents.resolution(self.session, held)
        if folded_text(former) != folded_text(new):
            store.keep_version(
                self.session, held, former, on=self.today, reason=f"由来源文件 {file.path} 的新文本取代"
            )
        self._leave(held)
        store.replace_text(self.session, held, new, former)
        # Other sources with the same text remain when it is merely read better.
        is_same = text_similarity(former, new) >= SAME
        store.put_source(self.session, held, file, is_shown=True, keeps_others=is_same)
        self.written.add(new.id)
        return Outcome(file.path, "updated")

    def _write(self, document: Document, new: Resolution, file: SourceFile) -> None:
        store.put_source(self.session, document, file, is_shown=True)
        self.written.add(new.id)


def _is_from(file: SourceFile, source: Source) -> bool:
    """Whether a source is this file: at the same location, or, if its folder was moved, at the same relative path."""
    moved = source.path == file.path and not Path(source.location).exists()
    return source.location == file.location or moved


def _is_later_issue(new: Resolution, former: Resolution) -> bool:
    """Whether a text was issued after another: by date of publication, else by a remark on its reissue."""
    if (
        new.head.published_on
        and former.head.published_on
        and new.head.published_on != former.head.published_on
    ):
        return new.head.published_on > former.head.published_on
    return bool(new.head.remarks) and not former.head.remarks
