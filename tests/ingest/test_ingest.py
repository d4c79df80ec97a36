"""Files go in, are refused with a reason, or change nothing; through the real steps on real folders."""

import json
import os
import shutil
from pathlib import Path

import pytest

from app.db.queries import documents, listing
from app.db.release import current_release
from app.db.session import read_session
from app.domain.organs import Names
from app.domain.resolution import Resolution
from app.ingest.files import MAX_BYTES
from app.ingest.outcome import Summary
from app.ingest.publication import ArchiveBusyError, locked
from app.ingest.reading import with_citations
from app.settings import ROOT
from tests.conftest import TEXTS, run_ingest

TEXT = """人权理事会2022年7月7日通过的决议

50/40. 试验

人权理事会，

回顾大会第70/1号决议，

1. 重申各国有义务开展真诚对话，以促进和保护所有人的一切人权和基本自由；

2. 请秘书长向人权理事会第五十三届会议提交报告，说明在这方面取得的进展；

3. 决定继续审议此事。

2022年7月7日
第39次会议
"""
OTHER = (
    TEXT.replace("真诚对话", "完全不同的另一件事情")
    .replace("秘书长", "全体会员国和所有专门机构")
    .replace("提交报告，说明在这方面取得的进展", "采取必要措施")
)


def reasons(summary: Summary) -> dict[str, str]:
    return {outcome.path: outcome.reason for outcome in summary.refused}


def held(archive: Path, address: str) -> Resolution | None:
    release = current_release(archive)
    assert release is not None
    with read_session(release.database) as session:
        document = documents.by_address(session, address)
        return documents.resolution(session, document) if document else None


def total(archive: Path) -> int:
    release = current_release(archive)
    assert release is not None
    with read_session(release.database) as session:
        return listing.count(session)


def test_the_five_go_in_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    first = run_ingest(archive, ROOT / "data")
    assert first.counts() == {"read": 5, "added": 5, "updated": 0, "unchanged": 0, "merged": 0, "refused": 0}
    second = run_ingest(archive, ROOT / "data")
    assert second.counts() == {"read": 5, "added": 0, "updated": 0, "unchanged": 5, "merged": 0, "refused": 0}
    assert second.release is None
    manifest = json.loads((archive / "current" / "release.json").read_text("utf-8"))
    assert (manifest["documents"], manifest["engine"]) == (5, "whoosh")
    assert {source["path"] for source in manifest["sources"]} == {
        f"resolutions/{path.name}" for path in TEXTS
    }


def test_bad_files_are_refused_with_their_reason_and_the_others_go_in(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "good.txt").write_text(TEXT, "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(128)))
    (folder / "paper.txt").write_bytes(b"%PDF-1.7\n" + bytes(range(128)))
    (folder / "story.txt").write_text("从前有一座山，山上有一座庙。\n" * 20, "utf-8")
    (folder / "huge.txt").write_bytes(b"\n" * (MAX_BYTES + 1))
    (folder / "text.xml").write_text("<xml/>", "utf-8")
    (folder / "loose.txt").symlink_to(tmp_path / "nowhere")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "side.txt").write_text(TEXT.replace("50/40", "50/41"), "utf-8")
    (folder / "side.toml").write_text("symbol = 5\n", "utf-8")
    summary = run_ingest(tmp_path / "archive", folder, tmp_path / "missing.txt", tmp_path / "missing")
    found = reasons(summary)
    assert {name: reason[:4] for name, reason in found.items()} == {
        "empty.txt": "是空文件",
        "binary.txt": "是二进制",
        "paper.txt": "PDF ",
        "story.txt": "没有任何",
        "huge.txt": "超过 1",
        "text.xml": "不是联合",
        "loose.txt": "是指向文",
        "pipe.txt": "不是普通",
        "loop.txt": "没有这个",
        "side.txt": "旁注文件",
        "missing.txt": "没有这个",
        "missing": "没有这个",
    }
    assert summary.counts()["added"] == 1
    assert held(tmp_path / "archive", "A/HRC/RES/50/40") is not None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_other_encodings_give_the_same_text(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "text.txt").write_text(TEXT, encoding)
    run_ingest(tmp_path / "archive", tmp_path / "text.txt")
    resolution = held(tmp_path / "archive", "A/HRC/RES/50/40")
    assert resolution is not None
    assert resolution.paragraphs[-1].text == "决定继续审议此事。"


def test_the_same_text_twice_is_one_document_with_two_sources(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.txt").write_text(TEXT.replace("此事", "此问题"), "utf-8")
    archive = tmp_path / "archive"
    summary = run_ingest(archive, tmp_path / "a.txt", tmp_path / "b.txt")
    assert summary.counts() | {"read": 2} == {
        "read": 2,
        "added": 1,
        "updated": 0,
        "unchanged": 0,
        "merged": 1,
        "refused": 0,
    }
    release = current_release(archive)
    assert release is not None
    with read_session(release.database) as session:
        document = documents.by_address(session, "A/HRC/RES/50/40")
        assert document is not None
        assert [source.path for source in documents.sources(session, document)] == ["a.txt", "b.txt"]
    assert run_ingest(archive, tmp_path / "a.txt", tmp_path / "b.txt").counts()["unchanged"] == 2


def test_two_different_texts_under_one_symbol_do_not_both_go_in(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.txt").write_text(OTHER, "utf-8")
    archive = tmp_path / "archive"
    summary = run_ingest(archive, tmp_path / "a.txt", tmp_path / "b.txt")
    assert reasons(summary) == {"b.txt": "文号 A/HRC/RES/50/40 与 a.txt 相同，文字却不同"}
    # also where the first of them was there before
    again = run_ingest(archive, tmp_path / "a.txt", tmp_path / "b.txt")
    assert again.counts()["unchanged"] == 1
    assert list(reasons(again)) == ["b.txt"]
    assert again.release is None


def test_a_changed_file_replaces_its_text_and_the_former_one_is_kept(tmp_path: Path) -> None:
    path, archive = tmp_path / "a.txt", tmp_path / "archive"
    path.write_text(TEXT, "utf-8")
    run_ingest(archive, path)
    path.write_text(OTHER, "utf-8")
    assert run_ingest(archive, path).counts()["updated"] == 1
    resolution = held(archive, "A/HRC/RES/50/40")
    assert resolution is not None
    assert "另一件事情" in resolution.paragraphs[1].text
    release = current_release(archive)
    assert release is not None
    with read_session(release.database) as session:
        document = documents.by_address(session, "A/HRC/RES/50/40")
        assert document is not None
        (version,) = documents.versions(session, document)
        assert "真诚对话" in documents.former_text(version).paragraphs[1].text
        assert (version.n, len(version.sha256)) == (1, 64)


def test_a_sidecar_gives_a_draft_its_symbol_and_the_provisional_address_leads_there(tmp_path: Path) -> None:
    path, archive = tmp_path / "draft.txt", tmp_path / "archive"
    path.write_text("第三委员会\n\n中国：决议草案\n\n题目\n\n大会，\n\n1. 重申此事。\n", "utf-8")
    run_ingest(archive, path)
    assert held(archive, "x/draft") is not None
    path.with_suffix(".toml").write_text('symbol = "A/C.3/75/L.1"\n', "utf-8")
    assert run_ingest(archive, path).counts()["updated"] == 1
    assert held(archive, "x/draft") is None
    assert held(archive, "A/C.3/75/L.1") is not None
    release = current_release(archive)
    assert release is not None
    with read_session(release.database) as session:
        assert documents.redirect(session, "x/draft") == "A/C.3/75/L.1"
    assert total(archive) == 1


def test_old_releases_go_but_the_last_one(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    for number in range(4):
        path = tmp_path / f"{number}.txt"
        path.write_text(TEXT.replace("50/40", f"50/{40 + number}"), "utf-8")
        run_ingest(archive, path)
    assert len(list((archive / "releases").iterdir())) == 2
    assert total(archive) == 4


def test_two_ingests_at_once_do_not_meet(tmp_path: Path) -> None:
    with locked(tmp_path / "archive"), pytest.raises(ArchiveBusyError):
        run_ingest(tmp_path / "archive", ROOT / "data")


def test_nothing_is_published_where_everything_is_refused(tmp_path: Path) -> None:
    summary = run_ingest(tmp_path / "archive", tmp_path / "missing.txt")
    assert summary.counts()["refused"] == 1
    assert current_release(tmp_path / "archive") is None
    assert not list((tmp_path / "archive" / "releases").glob("*"))


def test_the_archive_may_lie_anywhere(tmp_path: Path) -> None:
    archive = tmp_path / "a b#c?d%20e' 归档"
    assert run_ingest(archive, ROOT / "data").counts()["added"] == 5
    assert run_ingest(archive, ROOT / "data").counts()["unchanged"] == 5
    assert total(archive) == 5


def test_very_long_texts_of_one_document_are_compared_in_bounded_time(tmp_path: Path) -> None:
    paragraphs = "\n\n".join(f"{number}. 重申{'各国继续开展真诚对话，' * 40}；" for number in range(3, 600))
    long = TEXT.replace("3. 决定继续审议此事。", paragraphs)
    (tmp_path / "a.txt").write_text(long, "utf-8")
    (tmp_path / "b.txt").write_text(long.replace("真诚对话，以", "真诚对话，"), "utf-8")
    assert run_ingest(tmp_path / "archive", tmp_path / "a.txt", tmp_path / "b.txt").counts()["merged"] == 1


def test_a_file_or_folder_without_permission_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests may run as root, whom no permission stops; so the refusal of the system is played."""
    folder = tmp_path / "texts"
    (folder / "locked").mkdir(parents=True)
    (folder / "good.txt").write_text(TEXT, "utf-8")
    (folder / "bad.txt").write_text(TEXT, "utf-8")
    scandir, opened = os.scandir, os.open

    def refuse(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    def open_or_refuse(path: str | Path, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if str(path).endswith("bad.txt"):
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setattr(os, "open", open_or_refuse)
    summary = run_ingest(tmp_path / "archive", folder)
    assert reasons(summary) == {
        "bad.txt": "无法打开：Permission denied",
        "locked": "没有读取这个文件夹的权限",
    }
    assert summary.counts()["added"] == 1


def test_a_fault_in_reading_one_file_keeps_no_other_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.txt").write_text(TEXT.replace("50/40", "50/41"), "utf-8")

    def cited(resolution: Resolution, names: Names) -> Resolution:
        if resolution.id.endswith("41"):
            raise RuntimeError
        return with_citations(resolution, names)

    monkeypatch.setattr("app.ingest.reading.with_citations", cited)
    summary = run_ingest(tmp_path / "archive", tmp_path)
    assert reasons(summary) == {"b.txt": "读取程序出错（RuntimeError），请报告这个文件"}
    assert summary.counts()["added"] == 1


def test_a_unit_whose_sample_would_end_inside_a_number_is_no_fault(tmp_path: Path) -> None:
    long = "甲" * 91
    (tmp_path / "a.txt").write_text(TEXT.replace("真诚对话", f"{long}，见A/HRC/RES/50/4号文件"), "utf-8")
    assert run_ingest(tmp_path / "archive", tmp_path / "a.txt").counts()["added"] == 1


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem[:12])
def test_each_text_goes_in_alone(tmp_path: Path, path: Path) -> None:
    assert run_ingest(tmp_path / "archive", path).counts()["added"] == 1


def test_a_corrected_number_moves_the_document_and_its_address_leads_on(tmp_path: Path) -> None:
    path, archive = tmp_path / "a.txt", tmp_path / "archive"
    path.write_text(TEXT, "utf-8")
    run_ingest(archive, path)
    path.write_text(TEXT.replace("50/40", "50/41"), "utf-8")
    assert run_ingest(archive, path).counts()["updated"] == 1
    assert held(archive, "A/HRC/RES/50/40") is None
    assert held(archive, "A/HRC/RES/50/41") is not None
    path.write_text(TEXT, "utf-8")
    run_ingest(archive, path)
    assert held(archive, "A/HRC/RES/50/40") is not None
    assert total(archive) == 1


def test_a_correction_of_the_source_that_is_shown_is_shown(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, "utf-8")
    run_ingest(archive, tmp_path / "a.txt", tmp_path / "b.txt")
    (tmp_path / "a.txt").write_text(TEXT.replace("继续审议", "结束审议"), "utf-8")
    assert run_ingest(archive, tmp_path / "a.txt", tmp_path / "b.txt").counts()["updated"] == 1
    resolution = held(archive, "A/HRC/RES/50/40")
    assert resolution is not None
    assert resolution.paragraphs[-1].text == "决定结束审议此事。"


def test_a_correction_is_known_again_after_its_folder_has_moved(tmp_path: Path) -> None:
    archive, here, there = tmp_path / "archive", tmp_path / "here", tmp_path / "there"
    here.mkdir()
    (here / "a.txt").write_text(TEXT, "utf-8")
    run_ingest(archive, here)
    here.rename(there)
    assert run_ingest(archive, there).counts()["unchanged"] == 1
    (there / "a.txt").write_text(TEXT.replace("继续审议", "结束审议"), "utf-8")
    assert run_ingest(archive, there).counts()["updated"] == 1
    resolution = held(archive, "A/HRC/RES/50/40")
    assert resolution is not None
    assert resolution.paragraphs[-1].text == "决定结束审议此事。"


def test_a_refused_file_leaves_the_document_that_it_was(tmp_path: Path) -> None:
    archive, draft, other = tmp_path / "archive", tmp_path / "draft.txt", tmp_path / "a-other.txt"
    draft.write_text("题目\n\n大会，\n\n1. 重申此事；\n\n2. 请各国合作。\n", "utf-8")
    run_ingest(archive, draft)
    other.write_text("A/C.3/75/L.1\n\n大会，\n\n1. 敦促会员国采取完全不同的其他一切措施。\n", "utf-8")
    draft.with_suffix(".toml").write_text('symbol = "A/C.3/75/L.1"\n', "utf-8")
    assert list(reasons(run_ingest(archive, other, draft))) == ["draft.txt"]
    assert held(archive, "x/draft") is not None


def test_two_drafts_of_one_name_are_not_taken_for_one(tmp_path: Path) -> None:
    for folder, verb in (("a", "重申"), ("b", "敦促所有会员国采取一切必要措施落实")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "draft.txt").write_text(f"大会，\n\n1. {verb}此事。\n", "utf-8")
    run_ingest(tmp_path / "archive", tmp_path / "a")
    assert "已属另一文件" in reasons(run_ingest(tmp_path / "archive", tmp_path / "b"))["draft.txt"]


def test_what_was_lost_is_made_again(own_archive: Path) -> None:
    for lost in ("index", "release.json"):
        path = (own_archive / "current" / lost).resolve()
        shutil.rmtree(path) if path.is_dir() else path.write_text("x", "utf-8")
        assert run_ingest(own_archive, ROOT / "data").release is not None
    assert total(own_archive) == 5
