"""One file into the staged archive: read it, find the document that it is, write what is new."""

import logging
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from sqlmodel import Session

from app.db import store
from app.db.models import Document, Source
from app.db.queries import documents
from app.db.queries.indexing import document_read_from
from app.domain.citations import Context, find
from app.domain.organs import Names
from app.domain.resolution import Footnote, Paragraph, Problem, Resolution
from app.ingest.files import SourceBytes, SourcePath, read_source
from app.ingest.likeness import SAME, folded_text, likeness
from app.ingest.outcome import Outcome
from app.sources.formats import READERS, Reader
from app.sources.reading import Reading
from app.sources.sidecar import apply_sidecar

logger = logging.getLogger(__name__)

_Unit = TypeVar("_Unit", Paragraph, Footnote)


@dataclass(slots=True)
class Taking:
    """The state of one run: which documents its files have, and which documents it changed."""

    session: Session
    names: Names
    today: date
    claimed: dict[str, str] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)

    def take(self, source: SourcePath) -> Outcome:
        """Take one file in. Whatever is wrong with it becomes a refusal with its reason."""
        try:
            content = read_source(source.path)
        except ValueError as error:
            return Outcome(source.shown, "refused", str(error))
        form, reader = READERS[source.path.suffix.lower()]
        resolution = self._read(reader, content, source)
        if isinstance(resolution, Problem):
            return Outcome(source.shown, "refused", resolution.message)
        file = store.SourceFile(str(source.path), source.shown, form, content.sha256, content.fingerprint)
        outcome = self._place(resolution, file)
        if outcome.status != "refused":
            self.claimed.setdefault(resolution.id, source.shown)
        return outcome

    def _read(self, reader: Reader, content: SourceBytes, source: SourcePath) -> Resolution | Problem:
        """A fault in reading one file must not keep the others out."""
        try:
            reading = reader(content.data, source.path.stem, self.names)
            if isinstance(reading, Reading) and content.sidecar is not None:
                reading = apply_sidecar(reading, content.sidecar, self.names)
            return reading if isinstance(reading, Problem) else with_citations(reading.resolution, self.names)
        except Exception as error:
            logger.exception("reading %s", source.path)
            return Problem("fault", f"读取程序出错（{type(error).__name__}），请报告这个文件")

    def _place(self, new: Resolution, file: store.SourceFile) -> Outcome:
        held = documents.by_address(self.session, new.id)
        was = self._moved_from(new, file)
        if held is None and was is None:
            self._write(store.add(self.session, new), new, file)
            return Outcome(file.path, "added")
        if held is None and was is not None:
            return self._replace(was, new, file)
        assert held is not None  # noqa: S101  the two branches above leave nothing else
        outcome = self._meet(held, new, file)
        if was and outcome.status != "refused":
            self.removed.add(was.address)
            store.retire(self.session, was, new=new.id)
        return outcome

    def _meet(self, held: Document, new: Resolution, file: store.SourceFile) -> Outcome:
        """A file whose document is held: its correction, another source, or a conflict."""
        if any(_is_from(file, source) for source in documents.sources(self.session, held)[:1]):
            return self._replace(held, new, file)
        if likeness(documents.resolution(self.session, held), new) >= SAME:
            store.put_source(self.session, held, file, is_shown=False)
            return Outcome(file.path, "merged", f"与已收录的 {new.id} 是同一文本，记为另一来源")
        if claimed_by := self.claimed.get(held.address):
            return Outcome(file.path, "refused", f"文号 {new.id} 与 {claimed_by} 相同，文字却不同")
        if new.id.startswith("x/"):
            return Outcome(
                file.path, "refused", f"临时文号 {new.id} 已属另一文件，请改文件名，或用旁注文件给出文号"
            )
        return self._replace(held, new, file)

    def _moved_from(self, new: Resolution, file: store.SourceFile) -> Document | None:
        """The document that this file was under another address: without a symbol, or with a wrong one."""
        former = document_read_from(self.session, file.location)
        if former is None or former.address == new.id:
            return None
        is_same = (
            former.address.startswith("x/")
            or likeness(documents.resolution(self.session, former), new) >= SAME
        )
        return former if is_same else None

    def _replace(self, held: Document, new: Resolution, file: store.SourceFile) -> Outcome:
        former = documents.resolution(self.session, held)
        if folded_text(former) != folded_text(new):
            store.keep_version(
                self.session, held, former, on=self.today, reason=f"由来源文件 {file.path} 的新文本取代"
            )
        self.removed.add(held.address)
        store.replace_text(self.session, held, new)
        self._write(held, new, file)
        return Outcome(file.path, "updated")

    def _write(self, document: Document, new: Resolution, file: store.SourceFile) -> None:
        store.put_source(self.session, document, file, is_shown=True)
        self.written.add(new.id)


def _is_from(file: store.SourceFile, source: Source) -> bool:
    """Whether a source is this file, there or, where its folder has moved, at the place that it was at."""
    moved = source.path == file.path and not Path(source.location).exists()
    return source.location == file.location or moved


def with_citations(resolution: Resolution, names: Names) -> Resolution:
    """The resolution with the references that stand in its paragraphs and footnotes."""
    organ = names.organ_by_code(resolution.head.body)
    if organ is None:
        return resolution
    context = Context(organ, names, resolution.head.symbol, resolution.head.session)

    def cited(units: tuple[_Unit, ...]) -> tuple[_Unit, ...]:
        return tuple(replace(unit, citations=find(unit.text, context)) for unit in units)

    return replace(resolution, paragraphs=cited(resolution.paragraphs), footnotes=cited(resolution.footnotes))
