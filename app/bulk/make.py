"""Makes the package of a release: all tables in one pass each, then what describes them."""

import fcntl
import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from sqlmodel import Session

from app.bulk.bundles import Bundle, write_bundle
from app.bulk.folder import (
    CHECKSUMS,
    DESCRIPTION,
    LISTING,
    Package,
    bulk_folder,
    remove_without_release,
)
from app.bulk.sqlite_file import SqliteFile
from app.bulk.tables import TABLES
from app.db.checksums import sync
from app.db.queries.bulk_rows import READERS
from app.db.release import Release
from app.db.session import read_session
from app.writers.bulk_readme import readme
from app.writers.data_package import TERMS_PATH, TERMS_TITLE, PackedFile, data_package
from app.writers.tables import Row, Table, csv_text, json_lines

_BATCH = 1000
_LEVEL = 6
_MAKING = ".making"
_LOCK = ".lock"
SQLITE = "jueyi.sqlite"
README = "README.md"
_TABLE_ENDINGS = ("csv", "jsonl")

Pause = Callable[[], None]


class BulkBusyError(Exception):
    """Another process makes a package."""


def make_package(
    archive: Path, release: Release, pause: Pause = lambda: None, bundles: Sequence[Bundle] = ()
) -> Package:
    """The package of a release, made if there is none; it is there as a whole or not at all.

    `pause` is called between batches. Raises BulkBusyError at once if another process makes one, OSError where
    nothing can be written.
    """
    package = Package.of(archive, release)
    if not package.files():
        with staged_package(package) as staged:
            if not package.files():
                _fill(staged, release, pause, bundles)
        remove_without_release(archive)
    return package


@contextmanager
def staged_package(package: Package) -> Iterator[Path]:
    """A folder that takes the place of a package at the end, if it has a list of its files then.

    Raises BulkBusyError at once if another process makes one.
    """
    package.path.parent.mkdir(exist_ok=True)
    with _locked(package.path.parent):
        staged = package.path.with_name(_MAKING)
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir()
        try:
            yield staged
            if (staged / LISTING).exists():
                for path in (*staged.iterdir(), staged):
                    sync(path)
                shutil.rmtree(package.path, ignore_errors=True)
                staged.rename(package.path)
                sync(package.path.parent)
        finally:
            shutil.rmtree(staged, ignore_errors=True)


def is_being_made(archive: Path) -> bool:
    """Whether any process makes a package of this archive now, not whether one that was killed left something."""
    folder = bulk_folder(archive)
    if not (folder / _MAKING).is_dir():
        return False
    try:
        with (folder / _LOCK).open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def file_names(bundles: Sequence[Bundle] = ()) -> frozenset[str]:
    """The names of the files that a package has, made or not."""
    tables = (f"{table.name}.{ending}.gz" for table in TABLES for ending in _TABLE_ENDINGS)
    return frozenset({*tables, SQLITE, README, DESCRIPTION, CHECKSUMS, *(bundle.name for bundle in bundles)})


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / _LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BulkBusyError(folder) from error
        yield


@dataclass(frozen=True, slots=True)
class _Making:
    """What a package is made of and where."""

    folder: Path
    release: str
    created: str


def _fill(folder: Path, release: Release, pause: Pause, bundles: Sequence[Bundle]) -> None:
    # What is told of the time is the release's: the same release makes the same files.
    created = str(release.manifest().get("created") or datetime.now(UTC).isoformat(timespec="seconds"))
    making = _Making(folder, release.name, created)
    with read_session(release.database) as session:
        tables = _write_tables(making, session, pause)
        for bundle in bundles:
            write_bundle(folder / bundle.name, bundle.files(session), pause)
    titles = {SQLITE: "全部表格，SQLite", **{bundle.name: bundle.title for bundle in bundles}}
    _describe(making, tables, [_file(folder / name, title) for name, title in titles.items()])


def _write_tables(making: _Making, session: Session, pause: Pause) -> dict[str, int]:
    """Write all tables in all formats. Returns the number of rows of each."""
    written: dict[str, int] = {}
    database = SqliteFile(making.folder / SQLITE)
    try:
        for table in TABLES:
            rows = READERS[table.name](session)
            written[table.name] = _write_table(making.folder, table, rows, database, pause)
        about = {
            "release": making.release,
            "created": making.created,
            "terms": TERMS_TITLE,
            "terms_url": TERMS_PATH,
        }
        database.finish(about)
    finally:
        database.close()
    return written


def _write_table(folder: Path, table: Table, rows: Iterable[Row], database: SqliteFile, pause: Pause) -> int:
    count = 0
    with ExitStack() as stack:
        as_csv, as_json = (
            stack.enter_context(_compressed(folder / f"{table.name}.{ending}.gz"))
            for ending in _TABLE_ENDINGS
        )
        as_csv.write(csv_text([table.names]).encode())
        for batch in _batches(rows):
            as_csv.write(csv_text(batch).encode())
            as_json.write(json_lines(table.names, batch).encode())
            database.insert(table, batch)
            count += len(batch)
            pause()
    return count


@contextmanager
def _compressed(path: Path) -> Iterator[gzip.GzipFile]:
    """A compressed file that does not tell when or from what it was made."""
    with path.open("wb") as file, gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as packed:
        yield packed


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    several = iter(rows)
    while batch := [_without_empty(row) for row in islice(several, _BATCH)]:
        yield batch


def _without_empty(row: Row) -> Row:
    """A row where what is empty is missing: CSV could not tell these apart."""
    return tuple(None if value == "" else value for value in row)


def _describe(making: _Making, rows: dict[str, int], others: list[PackedFile]) -> None:
    """Write the description, the explanation, the checksums, and the list of all files."""
    csv_files, json_files = (
        [
            _file(making.folder / f"{table.name}.{ending}.gz", f"{table.title}，{kind}", rows[table.name])
            for table in TABLES
        ]
        for ending, kind in (("csv", "CSV"), ("jsonl", "JSON Lines"))
    )
    by_table = {table.name: file for table, file in zip(TABLES, csv_files, strict=True)}
    described = data_package(making.release, making.created, TABLES, by_table, [*json_files, *others])
    _write(making.folder / DESCRIPTION, json.dumps(described, ensure_ascii=False, indent=1) + "\n")
    _write(making.folder / README, readme(making.release, making.created, TABLES, csv_files))
    explained = [
        _file(making.folder / README, "说明和条款"),
        _file(making.folder / DESCRIPTION, "各表各列的说明，Data Package"),
    ]
    files = [*csv_files, *json_files, *others, *explained]
    _write(making.folder / CHECKSUMS, "".join(f"{one.sha256}  {one.name}\n" for one in files))
    files.append(_file(making.folder / CHECKSUMS, "校验和"))
    _write(making.folder / LISTING, json.dumps([asdict(one) for one in files], ensure_ascii=False))


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def _file(path: Path, title: str, rows: int | None = None) -> PackedFile:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return PackedFile(path.name, title, os.fstat(file.fileno()).st_size, digest, rows)
