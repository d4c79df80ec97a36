"""`jueyi fetch`."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import structlog
import typer

from app.cli.archive import read_settings
from app.cli.ingest import LogOption, logs_to_standard_error
from app.cli.options import JsonOption, QuietOption
from app.cli.output import OK, REFUSED, WRONG_CALL, errors, print_json, results, shown_path, stop
from app.fetch.folder import FolderBusyError
from app.fetch.outcome import Fetched
from app.fetch.repositories import LANGUAGES, ORGANS, REPOSITORIES, Repository, Wanted, YearsOf, is_year
from app.settings import Settings, shipped_names

OrganOption = Annotated[
    list[str] | None,
    typer.Option(
        "--organ", metavar="ORGAN", help=f"只取这个机构的（{'、'.join(ORGANS)}），可写几次（默认全部）。"
    ),
]
LanguageOption = Annotated[
    list[str] | None,
    typer.Option(
        "--language", metavar="LANG", help=f"取哪种语言（{'、'.join(LANGUAGES)}），可写几次（默认 zh）。"
    ),
]
SinceOption = Annotated[
    int | None,
    typer.Option(
        "--since",
        metavar="N",
        help="只取这一年以来的（如 2024，包括跨入这一年的届），或只有一个机构时这一届以来的（如 79）；没有届次的文件夹总是取。",
        min=1,
        max=9999,
    ),
]

logger = structlog.stdlib.get_logger(__name__)


class Source(StrEnum):
    """Where texts can be brought from."""

    UNXML = "unxml"


def fetch_command(
    _source: Annotated[
        Source, typer.Argument(metavar="unxml", help="来源：联合国自己的 XML 仓库。", show_default=False)
    ],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="放进哪个文件夹。", show_default=False)],
    *,
    organ: OrganOption = None,
    language: LanguageOption = None,
    since: SinceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    log: LogOption = None,
) -> None:
    """从联合国公布的 XML 仓库取来决议的文本，放进文件夹，再由 jueyi ingest 收录。已有而未变的文件不动；仓库没有变化时不下载。

    文件的位置照仓库原样：DIR/仓库/届或年/语言/文件。下载中断就从头再来，服务器要求等候就等候。退出状态：0 全部取来；1 有仓库或文件没有取来，其余已取来；2 命令本身有误。

    --json 的文档：folder（文件夹）、repositories（每个仓库的 repository、status（fetched、unchanged 或 failed）、failure、new 和 changed（文件）、same（未变的数目）、refused（path、reason）、remarks）。--quiet 只输出没有取来的。
    """
    settings = read_settings()
    chosen, wanted = selection(organ, language, since)
    is_logged = logs_to_standard_error(settings, log=log, quiet=quiet)
    fetched = bring(folder, chosen, wanted, settings, is_logged=is_logged, quiet=quiet)
    if as_json:
        print_json(fetch_document(folder, fetched))
    elif not quiet:
        print_fetched(fetched)
    raise typer.Exit(OK if all(one.is_whole for one in fetched) else REFUSED)


def selection(
    organs: Sequence[str] | None, languages: Sequence[str] | None, since: int | None
) -> tuple[tuple[Repository, ...], Wanted]:
    """The repositories and texts that options name. Ends with 2 where one of them cannot be."""
    codes = {code.upper() for code in organs or ORGANS}
    spoken = {code.lower() for code in languages or ("zh",)}
    if unknown := sorted(codes - set(ORGANS)):
        stop(f"--organ 只能是 {'、'.join(ORGANS)}：{shown_path(unknown[0])}", WRONG_CALL)
    if unknown := sorted(spoken - set(LANGUAGES)):
        stop(f"--language 只能是 {'、'.join(LANGUAGES)}：{shown_path(unknown[0])}", WRONG_CALL)
    chosen = tuple(one for one in REPOSITORIES if one.organ in codes)
    if since is not None and not is_year(since) and (len(codes) > 1 or chosen[0].has_years):
        stop("--since 写届次时，须用 --organ 写明一个按届编号的机构；否则请写年份。", WRONG_CALL)
    return chosen, Wanted(frozenset(spoken), since)


def bring(
    folder: Path,
    repositories: Sequence[Repository],
    wanted: Wanted,
    settings: Settings,
    *,
    is_logged: bool,
    quiet: bool,
) -> tuple[Fetched, ...]:
    """Bring texts into a folder, and tell what happens meanwhile. Ends where there can be no such folder."""
    from app.fetch.run import Plan, fetch  # noqa: PLC0415  the client of HTTP is loaded only where it is used

    def told(repository: str, words: str) -> None:
        if is_logged:
            logger.info("fetch", repository=repository, told=words)
        elif not quiet:
            errors().print(f"{repository}：{words}")

    plan = Plan(settings.fetch_address, settings.fetch_branch, _years_of)
    try:
        fetched = fetch(folder, repositories, wanted, plan, told)
    except FolderBusyError:
        stop(f"另一个命令正在往 {shown_path(folder)} 里取文本，请等它结束后再试。", REFUSED)
    except OSError as error:
        stop(f"文件夹不能使用：{error.strerror or error}：{shown_path(folder)}", WRONG_CALL)
    for one in fetched:
        _tell_failures(one, is_logged=is_logged)
    return fetched


def fetch_document(folder: Path, fetched: Sequence[Fetched]) -> dict[str, Any]:
    """The JSON document of what was brought."""
    return {"folder": str(folder), "repositories": [_repository(one) for one in fetched]}


def print_fetched(fetched: Sequence[Fetched]) -> None:
    """Print what was brought, for people."""
    console = results()
    for one in fetched:
        counts = f"新增 {len(one.new)}  更新 {len(one.changed)}  未变 {one.same}"
        console.print(f"{one.repository}  {'仓库没有变化' if one.is_unchanged else counts}")
        for remark in one.remarks:
            console.print(f"  {remark}")


def _years_of(organ: str) -> YearsOf:
    found = shipped_names().organ_by_code(organ)
    return found.years_of if found else lambda _session: None


def _tell_failures(fetched: Fetched, *, is_logged: bool) -> None:
    lines = [(one.path, one.reason) for one in fetched.refused]
    if fetched.failure:
        lines.append((fetched.repository, fetched.failure))
    for path, reason in lines:
        if is_logged:
            logger.warning("not_fetched", path=path, reason=reason)
        else:
            errors().print(f"没有取来：{path}：{reason}")


def _repository(fetched: Fetched) -> dict[str, Any]:
    status = "failed" if fetched.failure else "unchanged" if fetched.is_unchanged else "fetched"
    return {
        "repository": fetched.repository,
        "status": status,
        "failure": fetched.failure,
        "new": list(fetched.new),
        "changed": list(fetched.changed),
        "same": fetched.same,
        "refused": [{"path": one.path, "reason": one.reason} for one in fetched.refused],
        "remarks": list(fetched.remarks),
    }
