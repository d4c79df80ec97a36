"""`jueyi backup` and `jueyi restore`."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.archive import archive_of, engine_of, read_settings
from app.cli.failures import ARCHIVE_ERRORS, failure
from app.cli.options import ArchiveOption, QuietOption
from app.cli.output import errors, results, shown_path, stop
from app.db.release import Release
from app.ingest.backup import back_up, restore
from app.search.engine import SearchUnavailableError
from app.search.engine_registry import EngineKind

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="备份文件。", show_default=False)]


def backup_command(file: FileArgument, *, archive: ArchiveOption = None, quiet: QuietOption = False) -> None:
    """把现有归档备份成一个文件（.tar，或 .tar.gz），写完后再读一遍核对。服务和收录不必停。

    退出状态：0 备份完好；1 归档已损坏，或没有归档，或磁盘已满；2 命令本身有误。原有的备份文件只在新备份核对无误后才被替换。
    """
    folder = archive_of(read_settings(), archive)
    try:
        release = back_up(folder, file)
    except ARCHIVE_ERRORS as error:
        stop(*failure(error))
    if not quiet:
        results().print(
            f"已备份 {release.name}：{shown_path(file)}（{file.stat().st_size / 1_000_000:.1f} MB，核对无误）。"
        )


def restore_command(file: FileArgument, *, archive: ArchiveOption = None, quiet: QuietOption = False) -> None:
    """从备份恢复：核对无误后发布为现有归档。原来的归档留作上一份，可用 jueyi rollback 退回。服务不必停。

    退出状态：0 已恢复；1 备份已损坏，或磁盘已满，什么也没有改动；2 命令本身有误。
    """
    settings = read_settings()
    try:
        release = restore(file, archive_of(settings, archive), settings.keep_releases, engine_of(settings))
    except ARCHIVE_ERRORS as error:
        stop(*failure(error))
    if not quiet:
        results().print(f"已从 {shown_path(file)} 恢复，发布为 {release.name}。")
    _advise(release, engine_of(settings))


def _advise(release: Release, engine: EngineKind) -> None:
    """Say on standard error where a backup has no index of its own, and the one that it points to is gone."""
    try:
        lost = engine.matches(release.manifest()) and engine.damages(release.index)
    except SearchUnavailableError as error:
        errors().print(f"{error.told}，不知道索引是否还在：请运行 jueyi check。")
        return
    if lost:
        errors().print(*lost, "备份里没有索引：请运行 jueyi repair 由数据库重建。", sep="\n")
