"""Why a command could not do its work on an archive, and what to do."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError

from app.cli.output import REFUSED, WRONG_CALL, shown_path
from app.db.dialect import is_away, is_of_server
from app.db.release import NoServerError
from app.db.server import MissingDriverError, WrongServerError
from app.ingest.backup import NoBackupError, NothingPublishedError
from app.ingest.checks import unreadable
from app.ingest.disk_space import DiskFullError
from app.ingest.publication import ArchiveBusyError, DamagedReleaseError, NewerReleaseError
from app.ingest.repair import NotRepairableError
from app.ingest.replication import NoChecksumsError, SameArchiveError
from app.ingest.run import BadReleaseError
from app.search.engine import SearchUnavailableError
from app.search.engine_registry import MissingEngineError

ARCHIVE_ERRORS = (
    ArchiveBusyError,
    BadReleaseError,
    DamagedReleaseError,
    DatabaseError,
    InterfaceError,
    DiskFullError,
    MissingDriverError,
    MissingEngineError,
    NewerReleaseError,
    NoBackupError,
    NoChecksumsError,
    NoServerError,
    NotRepairableError,
    WrongServerError,
    NothingPublishedError,
    OSError,
    SameArchiveError,
    SearchUnavailableError,
)
"""What a command on an archive may raise."""

_MOST_FILES = 20
"""How many files a message names."""


_DISK_FULL = "53100"
ADVICE = "请运行 jueyi repair，或用 jueyi restore 从备份恢复。"
"""What to do with a damaged archive."""


def failure(error: Exception) -> tuple[str, int]:
    """What to tell of one of `ARCHIVE_ERRORS`, in Chinese, and the exit status."""
    if isinstance(error, MissingEngineError):
        return f"没有安装检索引擎 {error}：请安装 jueyi[{error}]，或改 JUEYI_SEARCH_ENGINE。", WRONG_CALL
    if isinstance(error, SameArchiveError):
        return f"{shown_path(error.args[0])} 就是归档本身，副本须是另一个文件夹。", WRONG_CALL
    if isinstance(error, SearchUnavailableError):
        return f"{error.told}，没有改动归档（{error.detail}）。", REFUSED
    for kind, tell in _TOLD.items():
        if isinstance(error, kind):
            return tell(error), REFUSED
    where = (
        f"{error.strerror}：{shown_path(error.filename)}"
        if isinstance(error, OSError) and error.filename
        else error
    )
    return f"归档文件夹不能使用：{where}", WRONG_CALL


def _files(arguments: tuple[str, ...]) -> str:
    release, *files = arguments
    more = f"等 {len(files)} 个文件" if len(files) > _MOST_FILES else ""
    return f"{release}（{'、'.join(map(shown_path, files[:_MOST_FILES]))}{more}）" if files else release


def _full(folder: Path, needed: int, free: int) -> str:
    disk = next(
        (parent for parent in (folder.absolute(), *folder.absolute().parents) if parent.is_mount()), folder
    )
    return (
        f"磁盘已满：{shown_path(folder)} 所在的磁盘 {shown_path(disk)} 还有 {_megabytes(free)} 可用，约需 {_megabytes(needed)}。"
        "没有改动任何东西，也没有留下未完成的文件。"
    )


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"


def _of_server(error: DBAPIError) -> str:
    """What a database server says; it names host and user, and no password."""
    told = " ".join(str(error.orig).split())
    if getattr(error.orig, "sqlstate", None) == _DISK_FULL:
        return f"数据库服务器的磁盘已满：{told}。没有改动任何东西，未完成的部分由下一次收录删除。"
    if is_away(error):
        return f"数据库服务器连不上，或连接断了：{told}。没有改动任何东西；请看 JUEYI_DATABASE_URL 和服务器。"
    return f"数据库不能读写：{told}"


def _unrepairable(error: NotRepairableError) -> str:
    return (
        f"归档 {_files(error.args)}无法重建：数据库已损坏，来源文件不齐。没有改动任何东西；"
        "请用 jueyi restore 从备份恢复，或用 jueyi rollback 退回上一份归档。"
    )


_TOLD: dict[type[Exception], Callable[[Any], str]] = {
    ArchiveBusyError: lambda _: "另一个收录正在进行，请等它结束后再试。",
    BadReleaseError: lambda error: "\n  ".join(["新归档没有通过检查，未发布：", *error.args]),
    DamagedReleaseError: lambda error: f"归档 {_files(error.args)}已损坏，没有改动任何东西。{ADVICE}",
    NewerReleaseError: lambda error: (
        f"归档 {error.args[0]} 由较新的版本写成，这个版本不认识它的结构：请升级 jueyi。"
    ),
    NoChecksumsError: lambda error: (
        f"归档 {error.args[0]} 由较早的版本发布，没有校验和，不能核对副本：请先运行 jueyi ingest。"
    ),
    NotRepairableError: _unrepairable,
    NoBackupError: lambda error: (
        f"{shown_path(error.args[0])} 不是完好的备份：{error.args[1]}。没有改动任何东西。"
    ),
    NothingPublishedError: lambda error: f"{shown_path(error.args[0])} 里还没有归档，请先运行 jueyi ingest。",
    DiskFullError: lambda error: _full(*error.args),
    MissingDriverError: lambda _: (
        "没有安装 PostgreSQL 的驱动：请安装 jueyi[postgresql]，或不设 JUEYI_DATABASE_URL。"
    ),
    NoServerError: lambda error: f"归档 {error.args[0]} 的数据库在 PostgreSQL 里：请设 JUEYI_DATABASE_URL。",
    WrongServerError: lambda error: f"数据库 {error.args[0]} 不能用作归档：{error.args[1]}。",
    InterfaceError: _of_server,
    DatabaseError: lambda error: (
        f"归档的{unreadable(error)}。{ADVICE}" if not is_of_server(error) else _of_server(error)
    ),
}
