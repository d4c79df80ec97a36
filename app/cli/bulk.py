"""`jueyi bulk`."""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import DatabaseError

from app.bulk.bundles import text_bundles
from app.bulk.folder import Package
from app.bulk.make import BulkBusyError, make_package
from app.cli.archive import archive_of, published, read_settings
from app.cli.failures import failure
from app.cli.options import ArchiveOption, JsonOption, QuietOption
from app.cli.output import REFUSED, print_json, results, shown_path, stop
from app.db.migrate import schema_version
from app.db.release import Release
from app.settings import shipped_names

BulkOption = Annotated[
    bool, typer.Option("--bulk", help="收录后，生成现有归档供整批下载的文件（如 jueyi bulk）。")
]


def bulk_command(
    *, archive: ArchiveOption = None, as_json: JsonOption = False, quiet: QuietOption = False
) -> None:
    """生成现有归档供整批下载的文件：各表的 CSV 和 JSON Lines、SQLite 文件、说明和校验和，网站在 /bulk 提供。已生成的不再生成；归档删除时一并删除。

    退出状态：0 已生成；1 没有归档，或正在生成，或不能写；2 命令本身有误。

    --json 的文档：release（归档）、folder（文件夹）、files（每个文件的 name、title、bytes、sha256、rows）。
    """
    folder = archive_of(read_settings(), archive)
    release = published(folder)
    package = make_bulk(folder, release)
    if as_json:
        files = [
            {"name": one.name, "title": one.title, "bytes": one.bytes, "sha256": one.sha256, "rows": one.rows}
            for one in package.files()
        ]
        print_json({"release": release.name, "folder": str(package.path), "files": files})
    elif not quiet:
        print_package(package)


def make_bulk(archive: Path, release: Release) -> Package:
    """The package of a release. Ends with 1 where it cannot be made."""
    if release.manifest().get("schema") != schema_version():
        stop(f"归档 {release.name} 由较早的版本写成，请先运行 jueyi ingest。", REFUSED)
    try:
        return make_package(archive, release, bundles=text_bundles(shipped_names()))
    except BulkBusyError:
        stop("另一个命令正在生成供整批下载的文件，请等它结束后再试。", REFUSED)
    except DatabaseError as error:
        stop(*failure(error))
    except OSError as error:
        stop(f"供整批下载的文件不能写入 {shown_path(archive)}：{error.strerror or error}", REFUSED)


def print_package(package: Package) -> None:
    """Print where a package lies and how large it is, for people."""
    files = package.files()
    size = sum(one.bytes for one in files) / 1_000_000
    results().print(f"整批下载：{shown_path(package.path)}（{len(files)} 个文件，{size:.1f} MB）")
