"""The same ingests leave the same rows in both databases, whatever came, changed or went."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Table, select
from sqlmodel import Session, SQLModel

from app.db.release import current_release
from app.db.session import read_session
from app.domain.query import parse
from app.ingest.releases import roll_back
from app.search.engine import Question
from app.settings import ROOT
from tests.conftest import engine_kind, run_ingest
from tests.ingest.test_one_by_one import made_text, make_files
from tests.sources.akn import english
from tests.sources.akn import text as chinese

REFERRED_TO = {"document", "unit", "edition", "edition_unit", "replacement"}
"""Tables whose keys the program gives. Those of others tell the order within a document: SQLite gives one again."""


def rows(archive: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the current release, those below a document in their order."""
    release = current_release(archive)
    assert release is not None
    with read_session(release.database) as session:
        return {table.name: in_order(session, table) for table in SQLModel.metadata.sorted_tables}


def in_order(session: Session, table: Table) -> list[tuple[object, ...]]:
    columns = [column for column in table.c if column.name != "id" or table.name in REFERRED_TO]
    if len(columns) == len(table.c):
        return sorted(map(tuple, session.execute(select(table))), key=repr)
    owner = next(table.c[name] for name in ("unit_id", "document_id", "edition_id") if name in table.c)
    return list(map(tuple, session.execute(select(*columns).order_by(owner.nulls_first(), table.c.id))))


def found(archive: Path) -> list[tuple[int, ...]]:
    """The units that the index finds."""
    release = current_release(archive)
    assert release is not None
    index = engine_kind("tantivy").open(release.index)
    try:
        return [
            tuple(key for hits in index.answer(Question(parse(asked))).documents for key in hits.units)
            for asked in ("真诚对话", "合作", "重申 决定", "cooperate")
        ]
    finally:
        index.close()


def assert_same(archive: Path, other: Path) -> None:
    mine, others = rows(archive), rows(other)
    for table in mine:
        assert others[table] == mine[table], table
    assert found(other) == found(archive)


def steps(folder: Path) -> Iterator[Path]:
    """Files that come one after the other: new, changed, renamed, in English, from a second source."""
    random = Random(7)  # noqa: S311
    files = make_files(folder / "made", random)
    yield folder / "made"
    for file in files[:3]:
        numbers = map(int, file.stem.split("-"))
        file.write_text(made_text(random, *numbers), "utf-8")
    yield folder / "made"
    files[0].write_text(made_text(random, 72, 9), "utf-8")  # another symbol: an address is given up
    yield folder / "made"
    yield ROOT / "data" / "resolutions"
    long = "".join(english.paragraph(str(n), "Urges", "all States to cooperate;") for n in range(1, 9))
    (folder / "other").mkdir()
    for number, body in (("77/213", long), ("77/214", english.BODY)):
        text = chinese.document(english.statement(body, number=number))
        (folder / "other" / f"{number.replace('/', '-')}.xml").write_bytes(text)
    yield folder / "other"
    (folder / "copies").mkdir()
    for path in sorted((ROOT / "data" / "resolutions").glob("*.txt")):
        (folder / "copies" / path.name).write_text(
            path.read_text("utf-8").replace("各国", "每个国家"), "utf-8"
        )
    yield folder / "copies"


def test_the_same_ingests_leave_the_same_rows(
    on_server: Path, tmp_path: Path, still: Callable[[], None]
) -> None:
    still()
    for path in steps(tmp_path / "texts"):
        for archive in (tmp_path / "files", on_server):
            assert run_ingest(archive, path, engine="tantivy").release
        assert_same(tmp_path / "files", on_server)
    for archive in (tmp_path / "files", on_server):
        assert roll_back(archive, None)
    assert_same(tmp_path / "files", on_server)


HOSTILE = {
    "zero": "60/1. 题目\n\n大会，\n\n1. 重申第\x00一件事；\n",
    "large": "60/2. 题目\n\n大会，\n\n1. 重申第一件事。\n\n2022年7月7日第40次会议以99999999999999票赞成、0票反对、0票弃权通过。\n",
    "long": "60/3. " + "很长的题目" * 400 + "\n\n大会，\n\n1. 重申第一件事；\n",
    "incompressible": "60/5. "
    + "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(1900))
    + "\n\n大会，\n\n1. 重申第一件事；\n",
    "percent": "60/4. 100%%s的题目\n\n大会，\n\n1. 重申 :name 和 %(name)s 和 \\N 和\t一件事；\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_texts_may_hold_both_take_or_refuse_alike(
    on_server: Path, tmp_path: Path, still: Callable[[], None], text: str
) -> None:
    still()
    path = tmp_path / "60-1.txt"
    path.write_text(text, "utf-8")
    both = [
        [(one.path, one.status, one.reason) for one in run_ingest(archive, path, engine="tantivy").outcomes]
        for archive in (tmp_path / "files", on_server)
    ]
    assert both[0] == both[1]
    if current_release(tmp_path / "files"):
        assert_same(tmp_path / "files", on_server)
