"""What is brought of the United Nations' repositories, and where it lies."""

import os
from pathlib import Path

import pytest

from app.fetch.folder import Folder, FolderBusyError
from tests.conftest import run_ingest
from tests.fetch.conftest import Bring, files
from tests.fetch.publisher import Publisher, archive, packed, stating, status, text

GA = packed(
    {
        "README.md": "x",
        "77session/Chinese/77_1_C.xml": text("77/1"),
        "77session/English/77_1_E.xml": "<english/>",
        "77session/Chinese/notes.txt": "not a text",
        "74session/GA resolutions_74session_Chinese.zip": packed({"74_1_C.xml": text("74/1")}),
        "74session/GA resolutions_74session_French.zip": packed({"74_1_F.xml": "<french/>"}),
        "Emergency sessions/ES-11/Chinese/ES-11_1.xml": text("ES-11/1"),
        "data_extract/symbols.xml": "<table/>",
    },
    "GAresolutions-main/",
)
SC = packed(
    {
        "2024/Chinese/S_RES_2722.xml": "<a/>",
        "2022/Chinese/S_RES_2619.xml": "<b/>",
        "Not adopted/Chinese/S_2023_212.xml": "<c/>",
        "Pre-2020/S_RES_1.xml": "<d/>",
        "PRST/S_PRST_1.xml": "<e/>",
    },
    "SCresolutions-main/",
)
NEW_GA = {
    "GAresolutions/77session/Chinese/77_1_C.xml",
    "GAresolutions/Emergency sessions/ES-11/Chinese/ES-11_1.xml",
}
IN_ARCHIVE = "GAresolutions/74session/GA resolutions_74session_Chinese/74_1_C.xml"


def test_chinese_texts_come_as_their_repository_has_them(
    host: Publisher, bring: Bring, tmp_path: Path
) -> None:
    host.publish("GAresolutions", archive(GA))
    (fetched,) = bring("GAresolutions")
    assert fetched.is_whole
    assert set(fetched.new) == set(files(tmp_path / "texts")) == NEW_GA | {IN_ARCHIVE}
    assert files(tmp_path / "texts")[IN_ARCHIVE] == text("74/1")
    assert (fetched.changed, fetched.same, fetched.remarks) == ((), 0, ())


def test_an_ingest_reads_the_folder(host: Publisher, bring: Bring, tmp_path: Path) -> None:
    host.publish("GAresolutions", archive(GA))
    bring("GAresolutions")
    summary = run_ingest(tmp_path / "archive", tmp_path / "texts")
    assert (summary.counts()["added"], summary.refused) == (3, ())


def test_each_language_that_is_asked_for(host: Publisher, bring: Bring, tmp_path: Path) -> None:
    host.publish("GAresolutions", archive(GA))
    host.publish("SCresolutions", archive(SC))
    bring("GAresolutions", "SCresolutions", languages=("en", "fr"))
    assert set(files(tmp_path / "texts")) == {
        "GAresolutions/77session/English/77_1_E.xml",
        "GAresolutions/74session/GA resolutions_74session_French/74_1_F.xml",
        "SCresolutions/Pre-2020/S_RES_1.xml",
        "SCresolutions/PRST/S_PRST_1.xml",
    }


@pytest.mark.parametrize(
    ("since", "sessions"), [(77, {"77session"}), (2022, {"77session"}), (2020, {"77session"})]
)
def test_since_a_session_or_a_year(
    host: Publisher, bring: Bring, tmp_path: Path, since: int, sessions: set[str]
) -> None:
    """The 77th session fell in 2022 and 2023, the 74th in 2019 and 2020; emergency sessions have no number."""
    host.publish("GAresolutions", archive(GA))
    bring("GAresolutions", since=since)
    found = {path.split("/")[1] for path in files(tmp_path / "texts")}
    assert found == sessions | {"Emergency sessions"} | ({"74session"} if since == 2020 else set())


def test_since_a_year_where_folders_are_years(host: Publisher, bring: Bring, tmp_path: Path) -> None:
    host.publish("SCresolutions", archive(SC))
    bring("SCresolutions", since=2023)
    assert {path.split("/")[1] for path in files(tmp_path / "texts")} == {"2024", "Not adopted"}


def test_what_did_not_change_is_neither_downloaded_nor_written(
    host: Publisher, bring: Bring, tmp_path: Path
) -> None:
    host.publish("GAresolutions", archive(GA))
    bring("GAresolutions")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "texts").rglob("*.xml")}
    (again,) = bring("GAresolutions")
    assert (again.is_unchanged, again.same, again.new) == (True, 3, ())
    changed = {
        "77session/Chinese/77_1_C.xml": text("77/1", "请各国再合作。"),
        "77session/Chinese/77_2_C.xml": text("77/2"),
        "74session/GA resolutions_74session_Chinese.zip": packed({"74_1_C.xml": text("74/1")}),
    }
    host.publish("GAresolutions", archive(packed(changed, "GAresolutions-main/")))
    (third,) = bring("GAresolutions")
    assert (third.changed, third.same) == (("GAresolutions/77session/Chinese/77_1_C.xml",), 1)
    assert third.new == ("GAresolutions/77session/Chinese/77_2_C.xml",)
    assert [path.name for path, then in before.items() if path.stat().st_mtime_ns != then] == ["77_1_C.xml"]
    (gone,) = third.remarks
    assert "仓库里已没有的文件 1 份" in gone
    assert "ES-11_1.xml" in gone
    assert "Emergency" in str(sorted(files(tmp_path / "texts")))


@pytest.mark.parametrize("fault", ["missing", "changed"])
def test_what_is_lost_in_the_folder_comes_again(
    host: Publisher, bring: Bring, tmp_path: Path, fault: str
) -> None:
    host.publish("GAresolutions", archive(GA))
    bring("GAresolutions")
    path = tmp_path / "texts" / IN_ARCHIVE
    path.unlink() if fault == "missing" else path.write_bytes(b"other")
    (again,) = bring("GAresolutions")
    assert again.new + again.changed == (IN_ARCHIVE,)
    assert path.read_bytes() == text("74/1")


def test_another_language_is_brought_though_the_archive_is_the_same(host: Publisher, bring: Bring) -> None:
    host.publish("GAresolutions", archive(GA))
    bring("GAresolutions")
    (again,) = bring("GAresolutions", languages=("zh", "en"))
    assert again.new == ("GAresolutions/77session/English/77_1_E.xml",)
    assert bring("GAresolutions")[0].is_unchanged


def test_folders_of_other_names_are_told_and_not_lost(host: Publisher, bring: Bring) -> None:
    renamed = {
        "77session/Chinese/1.xml": "<a/>",
        "Seventy-eighth/CHINESE/2.xml": "<b/>",
        "79session/zh-files/3.xml": stating("zho"),
        "79session/zh-files/4.xml": stating("fra"),
        "79session/zh-files/5.xml": "<nothing/>",
        "Texte/fr/6.xml": stating("fra"),
    }
    host.publish("GAresolutions", archive(packed(renamed, "GAresolutions-main/")))
    (fetched,) = bring("GAresolutions", since=77)
    assert {path.rpartition("/")[2] for path in fetched.new} == {"1.xml", "2.xml", "3.xml"}
    assert [(one.path, one.reason) for one in fetched.refused] == [
        ("GAresolutions/79session/zh-files/5.xml", "文件夹和文件都没有写明语言")
    ]
    assert fetched.remarks == (
        "不认识的文件夹“Seventy-eighth”：从中取来 1 份",
        "不认识的文件夹“Texte”：从中取来 0 份",
        "文件夹“79session/zh-files”没有写明语言：其中 1 份按文件自己写的语言取来",
    )
    (again,) = bring("GAresolutions", since=77)
    assert (again.is_unchanged, again.refused, again.remarks) == (True, fetched.refused, fetched.remarks)


def test_a_repository_without_what_is_wanted_is_a_failure(host: Publisher, bring: Bring) -> None:
    host.publish("GAresolutions", archive(packed({"77session/French/1.xml": "<a/>"}, "GAresolutions-main/")))
    (fetched,) = bring("GAresolutions")
    assert fetched.failure == "没有所要语言的文件：文件夹的布局可能改了"


def test_one_that_fails_leaves_the_others_and_what_is_there(
    host: Publisher, bring: Bring, tmp_path: Path
) -> None:
    host.publish("GAresolutions", archive(GA))
    host.publish("SCresolutions", archive(SC))
    bring("GAresolutions", "SCresolutions")
    before = files(tmp_path / "texts")
    host.publish("GAresolutions", status(404))
    fetched = {one.repository: one for one in bring()}
    failed = {name for name, one in fetched.items() if one.failure}
    assert failed == {"GAresolutions", "GAdecisions", "HRCresolutions", "ECOSOCresolutions"}
    assert fetched["GAresolutions"].failure == "服务器回答 404（网址或分支是否改了？）"
    assert fetched["SCresolutions"].is_unchanged
    assert files(tmp_path / "texts") == before


def test_nobody_else_brings_texts_into_the_folder_meanwhile(bring: Bring, tmp_path: Path) -> None:
    with Folder(tmp_path / "texts").locked(), pytest.raises(FolderBusyError):
        bring()


def test_a_broken_memory_is_none(host: Publisher, bring: Bring, tmp_path: Path) -> None:
    host.publish("GAresolutions", archive(GA))
    bring("GAresolutions")
    for broken in (b"{", b'{"files": 3}', b"[]", os.urandom(20)):
        (tmp_path / "texts" / ".fetch" / "GAresolutions.json").write_bytes(broken)
        (again,) = bring("GAresolutions")
        assert (again.is_unchanged, again.same) == (False, 3)
