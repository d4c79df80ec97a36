"""The commands that keep an archive: backup, restore, releases, rollback, repair; and what they say where they cannot."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.bulk.folder import Package
from app.cli import cli
from app.ingest.disk_space import DiskFullError
from app.ingest.publication import locked
from app.settings import ROOT
from tests.conftest import run_ingest
from tests.ingest.test_crash import make_texts
from tests.ingest.test_repair import current, cut

Call = Callable[..., Result]


@pytest.fixture
def call(own_archive: Path) -> Call:
    return lambda *arguments: CliRunner().invoke(cli, [*arguments, "--archive", str(own_archive)])


def test_a_backup_is_made_and_restored_with_one_command_each(
    call: Call, own_archive: Path, tmp_path: Path
) -> None:
    file = str(tmp_path / "a.tar.gz")
    made = call("backup", file)
    assert (made.exit_code, "核对无误" in made.stdout) == (0, True)
    cut(current(own_archive).database_file)
    refused = call("backup", file)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "archive.db）已损坏" in refused.stderr
    restored = call("restore", file)
    assert (restored.exit_code, "已从" in restored.stdout) == (0, True)
    assert call("check").exit_code == 0
    assert call("restore", str(tmp_path / "nothing.tar")).exit_code == 2
    (tmp_path / "text.tar").write_text("不是备份", "utf-8")
    other = call("restore", str(tmp_path / "text.tar"))
    assert (other.exit_code, "不是完好的备份" in other.stderr) == (1, True)


def test_releases_are_listed_kept_and_gone_back_to(call: Call, own_archive: Path, tmp_path: Path) -> None:
    first = current(own_archive).name
    assert call("rollback").exit_code == 1
    run_ingest(own_archive, make_texts(tmp_path / "texts", 2))
    second = current(own_archive).name
    assert call("rollback").stdout == f"已退回 {first}。\n"
    listed = json.loads(call("releases", "--json").stdout)
    assert [(one["name"], one["current"]) for one in listed["releases"]] == [(first, True), (second, False)]
    assert call("rollback", second).stdout == f"已退回 {second}。\n"
    kept = call("releases", "--keep", "1").stdout
    assert kept.startswith(f"已删除 {first}\n* {second}  7 份文件")
    assert call("releases", "--keep", "0").exit_code == 2


def test_a_repair_says_what_was_wrong_and_what_was_done(call: Call, own_archive: Path) -> None:
    assert call("repair").stdout == "没有发现损坏。\n"
    shutil.rmtree(current(own_archive).index)
    checked = call("check")
    assert (checked.exit_code, "jueyi repair" in checked.stdout) == (1, True)
    repaired = json.loads(call("repair", "--json").stdout)
    assert (repaired["findings"], repaired["release"]) == (["index 缺失或已损坏"], current(own_archive).name)
    assert call("check").exit_code == 0


def test_what_cannot_be_repaired_is_told(call: Call, own_archive: Path) -> None:
    manifest = current(own_archive).manifest_path
    manifest.write_text("{}", "utf-8")
    current(own_archive).database_file.write_bytes(b"no database" * 1000)
    told = call("repair")
    assert (told.exit_code, "来源文件不齐" in told.stderr) == (1, True)


def test_a_release_of_a_later_version_is_told_by_every_command(call: Call, own_archive: Path) -> None:
    manifest = current(own_archive).manifest_path
    manifest.write_text(manifest.read_text("utf-8").replace('"schema": "', '"schema": "9'), "utf-8")
    for arguments in (["check"], ["serve"], ["repair"], ["ingest", "--no-log", str(ROOT / "data")]):
        told = call(*arguments)
        assert (told.exit_code, "请升级 jueyi" in told.stderr) == (1, True), arguments


def test_a_lost_link_is_told(call: Call, own_archive: Path) -> None:
    (own_archive / "current").unlink()
    assert call("ingest", str(ROOT / "data")).stdout.startswith("current 不在或不是链接，已重新指向")


def test_a_full_disk_is_told(call: Call, monkeypatch: pytest.MonkeyPatch, own_archive: Path) -> None:
    def fail(*_: object) -> None:
        raise DiskFullError(own_archive, 3_000_000, 1_500_000)

    monkeypatch.setattr("app.cli.ingest.ingest", fail)
    told = call("ingest", "--no-log", str(ROOT / "data"))
    assert told.exit_code == 1
    assert "还有 1.5 MB 可用，约需 3.0 MB" in told.stderr


def test_a_replica_is_made_and_followed_with_one_command(
    call: Call, own_archive: Path, tmp_path: Path
) -> None:
    replica = str(tmp_path / "replica")
    name = current(own_archive).name
    made = call("replicate", replica)
    assert (made.exit_code, made.stdout.startswith(f"已复制 {name} 到 {replica}：传送")) == (0, True)
    assert call("replicate", replica).stdout == f"{replica} 已是 {name}。\n"
    assert call("replicate", "-q", replica).stdout == ""
    assert call("bulk", "-q").exit_code == 0
    run_ingest(own_archive, make_texts(tmp_path / "texts", 1))
    assert call("bulk", "-q").exit_code == 0
    told = json.loads(call("replicate", "--json", replica).stdout)
    assert (told["release"], told["changed"]) == (current(own_archive).name, True)
    assert told["sent"] > 0 < told["kept"]
    assert Package.of(tmp_path / "replica", current(tmp_path / "replica")).files()


def test_a_replica_that_cannot_be_made_is_told(call: Call, own_archive: Path, tmp_path: Path) -> None:
    replica = str(tmp_path / "replica")
    assert (call("replicate", str(own_archive)).exit_code, call("replicate").exit_code) == (2, 2)
    with locked(tmp_path / "replica"):
        busy = call("replicate", replica)
    assert (busy.exit_code, "另一个收录正在进行" in busy.stderr) == (1, True)
    cut(current(own_archive).database_file)
    damaged = call("replicate", replica)
    assert (damaged.exit_code, "archive.db）已损坏" in damaged.stderr) == (1, True)
    manifest = current(own_archive).manifest_path
    manifest.write_text(manifest.read_text("utf-8").replace('"seal"', '"sealed"'), "utf-8")
    early = call("replicate", replica)
    assert (early.exit_code, "没有校验和" in early.stderr) == (1, True)
    shutil.rmtree(own_archive)
    none = call("replicate", replica)
    assert (none.exit_code, "还没有归档" in none.stderr) == (1, True)
    assert not (tmp_path / "replica" / "current").exists()


def test_files_in_bulk_that_cannot_be_copied_are_told(call: Call, own_archive: Path, tmp_path: Path) -> None:
    assert call("bulk", "-q").exit_code == 0
    cut(Package.of(own_archive, current(own_archive)).path / "README.md")
    told = call("replicate", str(tmp_path / "replica"))
    assert (told.exit_code, "供整批下载的文件没有：README.md" in told.stderr) == (1, True)
    assert current(tmp_path / "replica").name == current(own_archive).name
