"""`jueyi releases` and `jueyi rollback`."""

from typing import Annotated

import typer

from app.cli.archive import archive_of, engine_of, read_settings
from app.cli.failures import ARCHIVE_ERRORS, failure
from app.cli.options import ArchiveOption, JsonOption, QuietOption
from app.cli.output import REFUSED, print_json, results, shown_path, stop
from app.ingest.releases import ReleaseEntry, list_releases, prune, roll_back


def releases_command(
    *,
    keep: Annotated[
        int | None,
        typer.Option("--keep", metavar="N", help="只留最新的 N 份，其余删除；现有归档总是留着。", min=1),
    ] = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """列出归档文件夹里的各份归档，最旧的在前，* 是现有的一份。

    收录之后留几份，由 JUEYI_KEEP_RELEASES 设定（默认 2）。退出状态：0；1 另一个收录正在进行；2 命令本身有误。

    --json 的文档：releases（name、created、documents、bytes、current、whole），removed（删除了的）。
    """
    settings = read_settings()
    folder = archive_of(settings, archive)
    try:
        removed = prune(folder, keep, engine_of(settings)) if keep else []
        entries = list_releases(folder)
    except ARCHIVE_ERRORS as error:
        stop(*failure(error))
    if as_json:
        print_json({"releases": [_document(entry) for entry in entries], "removed": removed})
        return
    console = results()
    for name in removed:
        console.print(f"已删除 {name}")
    for entry in entries:
        console.print(_line(entry))
    if not entries:
        console.print(f"{shown_path(folder)} 里还没有归档。")


def rollback_command(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[RELEASE]", help="退回到哪一份（默认现有归档的上一份）。", show_default=False
        ),
    ] = None,
    *,
    archive: ArchiveOption = None,
    quiet: QuietOption = False,
) -> None:
    """退回到上一份完好的归档，或指定的一份。什么也不删除；服务不必停。

    退出状态：0 已退回；1 没有可退回的归档，或它已损坏，什么也没有改动；2 命令本身有误。
    """
    settings = read_settings()
    folder = archive_of(settings, archive)
    try:
        release = roll_back(folder, name, engine_of(settings))
    except ARCHIVE_ERRORS as error:
        stop(*failure(error))
    if release is None:
        stop(f"{shown_path(folder)} 里没有{f'归档 {name}' if name else '更早的归档'}可以退回。", REFUSED)
    if not quiet:
        results().print(f"已退回 {release.name}。")


def _document(entry: ReleaseEntry) -> dict[str, object]:
    return {
        "name": entry.name,
        "created": entry.created,
        "documents": entry.documents,
        "bytes": entry.bytes,
        "current": entry.is_current,
        "whole": entry.is_whole,
    }


def _line(entry: ReleaseEntry) -> str:
    count = "不完整" if not entry.is_whole else f"{entry.documents} 份文件"
    return f"{'*' if entry.is_current else ' '} {entry.name}  {count}  {entry.bytes / 1_000_000:.1f} MB"
