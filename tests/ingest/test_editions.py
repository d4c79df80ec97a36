"""Texts in English beside the Chinese ones: in any order, replaced when changed, left when not."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from sqlmodel import col, select
from typer.testing import CliRunner

from app.cli import cli
from app.db import edition_store, store
from app.db.edition_rows import DivergenceRow, EditionRow, EditionUnitRow, PairingRow
from app.db.models import Source, Unit
from app.db.queries import documents, editions, integrity
from app.db.release import current_release
from app.db.session import Rows, read_session, write_session
from app.domain.editions.lexicon import Lexicon
from app.domain.editions.model import Divergence, Pairing
from app.ingest.checks import check_release
from app.ingest.run import ReleaseConfig, ingest
from app.settings import shipped_names
from tests.conftest import Silent, engine_kind, run_ingest
from tests.sources.akn import english
from tests.sources.akn import text as chinese

CHINESE = chinese.document(
    chinese.statement(
        "".join(
            chinese.paragraph(f"{number}.", f'<span class="bold">请</span>各国继续第{number}项工作；')
            for number in range(1, 4)
        )
    )
)
ENGLISH = chinese.document(english.statement())


def database(archive: Path) -> Rows:
    release = current_release(archive)
    assert release is not None
    return release.database


def texts(archive: Path, address: str = "A/RES/77/213") -> tuple[list[str], list[str]]:
    """The places of the Chinese and of the English text."""
    with read_session(database(archive)) as session:
        held = documents.by_address(session, address)
        assert held is not None
        edition = editions.edition_of(session, held)
        english_text = editions.edition_text(session, edition) if edition else None
        shown = documents.resolution(session, held)
        return (
            [unit.anchor for unit in shown.units],
            [unit.anchor for unit in english_text.units] if english_text else [],
        )


PLACES = ["pp/1", "op/1", "op/2", "op/3"]


@pytest.mark.parametrize("names", [("a-zh.xml", "b-en.xml"), ("b-zh.xml", "a-en.xml")])
def test_both_languages_are_tied_by_symbol_in_one_run(tmp_path: Path, names: tuple[str, str]) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / names[0]).write_bytes(CHINESE)
    (folder / names[1]).write_bytes(ENGLISH)
    assert run_ingest(tmp_path / "archive", folder).counts()["added"] == 2
    assert texts(tmp_path / "archive") == (PLACES, PLACES)
    again = run_ingest(tmp_path / "archive", folder)
    assert (again.counts()["unchanged"], again.release) == (2, None)


def test_english_alone_makes_a_document_that_the_chinese_text_takes_over(tmp_path: Path) -> None:
    folder, archive = tmp_path / "texts", tmp_path / "archive"
    folder.mkdir()
    (folder / "en.xml").write_bytes(ENGLISH)
    assert run_ingest(archive, folder).counts()["added"] == 1
    assert texts(archive) == ([], PLACES)
    with read_session(database(archive)) as session:
        held = documents.by_address(session, "a/res/77/213")
        assert held is not None
        assert (held.title, held.language, held.meeting) == (
            "Enhancement of international cooperation",
            "English",
            "第54次全体会议(续会)",
        )
        assert not session.exec(select(Unit).where(Unit.kind != None)).all()  # noqa: E711  in SQL
    (folder / "zh.xml").write_bytes(CHINESE)
    summary = run_ingest(archive, folder)
    assert (summary.counts()["added"], summary.counts()["unchanged"]) == (1, 1)
    assert texts(archive) == (PLACES, PLACES)
    with read_session(database(archive)) as session:
        held = documents.by_address(session, "A/RES/77/213")
        assert held is not None
        assert (held.title, held.language) == ("增进国际合作", None)
        assert not documents.versions(session, held)


def test_a_changed_english_file_replaces_its_text_and_leaves_the_chinese_one(tmp_path: Path) -> None:
    folder, archive = tmp_path / "texts", tmp_path / "archive"
    folder.mkdir()
    (folder / "zh.xml").write_bytes(CHINESE)
    (folder / "en.xml").write_bytes(ENGLISH)
    run_ingest(archive, folder)
    more = english.BODY + english.paragraph("4", "Decides", "to remain seized of the matter.")
    (folder / "en.xml").write_bytes(chinese.document(english.statement(more)))
    summary = run_ingest(archive, folder)
    assert (summary.counts()["updated"], summary.counts()["unchanged"]) == (1, 1)
    assert texts(archive) == (PLACES, [*PLACES, "op/4"])


PLAIN = """A/RES/77/213
General Assembly
Seventy-seventh session
Resolution adopted by the General Assembly on 15 December 2022
77/213. Enhancement of international cooperation
The General Assembly,
Recalling also the Universal Declaration of Human Rights,
1. Welcomes the report of the Secretary-General;
2. Also notes with appreciation the fine work of the “Group of Friends” “for all”:
3. Calls upon all States to continue their cooperation.
54th (resumed) plenary meeting
15 December 2022
"""


def shown(archive: Path) -> tuple[str, list[str], list[tuple[str, str | None]]]:
    """The file whose English text is shown, the other files, and what is told as doubtful."""
    with read_session(database(archive)) as session:
        held = documents.by_address(session, "A/RES/77/213")
        edition = editions.edition_of(session, held) if held else None
        assert edition is not None
        others = [source.path for source in editions.other_sources(session, edition)]
        told = [(problem.message, problem.anchor) for problem in editions.problems_of(edition)]
        return edition.path, others, told


def test_another_english_file_of_the_same_text_is_another_source(tmp_path: Path) -> None:
    folder, archive = tmp_path / "texts", tmp_path / "archive"
    folder.mkdir()
    (folder / "a.xml").write_bytes(ENGLISH)
    (folder / "b.xml").write_bytes(ENGLISH + b"\n")
    assert run_ingest(archive, folder).counts()["merged"] == 1
    assert shown(archive) == ("a.xml", ["b.xml"], [])
    assert run_ingest(archive, folder).counts()["unchanged"] == 2


@pytest.mark.parametrize("first", ["a.txt", "z.txt"])
def test_the_better_structured_of_several_files_is_shown_and_differences_are_told(
    tmp_path: Path, first: str
) -> None:
    folder, archive = tmp_path / "texts", tmp_path / "archive"
    folder.mkdir()
    (folder / "m.xml").write_bytes(ENGLISH)
    (folder / first).write_text(PLAIN)
    run_ingest(archive, folder)
    told = [(f"另一来源 {first} 的文字不同", "op/2")]
    assert shown(archive) == ("m.xml", [first], told)
    (folder / first).write_text(PLAIN.replace("fine ", ""))
    run_ingest(archive, folder)
    assert shown(archive) == ("m.xml", [first], [])


def test_another_english_file_with_another_text_is_refused_by_name(tmp_path: Path) -> None:
    folder, archive = tmp_path / "texts", tmp_path / "archive"
    folder.mkdir()
    (folder / "a.xml").write_bytes(ENGLISH)
    other = "".join(english.paragraph(str(number), "Urges", f"herders {number}0 times;") for number in (1, 2))
    (folder / "b.xml").write_bytes(chinese.document(english.statement(other)))
    (refused,) = run_ingest(archive, folder).refused
    assert refused.reason == "文号 A/RES/77/213 的英文本已由 a.xml 收录，文字却不同"


def test_an_english_plain_text_is_tied_to_the_chinese_one(tmp_path: Path) -> None:
    folder, archive = tmp_path / "texts", tmp_path / "archive"
    folder.mkdir()
    (folder / "en.txt").write_text(PLAIN)
    run_ingest(archive, folder)
    assert texts(archive) == ([], PLACES)
    (folder / "zh.xml").write_bytes(CHINESE)
    run_ingest(archive, folder)
    assert texts(archive) == (PLACES, PLACES)


@pytest.fixture
def both(tmp_path: Path) -> Path:
    """An archive with one document in both languages."""
    folder, archive = tmp_path / "texts", tmp_path / "archive"
    folder.mkdir()
    (folder / "zh.xml").write_bytes(CHINESE)
    (folder / "en.xml").write_bytes(ENGLISH)
    run_ingest(archive, folder)
    return archive


def test_an_alignment_is_kept_until_one_of_the_texts_changes(both: Path) -> None:
    with write_session(database(both)) as session:
        assert not list(editions.not_aligned(session))
        session.execute(update(EditionRow).values(is_aligned=False))
        ((key, first, second),) = list(editions.not_aligned(session))
        assert [unit.anchor for unit in first.units] == [unit.anchor for unit in second.units] == PLACES
        pairings = [
            Pairing((0,), (0,), "place", 1.0),
            Pairing((1, 2), (1,), "merged", 0.7),
            Pairing((), (2,), "words", 1.0),
            Pairing((3,), (3,), "place", 1.0),
        ]
        edition_store.put_alignment(session, key, pairings, [(3, 3, Divergence("number", "3", "4"))])
        assert not list(editions.not_aligned(session))
        rows = session.exec(select(PairingRow.n, PairingRow.unit_id, PairingRow.edition_unit_id)).all()
        assert [(n, unit is None, other is None) for n, unit, other in rows] == [
            (0, False, False),
            (1, False, False),
            (1, False, False),
            (2, True, False),
            (3, False, False),
        ]
        with pytest.raises(IndexError):
            edition_store.put_alignment(session, key, [Pairing((4,), (0,), "place", 1.0)])
        edition_store.put_alignment(session, key, pairings)
        assert not integrity.pairings_of_others(session)
        held = documents.by_address(session, "A/RES/77/213")
        assert held is not None
        store.replace_text(session, held, first, first)
        assert not session.exec(select(PairingRow)).all()
        assert not session.exec(select(DivergenceRow)).all()
        assert len(list(editions.not_aligned(session))) == 1


def paired_places(archive: Path) -> list[tuple[str | None, str | None, str]]:
    """The places of each pairing in both texts, and what it rests on."""
    with read_session(database(archive)) as session:
        chosen = (
            select(Unit.anchor, EditionUnitRow.anchor, PairingRow.how)
            .select_from(PairingRow)
            .outerjoin(Unit, col(Unit.id) == PairingRow.unit_id)
            .outerjoin(EditionUnitRow, col(EditionUnitRow.id) == PairingRow.edition_unit_id)
        )
        return list(session.exec(chosen.order_by(col(PairingRow.n))).all())


def test_an_ingest_aligns_what_has_come_or_changed(both: Path) -> None:
    assert paired_places(both) == [(place, place, "place") for place in PLACES]
    changed = both.parent / "texts" / "en.xml"
    shorter = english.paragraph("1", "Welcomes", "the report of the Secretary-General;")
    changed.write_bytes(chinese.document(english.statement(shorter)))
    run_ingest(both, both.parent / "texts")
    assert paired_places(both) == [
        *((place, place, "place") for place in PLACES[:2]),
        *((place, None, "words") for place in PLACES[2:]),
    ]


def test_texts_aligned_by_other_words_are_aligned_anew(both: Path) -> None:
    with write_session(database(both)) as session:
        session.execute(update(PairingRow).values(how="moved"))
    config = ReleaseConfig(shipped_names(), engine_kind(), lexicon=Lexicon({}, {}))
    assert ingest([both.parent / "texts"], both, config, Silent()).release
    assert {how for _, _, how in paired_places(both)} == {"place"}


def test_values_that_differ_are_kept_with_both_units(tmp_path: Path) -> None:
    folder, archive = tmp_path / "texts", tmp_path / "archive"
    folder.mkdir()
    body = chinese.paragraph("1.", '<span class="bold">请</span>秘书长向72国提出报告；')
    (folder / "zh.xml").write_bytes(chinese.document(chinese.statement(body)))
    body = english.paragraph("1", "Requests", "the Secretary-General to report to 77 States;")
    (folder / "en.xml").write_bytes(chinese.document(english.statement(body)))
    run_ingest(archive, folder)
    with read_session(database(archive)) as session:
        ((kind, zh, en),) = session.exec(
            select(DivergenceRow.kind, DivergenceRow.chinese_values, DivergenceRow.english_values)
        ).all()
    assert (kind, zh, en) == ("number", "72", "77")


def test_check_finds_pairings_of_other_texts_and_editions_without_text(both: Path) -> None:
    other = both.parent / "texts" / "other.xml"
    other.write_bytes(chinese.document(english.statement(number="77/214")))
    run_ingest(both, both.parent / "texts")
    engine, release = engine_kind(), current_release(both)
    assert release is not None
    with write_session(release.database) as session, closing(engine.open(release.index)) as index:
        assert not list(check_release(session, index))
        key = session.exec(select(EditionRow.id).where(col(EditionRow.path) == "en.xml")).one() or 0
        edition_store.put_alignment(session, key, [Pairing((0,), (0,), "place", 1.0)])
        elsewhere = session.exec(select(EditionUnitRow.id).where(EditionUnitRow.edition_id != key)).first()
        session.execute(update(PairingRow).values(edition_unit_id=elsewhere))
        assert next(check_release(session, index)) == "有1处中英对应不在同一份文件里"
        session.execute(delete(EditionUnitRow).where(col(EditionUnitRow.edition_id) == key))
        assert "有1份英文本没有任何段落" in list(check_release(session, index))


def test_the_manifest_and_check_name_english_sources(both: Path) -> None:
    release = current_release(both)
    assert release is not None
    sources = release.manifest()["sources"]
    assert isinstance(sources, list)
    assert [one["path"] for one in sources] == ["en.xml", "zh.xml"]
    english_file = both.parent / "texts" / "en.xml"
    english_file.write_bytes(english_file.read_bytes() + b"\n")
    told = CliRunner().invoke(cli, ["check", "--archive", str(both)])
    assert "en.xml" in told.output


def test_an_english_text_names_its_source_once(both: Path) -> None:
    with read_session(database(both)) as session:
        assert [one.path for one in session.exec(select(Source)).all()] == ["zh.xml"]
