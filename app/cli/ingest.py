"""`jueyi ingest`."""

import logging
import sys
from pathlib import Path
from time import perf_counter
from typing import Annotated, NoReturn

import structlog
import typer

from app.cli.archive import engine_of, outgrown, read_settings
from app.cli.failures import ARCHIVE_ERRORS, failure
from app.cli.options import ArchiveOption, JsonOption, QuietOption
from app.cli.output import OK, REFUSED, WRONG_CALL, errors, print_json, results, shown_path, stop
from app.cli.repair import mended_line
from app.db.release import current_release
from app.ingest.outcome import Outcome, Summary
from app.ingest.run import ReleaseConfig, ingest
from app.ingest.series_links import CuratedLinks
from app.logs import configure_logs
from app.progress import NAMES, LoggedProgress, Reporter
from app.settings import shipped_lexicon, shipped_names, shipped_series

LogOption = Annotated[
    bool | None,
    typer.Option(
        "--log/--no-log", help="在标准错误上是否记日志，代替进度条和拒绝的文件（默认只在它不是终端时）。"
    ),
]

logger = structlog.stdlib.get_logger(__name__)


def ingest_command(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="文件，或文件夹（连同其中的文件夹）。", show_default=False),
    ],
    *,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    log: LogOption = None,
) -> None:
    """读取 PDF（.pdf）、Word（.docx；装有 LibreOffice 时也有 .doc、.rtf）、网页（.html、.htm）、纯文本（.txt，UTF-8、UTF-16、GB18030 或 Big5）和联合国的 Akoma Ntoso（.xml），收入归档并发布。一份文本可以有几种格式的文件，互为来源，显示结构最全的一份。

    再次运行时只读取有变化的文件。退出状态：0 全部收录；1 有文件被拒绝，其余已收录，或归档不能写（正忙、已满、已损坏），什么也没有收录；2 命令本身有误，什么也没有收录。

    --json 的文档：release（发布的归档，没有变化时为 null）、mended（current 链接不在时，重新指向的归档）、counts（read、added、updated、unchanged、merged、refused 的数目）、seconds（秒数）、files（每个文件的 path、status、reason）。--quiet 只输出被拒绝的文件。
    """
    if missing := [str(path) for path in paths if _is_missing(path)]:
        stop("\n".join(f"没有这个文件或文件夹：{shown_path(path)}" for path in missing), WRONG_CALL)
    settings = read_settings()
    is_logged = not sys.stderr.isatty() if log is None else log
    configure_logs(settings.log_format, level=logging.WARNING if quiet else logging.INFO)
    began = perf_counter()
    config = ReleaseConfig(
        shipped_names(),
        engine_of(settings),
        CuratedLinks(shipped_series()),
        settings.keep_releases,
        shipped_lexicon(),
    )
    folder = archive or settings.archive
    console = errors()
    try:
        with LoggedProgress() if is_logged else Reporter(console, is_shown=not quiet) as progress:
            summary = ingest(paths, folder, config, progress)
    except ARCHIVE_ERRORS as error:
        _fail(error, is_logged=is_logged)
    seconds = round(perf_counter() - began, 1)
    if is_logged:
        _log(summary, seconds)
    else:
        console.print(*map(_line, summary.refused), sep="\n", end="\n" if summary.refused else "")
    if as_json:
        print_json(_document(summary, seconds))
    elif not quiet:
        _print(summary)
    if (release := current_release(folder)) and summary.release and not quiet:
        console.print(outgrown(release, config.engine), end="")
    raise typer.Exit(REFUSED if summary.refused else OK)


def _is_missing(path: Path) -> bool:
    try:
        return not path.exists()
    except OSError:
        return False  # it is there, and the ingest says what is wrong with it


def _fail(error: Exception, *, is_logged: bool) -> NoReturn:
    reason, status = failure(error)
    if is_logged:
        logger.error("ingest_failed", reason=reason)
        raise typer.Exit(status) from None
    stop(reason, status)


def _log(summary: Summary, seconds: float) -> None:
    if summary.mended:
        logger.warning("current_link_mended", release=summary.mended)
    if summary.release:
        logger.info("release_published", release=summary.release, seconds=seconds, **summary.counts())
    else:
        logger.info("archive_unchanged", seconds=seconds, **summary.counts())


def _document(summary: Summary, seconds: float) -> dict[str, object]:
    files = [
        {"path": outcome.path, "status": outcome.status, "reason": outcome.reason or None}
        for outcome in summary.outcomes
    ]
    return {
        "release": summary.release,
        "mended": summary.mended,
        "counts": summary.counts(),
        "seconds": seconds,
        "files": files,
    }


def _line(outcome: Outcome) -> str:
    return f"{NAMES[outcome.status]}：{outcome.path}：{outcome.reason}"


def _print(summary: Summary) -> None:
    console = results()
    if summary.mended:
        console.print(mended_line(summary.mended))
    console.print("  ".join(f"{NAMES[key]} {key} {count}" for key, count in summary.counts().items()))
    for outcome in summary.outcomes:
        if outcome.reason and outcome.status != "refused":
            console.print(_line(outcome))
    console.print(f"已发布 {summary.release}" if summary.release else "没有变化，归档保持原样。")
