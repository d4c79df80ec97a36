"""Archives that want out of their folder, or to fill the disk."""

import io
import stat
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.fetch import archives
from app.fetch.archives import BadArchiveError, Bounds, Budget, opened
from app.fetch.folder import Folder
from app.fetch.repositories import REPOSITORIES, Wanted
from app.fetch.taking import Taking
from tests.fetch.conftest import Bring, files
from tests.fetch.publisher import Publisher, archive, packed

NAME = "HRCresolutions"
TOP = f"{NAME}-main/"
GOOD = "54session/Chinese/good.xml"
KEPT = f"{NAME}/{GOOD}"


def with_member(name: str, mode: int = 0, content: bytes = b"<a/>") -> bytes:
    """A good text, and a member of this name, as it is."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr(f"{TOP}{GOOD}", "<good/>")
        info = zipfile.ZipInfo("x")
        info.filename = info.orig_filename = name
        info.external_attr = mode << 16
        target.writestr(info, content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../evil.xml", "路径指向文件夹之外"),
        (f"{TOP}54session/Chinese/../../../../evil.xml", "路径指向文件夹之外"),
        ("/tmp/evil.xml", "路径指向文件夹之外"),  # noqa: S108
        (f"{TOP}/evil.xml", "路径指向文件夹之外"),
        (f"{TOP}54session/Chinese/./evil.xml", "路径指向文件夹之外"),
        ("..\\..\\evil.xml", "名称含有控制字符、反斜线或冒号"),
        ("C:/evil.xml", "名称含有控制字符、反斜线或冒号"),
        (f"{TOP}54session/Chinese/\x1b[2Jevil.xml", "名称含有控制字符、反斜线或冒号"),
        (f"{TOP}54session/Chinese/evil\n.xml", "名称含有控制字符、反斜线或冒号"),
        (f"{TOP}54session/Chinese/\u202elmx.xml", "名称含有控制字符、反斜线或冒号"),
        (f"{TOP}54session/Chinese/{'x' * 300}.xml", "路径太长或太深"),
        (f"{TOP}54session/Chinese/{'d/' * 20}evil.xml", "路径太长或太深"),
    ],
)
def test_no_path_leaves_the_folder(
    host: Publisher, bring: Bring, tmp_path: Path, name: str, reason: str
) -> None:
    host.publish(NAME, archive(with_member(name)))
    (fetched,) = bring(NAME)
    assert [one.reason for one in fetched.refused] == [reason]
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.xml")} == {f"texts/{KEPT}"}
    assert not Path("/tmp/evil.xml").exists()  # noqa: S108


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_special_files_are_refused(
    host: Publisher, bring: Bring, tmp_path: Path, kind: int
) -> None:
    member = with_member(f"{TOP}54session/Chinese/link.xml", kind | 0o777, b"/etc/passwd")
    host.publish(NAME, archive(member))
    (fetched,) = bring(NAME)
    assert [one.reason for one in fetched.refused] == ["是链接或特殊文件"]
    assert set(files(tmp_path / "texts")) == {KEPT}


def test_a_link_in_the_folder_is_not_followed_out_of_it(
    host: Publisher, bring: Bring, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "texts" / NAME).mkdir(parents=True)
    (tmp_path / "texts" / NAME / "54session").symlink_to(tmp_path / "elsewhere")
    host.publish(NAME, archive(packed({GOOD: "<good/>"}, TOP)))
    (fetched,) = bring(NAME, since=1)
    assert [one.reason for one in fetched.refused] == ["文件夹里有通向别处的链接"]
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_link_in_the_place_of_a_file_is_replaced_not_followed(
    host: Publisher, bring: Bring, tmp_path: Path
) -> None:
    (tmp_path / "precious").write_text("precious")
    place = tmp_path / "texts" / KEPT
    place.parent.mkdir(parents=True)
    place.symlink_to(tmp_path / "precious")
    host.publish(NAME, archive(packed({GOOD: "<good/>"}, TOP)))
    bring(NAME)
    assert (tmp_path / "precious").read_text() == "precious"
    assert (place.read_text(), place.is_symlink()) == ("<good/>", False)


def test_a_text_that_grows_is_refused_at_its_bound(host: Publisher, bring: Bring, tmp_path: Path) -> None:
    bomb = packed({GOOD: "<good/>", "54session/Chinese/bomb.xml": bytes(50_000_000)}, TOP)
    host.publish(NAME, archive(bomb))
    (fetched,) = bring(NAME)
    assert [(one.path[-8:], one.reason) for one in fetched.refused] == [("bomb.xml", "超过 10 MB")]
    assert set(files(tmp_path / "texts")) == {KEPT}


def test_all_texts_together_are_bounded(host: Publisher, bring: Bring, tmp_path: Path) -> None:
    many = packed({f"54session/Chinese/{number}.xml": bytes(9_000_000) for number in range(5)}, TOP)
    host.publish(NAME, archive(many))
    (fetched,) = bring(NAME, bounds=Bounds(unpacked=20_000_000))
    assert fetched.failure == "压缩包解开后太大"
    assert len(files(tmp_path / "texts")) == 2


def test_an_archive_inside_is_bounded_too(host: Publisher, bring: Bring, tmp_path: Path) -> None:
    inner = packed({f"{number}.xml": bytes(9_000_000) for number in range(5)})
    host.publish(NAME, archive(packed({"54session/HRC_Chinese.zip": inner}, TOP)))
    (fetched,) = bring(NAME, bounds=Bounds(unpacked=20_000_000))
    assert fetched.failure == "压缩包解开后太大"
    nested = packed({"Chinese.zip": packed({"a.xml": "<a/>"})})
    host.publish(NAME, archive(packed({GOOD: "<a/>", "54session/HRC_Chinese.zip": nested}, TOP)))
    (fetched,) = bring(NAME)
    assert [one.reason for one in fetched.refused] == ["是压缩包里的压缩包里的压缩包"]
    slip = packed({"../../../evil.xml": "<a/>"})
    host.publish(NAME, archive(packed({GOOD: "<a/>", "54session/HRC_Chinese.zip": slip}, TOP)))
    (fetched,) = bring(NAME)
    assert [one.reason for one in fetched.refused] == ["路径指向文件夹之外"]
    assert list((tmp_path).glob("*.xml")) == []


def test_members_are_bounded(host: Publisher, bring: Bring) -> None:
    host.publish(NAME, archive(packed({f"54session/Chinese/{n}.xml": "" for n in range(20)}, TOP)))
    (fetched,) = bring(NAME, bounds=Bounds(members=10))
    assert fetched.failure == "压缩包里的文件太多"


def test_the_list_of_members_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({f"{n}.xml": "" for n in range(2000)}))
    with opened(path, Budget(Bounds())) as whole:
        assert len(whole.infolist()) == 2000
    monkeypatch.setattr(archives, "_MOST_IN_DIRECTORY", 70_000)
    with pytest.raises(BadArchiveError, match="压缩包的目录太大"), opened(path, Budget(Bounds())):
        pass


def test_what_is_damaged_is_told_and_the_rest_brought(host: Publisher, bring: Bring, tmp_path: Path) -> None:
    whole = bytearray(
        packed({GOOD: "<good/>", "54session/Chinese/bad.xml": b"<bad>" + bytes(range(200))}, TOP)
    )
    at = whole.index(b"bad.xml") + 20
    whole[at] ^= 0xFF
    host.publish(NAME, archive(bytes(whole)))
    (fetched,) = bring(NAME)
    assert [(one.path[-7:], one.reason) for one in fetched.refused] == [("bad.xml", "在压缩包里已损坏")]
    assert set(files(tmp_path / "texts")) == {KEPT}


def test_a_password_and_an_unbounded_compression_are_refused(host: Publisher, bring: Bring) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as target:
        target.writestr(f"{TOP}{GOOD}", "<good/>")
        target.writestr(f"{TOP}54session/Chinese/b.xml", "<b/>", zipfile.ZIP_BZIP2)
        target.writestr(f"{TOP}54session/Chinese/c.xml", "<c/>")
    data = bytearray(held.getvalue())
    flags = data.rindex(b"PK\x01\x02") + 8
    data[flags : flags + 2] = struct.pack("<H", 1)
    host.publish(NAME, archive(bytes(data)))
    (fetched,) = bring(NAME)
    assert [one.reason for one in fetched.refused] == ["压缩方法不认识", "有密码"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_of_one_name_are_not_written_over_each_other(
    host: Publisher, bring: Bring, tmp_path: Path
) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as target:
        for content in ("<first/>", "<second/>"):
            target.writestr(f"{TOP}{GOOD}", content)
        target.writestr(f"{TOP}{GOOD}/inner.xml", "<inner/>")
    host.publish(NAME, archive(held.getvalue()))
    (fetched,) = bring(NAME)
    assert [one.reason for one in fetched.refused] == ["与另一个文件或文件夹同名"] * 2
    assert files(tmp_path / "texts") == {KEPT: b"<first/>"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["", "/", TOP[:-1], f"{TOP[:-1]}.xml", ".xml", f"{TOP}.xml"])
def test_a_member_of_an_odd_name_hurts_nobody(
    host: Publisher, bring: Bring, tmp_path: Path, name: str
) -> None:
    host.publish(NAME, archive(with_member(name)))
    (fetched,) = bring(NAME)
    assert fetched.failure is None
    assert KEPT in files(tmp_path / "texts")


@given(
    st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=4)),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=300)
def test_whatever_is_changed_in_an_archive_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[float, bytes]]
) -> None:
    data = bytearray(
        packed({GOOD: "<good/>" * 20, "54session/HRC_Chinese.zip": packed({"a.xml": "<a/>"})}, TOP)
    )
    for where, other in changes:
        at = int(where * len(data))
        data[at : at + len(other)] = other
    top = tmp_path_factory.mktemp("changed")
    (top / "a.zip").write_bytes(data)
    folder = Folder(top / "texts")
    repository = next(one for one in REPOSITORIES if one.name == NAME)
    taking = Taking(repository, Wanted(), folder, lambda _session: None, Bounds(unpacked=100_000_000))
    with folder.locked(), suppress(BadArchiveError):
        taking.take(top / "a.zip")
    assert {path.name for path in top.iterdir()} == {"a.zip", "texts"}
    assert all(path.startswith(f"{NAME}/") for path in files(top / "texts"))
