"""`jueyi ingest`."""

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Annotated, NoReturn

import structlog
import typer

from app.cli.archive import archive_of, engine_of, outgrown, read_settings
from app.cli.bulk import BulkOption, make_bulk, print_package
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
from app.settings import Settings, shipped_lexicon, shipped_names, shipped_series

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
    bulk: BulkOption = False,
) -> None:
    """读取 PDF（.pdf）、Word（.docx；装有 LibreOffice 时也有 .doc、.rtf）、网页（.html、.htm）、纯文本（.txt，UTF-8、UTF-16、GB18030 或 Big5）和联合国的 Akoma Ntoso（.xml），收入归档并发布。一份文本可以有几种格式的文件，互为来源，显示结构最全的一份。

    再次运行时只读取有变化的文件。退出状态：0 全部收录；1 有文件被拒绝，其余已收录，或归档不能写（正忙、已满、已损坏），什么也没有收录；2 命令本身有误，什么也没有收录。

    --json 的文档：release（发布的归档，没有变化时为 null）、mended（current 链接不在时，重新指向的归档）、counts（read、added、updated、unchanged、merged、refused 的数目）、seconds（秒数）、files（每个文件的 path、status、reason）。--quiet 只输出被拒绝的文件。
    """
    if missing := [str(path) for path in paths if _is_missing(path)]:
        stop("\n".join(f"没有这个文件或文件夹：{shown_path(path)}" for path in missing), WRONG_CALL)
    settings = read_settings()
    is_logged = logs_to_standard_error(settings, log=log, quiet=quiet)
    began = perf_counter()
    folder = archive_of(settings, archive)
    summary = take_in(paths, folder, settings, is_logged=is_logged, quiet=quiet)
    seconds = round(perf_counter() - began, 1)
    tell_refusals(summary, seconds, is_logged=is_logged)
    if as_json:
        print_json(ingest_document(summary, seconds))
    elif not quiet:
        print_summary(summary)
    if not quiet:
        advise(folder, summary, settings)
    if bulk:
        bulk_of_current(folder, is_shown=not quiet and not as_json)
    raise typer.Exit(REFUSED if summary.refused else OK)


def bulk_of_current(folder: Path, *, is_shown: bool) -> None:
    """Make the package of the release that is served. Ends with 1 where it cannot be made."""
    if release := current_release(folder):
        package = make_bulk(folder, release)
        if is_shown:
            print_package(package)


def logs_to_standard_error(settings: Settings, *, log: bool | None, quiet: bool) -> bool:
    """Set up the logs, and tell whether events go there in the place of lines for people."""
    configure_logs(settings.log_format, level=logging.WARNING if quiet else logging.INFO)
    return not sys.stderr.isatty() if log is None else log


def take_in(
    paths: Sequence[Path], folder: Path, settings: Settings, *, is_logged: bool, quiet: bool
) -> Summary:
    """Run an ingest with what ships, and show its progress. Ends where the archive cannot be worked on."""
    config = ReleaseConfig(
        shipped_names(),
        engine_of(settings),
        CuratedLinks(shipped_series()),
        settings.keep_releases,
        shipped_lexicon(),
    )
    try:
        with LoggedProgress() if is_logged else Reporter(errors(), is_shown=not quiet) as progress:
            return ingest(paths, folder, config, progress)
    except ARCHIVE_ERRORS as error:
        _fail(error, is_logged=is_logged)


def tell_refusals(summary: Summary, seconds: float, *, is_logged: bool) -> None:
    """Log how an ingest ended, or list on standard error what it refused."""
    if is_logged:
        _log(summary, seconds)
    else:
        errors().print(*map(_line, summary.refused), sep="\n", end="\n" if summary.refused else "")


def advise(folder: Path, summary: Summary, settings: Settings) -> None:
    """Say on standard error where a release has outgrown its engine."""
    if (release := current_release(folder)) and summary.release:
        errors().print(outgrown(release, engine_of(settings)), end="")


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


def ingest_document(summary: Summary, seconds: float) -> dict[str, object]:
    """The JSON document of an ingest."""
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


def print_summary(summary: Summary) -> None:
    """Print what an ingest did, for people."""
    console = results()
    if summary.mended:
        console.print(mended_line(summary.mended))
    console.print("  ".join(f"{NAMES[key]} {key} {count}" for key, count in summary.counts().items()))
    for outcome in summary.outcomes:
        if outcome.reason and outcome.status != "refused":
            console.print(_line(outcome))
    console.print(f"已发布 {summary.release}" if summary.release else "没有变化，归档保持原样。")
