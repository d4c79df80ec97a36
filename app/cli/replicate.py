"""`jueyi replicate`."""

from pathlib import Path
from typing import Annotated

import typer

from app.bulk.copying import DamagedPackageError, copy_package
from app.bulk.folder import Package
from app.bulk.make import BulkBusyError
from app.cli.archive import read_settings
from app.cli.failures import ARCHIVE_ERRORS, failure
from app.cli.options import ArchiveOption, JsonOption, QuietOption
from app.cli.output import REFUSED, print_json, results, shown_path, stop
from app.db.release import Release
from app.ingest.replication import Replication, replicate


def replicate_command(
    replica: Annotated[
        Path, typer.Argument(metavar="DIR", help="副本的文件夹，另一个归档。", show_default=False)
    ],
    *,
    by_links: Annotated[
        bool,
        typer.Option("--link", help="两个文件夹在同一磁盘上时，用硬链接，不另占空间；文件损坏时两处都损坏。"),
    ] = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """把现有归档复制到另一个文件夹，供那里的服务使用；只传那里没有的文件，核对校验和之后才改为新的一份。两边的服务都不必停。

    已是同一份时什么也不做，可由定时器常常运行。旧的几份，按 JUEYI_KEEP_RELEASES 删除。供整批下载的文件（jueyi bulk）一并复制。

    退出状态：0 已是同一份；1 没有归档，或它已损坏，或那里正在收录或复制，或磁盘已满，副本没有改动；2 命令本身有误。

    --json 的文档：release（归档）、changed（副本先前是否是另一份）、sent 和 kept（传送的、沿用的字节数）。
    """
    settings = read_settings()
    folder = archive or settings.archive
    try:
        done = replicate(folder, replica, settings.keep_releases, by_links=by_links)
    except ARCHIVE_ERRORS as error:
        stop(*failure(error))
    if as_json:
        print_json(
            {
                "release": done.release.name,
                "changed": done.has_changed,
                "sent": done.sent,
                "kept": done.kept,
            }
        )
    elif not quiet:
        results().print(_told(done, replica))
    _copy_bulk(folder, replica, done.release)


def _told(done: Replication, replica: Path) -> str:
    if not done.has_changed:
        return f"{shown_path(replica)} 已是 {done.release.name}。"
    sent, kept = (f"{count / 1_000_000:.1f} MB" for count in (done.sent, done.kept))
    return f"已复制 {done.release.name} 到 {shown_path(replica)}：传送 {sent}，沿用 {kept}，核对无误。"


def _copy_bulk(archive: Path, replica: Path, release: Release) -> None:
    """Copy what is downloaded whole. Ends with 1 where that fails; the release is served all the same."""
    try:
        copy_package(Package.of(archive, release), Package.of(replica, release))
    except BulkBusyError:
        return  # the replica makes it itself
    except (DamagedPackageError, OSError) as error:
        reason = "、".join(map(str, error.args)) if isinstance(error, DamagedPackageError) else error
        stop(f"归档已复制，供整批下载的文件没有：{reason}", REFUSED)
