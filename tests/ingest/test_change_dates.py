"""Since when a document is here and when it changed: kept where a file reads as it did, new where it does not."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text
from sqlmodel import Session, select

import app.ingest.files
from app.db.change_dates import write_change_dates
from app.db.checksums import seal
from app.db.migrate import migration_config
from app.db.models import Document
from app.db.queries import changes
from app.db.queries.changes import ChangeKey, Span
from app.db.release import current_release
from app.db.session import read_session, write_engine, write_session
from app.settings import ROOT
from tests.conftest import run_ingest
from tests.sources.akn import english
from tests.sources.akn import text as chinese

CHINESE = chinese.document(chinese.statement(chinese.paragraph("1.", "请各国继续工作；")))
TEXT = (
    "75/{number}. 一项工作\n\n大会，\n\n回顾其第70/1号决议，\n\n1. 请各国继续{words}；\n\n2. 决定继续审议。\n"
)


@contextmanager
def reading(archive: Path) -> Iterator[Session]:
    release = current_release(archive)
    assert release is not None
    with read_session(release.database) as session:
        yield session


def dates(archive: Path) -> dict[str, tuple[datetime, datetime]]:
    """Since when each document is here, and when it changed."""
    with reading(archive) as session:
        return {
            one.address: (one.added_at, one.changed_at)
            for one in session.exec(select(Document))
            if one.added_at and one.changed_at
        }


def write(folder: Path, number: int, words: str = "工作") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{number}.txt"
    path.write_text(TEXT.format(number=number, words=words), "utf-8")
    return path


def test_what_comes_together_has_one_instant_of_now(tmp_path: Path) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    run_ingest(tmp_path / "archive", ROOT / "data")
    found = {instant for both in dates(tmp_path / "archive").values() for instant in both}
    assert len(found) == 1
    assert before <= found.pop() <= datetime.now(UTC)


def test_only_what_reads_otherwise_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive, folder = tmp_path / "archive", tmp_path / "texts"
    write(folder, 1)
    path = write(folder, 2)
    run_ingest(archive, folder)
    first = dates(archive)
    assert run_ingest(archive, folder).release is None
    # A file of other bytes that reads the same, and a reader of another version.
    path.write_text(path.read_text("utf-8") + "\n\n", "utf-8")
    monkeypatch.setattr(app.ingest.files, "VERSION", 10**6)
    assert run_ingest(archive, folder).counts()["updated"] == 2
    assert dates(archive) == first
    write(folder, 2, "对话")
    run_ingest(archive, folder)
    second = dates(archive)
    assert second["A/RES/75/1"] == first["A/RES/75/1"]
    assert second["A/RES/75/2"][0] == first["A/RES/75/2"][0] < second["A/RES/75/2"][1]


def test_what_merely_follows_from_others_is_no_change(tmp_path: Path) -> None:
    archive, folder = tmp_path / "archive", tmp_path / "texts"
    run_ingest(archive, write(folder, 1))
    first = dates(archive)["A/RES/75/1"]
    citing = folder / "citing.txt"
    # It cites the other, and goes on from it.
    citing.write_text(TEXT.format(number=3, words="工作").replace("70/1", "75/1"), "utf-8")
    run_ingest(archive, citing)
    with reading(archive) as session:
        held = session.exec(select(Document).where(Document.address == "A/RES/75/1")).one()
        assert held.cited == 1
    assert dates(archive)["A/RES/75/1"] == first


def test_a_sidecar_and_a_change_back_are_changes(tmp_path: Path) -> None:
    archive, folder = tmp_path / "archive", tmp_path / "texts"
    path = write(folder, 1)
    seen = []
    for item in (None, "5", None):
        sidecar = path.with_suffix(".toml")
        sidecar.write_text(f'agenda_item = "{item}"\n' if item else "", "utf-8")
        run_ingest(archive, folder)
        seen.append(dates(archive)["A/RES/75/1"])
    assert len({added for added, _ in seen}) == 1
    assert seen[0][1] < seen[1][1] < seen[2][1]


def test_an_english_text_that_comes_or_changes_changes_its_document(tmp_path: Path) -> None:
    archive, folder = tmp_path / "archive", tmp_path / "texts"
    folder.mkdir()
    (folder / "zh.xml").write_bytes(CHINESE)
    seen = []
    for title in (None, "One", "One", "Two"):
        if title:
            (folder / "en.xml").write_bytes(chinese.document(english.statement(title=title)))
        run_ingest(archive, folder)
        seen.append(dates(archive)["A/RES/77/213"])
    assert seen[0][1] < seen[1][1] == seen[2][1] < seen[3][1]
    assert len({added for added, _ in seen}) == 1


def test_a_provisional_address_leaves_a_tombstone_and_the_document_its_date(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    path = tmp_path / "draft.txt"
    path.write_text("一项没有文号的文本\n\n大会，\n\n1. 请各国继续工作；\n", "utf-8")
    run_ingest(archive, path)
    first = dates(archive)["x/draft"]
    path.with_suffix(".toml").write_text('symbol = "A/C.3/75/L.1"\n', "utf-8")
    run_ingest(archive, path)
    added, changed = dates(archive)["A/C.3/75/L.1"]
    assert (added, changed > added) == (first[0], True)
    with reading(archive) as session:
        (gone,) = changes.tombstones(session, Span(since=changed))
        assert (gone.address, gone.moved_to, gone.since) == ("x/draft", "A/C.3/75/L.1", changed)
        assert changes.tombstones(session, Span(until=first[1])) == []
    # Another file takes the address: it is held again.
    path.rename(tmp_path / "other.txt")
    path.with_suffix(".toml").rename(tmp_path / "other.toml")
    path.write_text("又一项没有文号的文本\n\n大会，\n\n1. 敦促各国开始对话；\n", "utf-8")
    run_ingest(archive, path)
    with reading(archive) as session:
        assert changes.tombstones(session) == []
    assert "x/draft" in dates(archive)


def test_changes_are_in_order_and_none_is_missed_behind_a_key(tmp_path: Path) -> None:
    archive, folder = tmp_path / "archive", tmp_path / "texts"
    for number in range(1, 6):
        write(folder, number)
    run_ingest(archive, folder)
    with reading(archive) as session:
        first = changes.changed(session, limit=2)
        assert changes.count_changed(session, after=ChangeKey.of(first[-1])) == 3
    # What was read already changes, and moves behind the rest.
    write(folder, 1, "对话")
    run_ingest(archive, folder)
    with reading(archive) as session:
        rest = changes.changed(session, after=ChangeKey.of(first[-1]), limit=10)
        assert [one.address for one in rest] == [f"A/RES/75/{number}" for number in (3, 4, 5, 1)]
        newest = changes.newest_change(session)
        assert newest is not None
        assert newest == rest[-1].changed_at
        assert [one.number for one in changes.changed(session, Span(since=newest), limit=10)] == ["75/1"]
        assert changes.changed(session, Span(since=newest + timedelta(seconds=1)), limit=10) == []
        assert [one.number for one in changes.last_changed(session, limit=3)] == ["75/1", "75/2", "75/3"]


def test_dates_rise_even_if_the_clock_was_set_back(tmp_path: Path) -> None:
    archive, folder = tmp_path / "archive", tmp_path / "texts"
    run_ingest(archive, write(folder, 1))
    release = current_release(archive)
    assert release is not None
    with write_session(release.database) as session:
        before = changes.newest_change(session)
        session.execute(text("UPDATE document SET digest = 'another'"))
        write_change_dates(session, datetime(2001, 1, 1, tzinfo=UTC))
        assert before is not None
        assert changes.newest_change(session) == before + timedelta(seconds=1)


@pytest.mark.parametrize("is_known", [True, False])
def test_an_archive_of_an_earlier_version_keeps_its_days(tmp_path: Path, *, is_known: bool) -> None:
    """The day of the addition, where it was written; else that of the upgrade. What reads the same did not change."""
    archive, folder = tmp_path / "archive", tmp_path / "texts"
    write(folder, 1)
    write(folder, 2)
    (folder / "zh.xml").write_bytes(CHINESE)
    (folder / "en.xml").write_bytes(chinese.document(english.statement()))
    run_ingest(archive, folder)
    make_older(archive, "2025-03-01" if is_known else None)
    write(folder, 2, "对话")
    for path in folder.iterdir():
        path.write_bytes(path.read_bytes() + b"\n")
    assert run_ingest(archive, folder).counts()["updated"] == 4
    upgraded = dates(archive)
    for address in ("A/RES/75/1", "A/RES/77/213"):
        added, changed = upgraded.pop(address)
        assert added == changed
        assert (added == datetime(2025, 3, 1, tzinfo=UTC)) is is_known
        assert is_known or datetime.now(UTC) - added < timedelta(minutes=5)
    ((added, changed),) = upgraded.values()
    assert added < changed


def make_older(archive: Path, added_on: str | None) -> None:
    """Make the current release one of the schema before dates of change."""
    release = current_release(archive)
    assert release is not None
    engine = write_engine(release.database)
    command.downgrade(migration_config(engine), "0013")
    with engine.begin() as connection:
        connection.execute(text("UPDATE addition SET added_on = :day"), {"day": added_on or "2025-03-01"})
        if added_on is None:
            connection.execute(text("DELETE FROM addition"))
    engine.dispose()
    manifest = release.manifest() | {"schema": "0013"}
    release.manifest_path.write_text(json.dumps(manifest), "utf-8")
    seal(release)
