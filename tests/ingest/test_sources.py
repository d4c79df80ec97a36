"""Texts that arrive from several sources, or again."""

import re
from pathlib import Path

from app.db.queries import documents
from app.db.release import current_release
from app.db.session import read_session
from tests.conftest import TEXTS, run_ingest
from tests.sources.akn.text import document, paragraph, statement

VERB = '<span class="bold">请</span>'
BODY = "".join(paragraph(f"{number}.", f"{VERB}各国继续第{number}项工作；") for number in range(1, 9))


def sources_of(archive: Path, address: str) -> list[tuple[str, str, bool]]:
    release = current_release(archive)
    assert release is not None
    with read_session(release.database) as session:
        held = documents.by_address(session, address)
        assert held is not None
        return [(one.path, one.format, one.is_shown) for one in documents.sources(session, held)]


def as_text(content: str = BODY) -> str:
    """The same text as a word processor would write it."""
    plain = re.sub(r"<[^>]*>|\t", "", content.replace("</paragraph>", "\n\n").replace("</num>", " "))
    return f"77/213. 增进国际合作\n\n大会，\n\n重申人权，\n\n{plain}\n2022年12月15日\n"


def test_of_text_and_xml_the_xml_is_shown_whichever_comes_first(tmp_path: Path) -> None:
    (tmp_path / "first.txt").write_text(as_text(), "utf-8")
    run_ingest(tmp_path / "archive", tmp_path)
    (tmp_path / "second.xml").write_bytes(document(statement(BODY)))
    summary = run_ingest(tmp_path / "archive", tmp_path)
    assert summary.counts()["merged"] == 1
    both = [("second.xml", "akn", True), ("first.txt", "text", False)]
    assert sources_of(tmp_path / "archive", "A/RES/77/213") == both
    again = run_ingest(tmp_path / "archive", tmp_path)
    assert again.counts()["unchanged"] == 2

    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.xml").write_bytes(document(statement(BODY)))
    (tmp_path / "other" / "b.txt").write_text(as_text(), "utf-8")
    run_ingest(tmp_path / "other" / "archive", tmp_path / "other")
    assert sources_of(tmp_path / "other" / "archive", "A/RES/77/213") == [
        ("a.xml", "akn", True),
        ("b.txt", "text", False),
    ]


def test_a_reissue_replaces_the_text_and_leaves_it_readable(tmp_path: Path) -> None:
    (tmp_path / "A_RES_77_213.xml").write_bytes(document(statement(BODY)))
    (tmp_path / "A_RES_77_213_reissue.xml").write_bytes(
        document(statement(BODY.replace("第3项", "第三项") + paragraph("9.", f"{VERB}秘书长报告。")))
    )
    summary = run_ingest(tmp_path / "archive", tmp_path)
    assert summary.counts() | {"refused": 0} == summary.counts()
    release = current_release(tmp_path / "archive")
    assert release is not None
    with read_session(release.database) as session:
        held = documents.by_address(session, "A/RES/77/213")
        assert held is not None
        shown = documents.resolution(session, held)
        former = [documents.former_text(version) for version in documents.versions(session, held)]
    assert (len(shown.paragraphs), shown.head.remarks) == (10, ("来源文件名标明为重新印发(reissue)",))
    assert [len(text.paragraphs) for text in former] == [9]
    assert run_ingest(tmp_path / "archive", tmp_path).counts()["unchanged"] == 2


def test_a_text_that_was_issued_before_the_one_held_is_kept_as_a_former_one(tmp_path: Path) -> None:
    issued = '<p><docDate date="{}" refersTo="#dateOfIssuance">x</docDate></p></coverPage>'
    other = BODY.replace("各国", "秘书长酌情为此")
    for name, body, day in (("a_late", BODY, "2023-02-01"), ("b_early", other, "2023-01-05")):
        content = statement(body).replace("</coverPage>", issued.format(day))
        (tmp_path / f"{name}.xml").write_bytes(document(content))
    summary = run_ingest(tmp_path / "archive", tmp_path)
    assert summary.counts()["merged"] == 1
    assert sources_of(tmp_path / "archive", "A/RES/77/213")[0] == ("a_late.xml", "akn", True)
    assert run_ingest(tmp_path / "archive", tmp_path).counts()["unchanged"] == 2


def test_a_place_that_a_better_reading_gives_up_leads_on(tmp_path: Path) -> None:
    body = paragraph("", "一", "H1") + BODY + paragraph("", "二", "H1") + BODY.replace("项工作", "件事务")
    (tmp_path / "text.xml").write_bytes(document(statement(BODY)))
    run_ingest(tmp_path / "archive", tmp_path)
    (tmp_path / "text.xml").write_bytes(document(statement(body)))
    run_ingest(tmp_path / "archive", tmp_path)
    release = current_release(tmp_path / "archive")
    assert release is not None
    with read_session(release.database) as session:
        assert documents.redirect(session, "A/RES/77/213/op/3") == "A/RES/77/213/sec/1/op/3"


def test_the_shipped_texts_still_go_in_beside_xml(tmp_path: Path) -> None:
    (tmp_path / "text.xml").write_bytes(document(statement(BODY, number="77/999", cover="A/RES/77/999")))
    summary = run_ingest(tmp_path / "archive", tmp_path, *TEXTS)
    assert summary.counts()["added"] == len(TEXTS) + 1
