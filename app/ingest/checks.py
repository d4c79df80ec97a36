"""Checks of a release, before it is published and on demand."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from app.db.queries import integrity, listing
from app.db.queries.indexing import (
    IndexedUnit,
    count_units,
    keys_of,
    manifest_sources,
    sample_units,
    units_to_index,
)
from app.db.release import Release
from app.db.session import read_session
from app.domain.english_text import fold_english
from app.domain.instruments import INSTRUMENT_PREFIX
from app.domain.places import plain_label, split_address
from app.domain.query import SearchQuery
from app.domain.query.terms import English, Phrase
from app.domain.symbols import Symbol
from app.domain.text import fold
from app.search.engine import Question, SearchEngine, SearchUnavailableError
from app.search.engine_registry import EngineKind

_SAMPLE = 40
"""Number of units, evenly spread, that the index must find by their own text."""

_SAMPLE_LENGTH = 100
"""Length of the searched beginning of a unit, in characters."""

_TELLING = 12
"""The least length of a phrase whose hits are all read: a shorter one may stand in half of all texts."""

_SAMPLE_WORDS = 15
"""Length of the searched beginning of the English beside it, in words."""

_OPERATIVE = re.compile(r"(?:.*/)?op/(?P<number>[^/~]+)(?:~[0-9]+)?")


def damage(release: Release, engine: EngineKind, damaged: Sequence[str]) -> list[str]:
    """What is wrong in a release, in Chinese: its damaged files (`db.checksums`), and only if there is none, its contents.

    Raises SearchUnavailableError if its index lies elsewhere and does not answer.
    """
    if damaged:
        return [f"{name} 缺失或已损坏" for name in damaged]
    try:
        if lost := engine.damages(release.index, thorough=True):
            return [*lost]
        with read_session(release.database) as session, closing(engine.open(release.index)) as index:
            return list(check_release(session, index))
    except SearchUnavailableError:  # which may be sound
        raise
    except FileNotFoundError as missing:
        return [f"缺少 {missing}"]
    except DatabaseError as error:
        return [unreadable(error)]
    except Exception as error:  # whatever a damaged file makes an engine raise
        return [f"索引无法读取：{error!r}"]


def unreadable(error: DatabaseError) -> str:
    """What is told of a database that cannot be read."""
    return f"数据库无法读取：{error.orig or error}"


def check_release(
    session: Session, index: SearchEngine, written: Collection[str] | None = None
) -> Iterator[str]:
    """Problems of a release, in Chinese; nothing if it is sound.

    `written` are the addresses of the documents written since it was checked, None to check everything: the rows of
    others are those whose checksums were compared. Raises DatabaseError if the database cannot be read.
    """
    keys = None
    if written is None:
        yield from integrity.damage(session)
    else:
        keys = keys_of(session, written)
    yield from _rows(session, keys)
    yield from _places(session, keys)
    units, indexed = count_units(session), index.count()
    if units != indexed:
        yield f"数据库有{units}个检索单元，索引有{indexed}个"
    yield from _sample(index, sample_units(session, _SAMPLE))
    if written is not None:
        yield from _sample(index, list(islice(units_to_index(session, set(written)), _SAMPLE)))


def changed_sources(session: Session) -> Iterator[str]:
    """Source files changed since they were read, in Chinese. Missing files are ignored; the archive itself is sound."""
    for location, path, sha256 in integrity.source_file_hashes(session):
        file = Path(location)
        if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
            yield f"来源文件 {path} 在收录之后有改动，尚未重新收录"


def check_manifest(session: Session, release: Release) -> Iterator[str]:
    """Differences between a release and its manifest, in Chinese: document count and hashes of sources."""
    try:
        manifest = json.loads(release.manifest_path.read_text(encoding="utf-8"))
        recorded = (manifest["documents"], {(one["path"], one["sha256"]) for one in manifest["sources"]})
    except FileNotFoundError:
        yield f"缺少 {release.manifest_path.name}"
        return
    except (ValueError, KeyError, TypeError, RecursionError):
        yield f"{release.manifest_path.name} 无法读取"
        return
    if recorded != (listing.count(session), {source[:2] for source in manifest_sources(session)}):
        yield f"{release.manifest_path.name} 所记的文件数或来源与数据库不同"


def _rows(session: Session, keys: Collection[int] | None) -> Iterator[str]:
    counted = (
        (integrity.documents_without_text(session, keys), "份文件没有任何段落"),
        (integrity.documents_without_source(session, keys), "份文件没有来源"),
        (integrity.editions_without_text(session, keys), "份英文本没有任何段落"),
        (integrity.pairings_of_others(session, keys), "处中英对应不在同一份文件里"),
        (integrity.citations_beyond_their_text(session, keys), "处引用不在它所说的位置"),
        (integrity.marks_beyond_their_text(session, keys), "个注号在段落之外"),
        (
            integrity.replacements_beyond_their_text(session) if keys is None else 0,
            "处改换的措辞不在它所说的位置",
        ),
        (sum(not _has_address(target) for target in integrity.targets(session, keys)), "个被引文号没有网址"),
    )
    for count, what in counted:
        if count:
            yield f"有{count}{what}"
    for tally in integrity.unreported_tallies(session, keys):
        yield f"{tally.address} 的 {tally.vote} 票数是{tally.printed}，名单有{tally.listed}国，没有报告"


def _has_address(target: str) -> bool:
    return target.startswith(INSTRUMENT_PREFIX) or Symbol.read(target) is not None


def _places(session: Session, keys: Collection[int] | None) -> Iterator[str]:
    """Check that every address leads back to its place, and that `op/N` is the paragraph printed with number N."""
    wrong: Counter[str] = Counter()
    for address, anchor, number in integrity.places(session, keys):
        if split_address(f"{address}/{anchor}") != (address, anchor):
            wrong[f"{address} 有网址到不了的段落"] += 1
        found = _OPERATIVE.fullmatch(anchor)
        if found and number and plain_label(number) != found["number"]:
            wrong[f"{address} 有段落的网址与所印编号不同"] += 1
    for address, place in integrity.edition_places(session, keys):
        if split_address(f"{address}/{place}") != (address, place):
            wrong[f"{address} 的英文本有网址到不了的段落"] += 1
    yield from (f"{what}（{count} 处）" for what, count in wrong.items())


def _sample(index: SearchEngine, units: Sequence[IndexedUnit]) -> Iterator[str]:
    for unit in units:
        folded = fold(unit.text)
        # A phrase must not end inside a number or a Latin word: only whole ones match.
        phrase = re.sub("[0-9a-z]+$", "", folded[:_SAMPLE_LENGTH])
        # No engine is asked for a single character: all texts would be looked through.
        if len(phrase) > 1 and not _finds_text(index, phrase, unit.id, folded):
            yield f"检索“{phrase}”找不到 {unit.address} 中含有它的段落"
        for text in unit.english:
            words = " ".join(fold_english(text).split()[:_SAMPLE_WORDS])
            if words and not _finds(index, SearchQuery(words, English(words), sort="oldest"), unit.id):
                yield f"检索英文“{words}”找不到 {unit.address} 中与它对应的段落"


def _finds_text(index: SearchEngine, phrase: str, unit: int, folded: str) -> bool:
    if len(phrase) < _TELLING:
        return index.fault(unit, folded) is None
    return _finds(index, SearchQuery(phrase, Phrase(phrase, phrase, quoted=True), sort="oldest"), unit)


def _finds(index: SearchEngine, query: SearchQuery, unit: int) -> bool:
    found = index.answer(Question(query, size=1_000_000, counted=())).documents
    return any(unit in hits.units for hits in found)
