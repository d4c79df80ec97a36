"""The command `jueyi`: ingest, serve, check, problems, explain."""

import os
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.cells import set_cell_size
from rich.console import Console
from sqlalchemy.exc import DatabaseError

from app.db.queries.reported_problems import problems as reported_problems
from app.db.release import Release, current_release
from app.db.session import read_session
from app.domain.resolution import Problem
from app.ingest.checks import changed_sources, check_manifest, check_release
from app.ingest.explain import explain
from app.ingest.outcome import Summary
from app.ingest.publication import ArchiveBusyError
from app.ingest.run import BadReleaseError, ReleaseConfig, ingest
from app.ingest.series_links import CuratedLinks
from app.progress import NAMES, Reporter
from app.search.engine_registry import EngineKind, MissingEngineError
from app.settings import Settings, shipped_names, shipped_segmenter, shipped_series

OK, REFUSED, WRONG_CALL = 0, 1, 2

_EXAMPLES = 3
"""How many problems of a kind are listed where all kinds are."""

cli = typer.Typer(
    name="jueyi",
    help="决议：联合国决议中文检索库。收录文本、提供网页、检查归档。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

ArchiveOption = Annotated[
    Path | None, typer.Option("--archive", metavar="DIR", help="归档所在的文件夹（默认 var/archive）。")
]


@cli.command("ingest")
def ingest_command(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="文件，或文件夹（连同其中的文件夹）。", show_default=False),
    ],
    archive: ArchiveOption = None,
) -> None:
    """读取文本（.txt，UTF-8、UTF-16 或 GB18030）和联合国的 Akoma Ntoso（.xml），收入归档并发布。

    再次运行时只读取有变化的文件。退出状态：0 全部收录；1 有文件被拒绝，其余已收录；2 命令本身有误。
    """
    settings = _settings()
    console = Console(highlight=False, soft_wrap=True)
    making = ReleaseConfig(shipped_names(), _engine(settings), CuratedLinks(shipped_series()))
    try:
        with Reporter(console) as reporter:
            summary = ingest(paths, archive or settings.archive, making, reporter)
    except ArchiveBusyError:
        console.print("另一个收录正在进行，请等它结束后再试。")
        raise typer.Exit(REFUSED) from None
    except MissingEngineError as missing:
        console.print(_without_engine(missing), markup=False)
        raise typer.Exit(WRONG_CALL) from None
    except BadReleaseError as error:
        console.print("新归档没有通过检查，未发布：", *error.args, sep="\n  ", markup=False)
        raise typer.Exit(REFUSED) from None
    except DatabaseError as error:
        console.print(f"现有归档的数据库无法读取：{error.orig}", markup=False)
        raise typer.Exit(REFUSED) from None
    except OSError as error:
        console.print(f"归档文件夹不能使用：{error.strerror}：{error.filename}", markup=False)
        raise typer.Exit(WRONG_CALL) from None
    _print_summary(console, summary)
    if (release := current_release(archive or settings.archive)) and summary.release:
        console.print(outgrown(release, _engine(settings)), markup=False, end="")
    raise typer.Exit(REFUSED if summary.refused else OK)


@cli.command("serve")
def serve_command(
    host: Annotated[str, typer.Option(help="监听的地址。")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="监听的端口。", min=0, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(help="进程数，宜与处理器核数相同。", min=1, max=64)] = 1,
    archive: ArchiveOption = None,
) -> None:
    """提供网页和 JSON 接口。收录新文本后无须重启。"""
    from app.server import run  # noqa: PLC0415  the web is loaded only where it is served

    if archive:
        # Other processes than this one serve too, and read their settings anew.
        os.environ["JUEYI_ARCHIVE"] = str(archive)
    settings = _settings()
    release = current_release(settings.archive)
    if release is None:
        Console(stderr=True, soft_wrap=True).print(
            f"{settings.archive} 里还没有归档，请先运行 jueyi ingest。", markup=False
        )
        raise typer.Exit(REFUSED)
    if refusal := _refusal(release, _engine(settings)):
        Console(stderr=True, soft_wrap=True).print(refusal, markup=False)
        raise typer.Exit(REFUSED)
    run(host, port, workers)


@cli.command("check")
def check_command(archive: ArchiveOption = None) -> None:
    """检查已发布的归档：数据库与索引、每一处的网址、引用、票数、来源，并抽样检索。有问题时退出状态为 1。"""
    settings = _settings()
    console = Console(highlight=False, soft_wrap=True)
    release = current_release(archive or settings.archive)
    if release is None:
        console.print(f"{archive or settings.archive} 里还没有归档。", markup=False)
        raise typer.Exit(REFUSED)
    if refusal := _refusal(release, _engine(settings)):
        console.print(refusal, markup=False)
        raise typer.Exit(REFUSED)
    try:
        with (
            read_session(release.database) as session,
            closing(_engine(settings).open(release.index)) as index,
        ):
            findings = [*check_release(session, index), *check_manifest(session, release)]
            remarks = list(changed_sources(session))
    except FileNotFoundError as missing:
        findings, remarks = [f"缺少 {missing}"], []
    except DatabaseError as error:
        findings, remarks = [f"数据库无法读取：{error.orig}"], []
    for line in (*findings, *remarks):
        console.print(line, markup=False)
    console.print(f"归档 {release.path.name}：{f'{len(findings)} 处问题' if findings else '没有发现问题'}。")
    raise typer.Exit(REFUSED if findings else OK)


@cli.command("explain")
def explain_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="一个文件。", show_default=False)],
) -> None:
    """逐行说明一个文件会怎样读取：每一行读作什么、在哪一段、为什么。不写入归档。拒绝的文件退出状态为 1。"""
    console = Console(highlight=False, soft_wrap=True)
    try:
        found = explain(file, shipped_names())
    except (ValueError, OSError) as error:
        console.print(f"{file}：{getattr(error, 'strerror', None) or error}", markup=False)
        raise typer.Exit(WRONG_CALL) from None
    if isinstance(found, Problem):
        console.print(f"拒绝：{found.message}", markup=False)
        raise typer.Exit(REFUSED)
    console.print("、".join(found.documents), markup=False)
    for line in found.lines:
        number = "" if line.number is None else str(line.number)
        columns = (
            number.rjust(5),
            set_cell_size(line.decision, 18),
            set_cell_size(line.place, 16),
            set_cell_size(line.why, 14),
            line.text,
        )
        console.print(*columns, markup=False)
    for problem in found.problems:
        console.print(f"存疑  {problem.anchor or ''}  {problem.message}", markup=False)


@cli.command("problems")
def problems_command(
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="CODE", help="只列这一类，并列出每一处。")
    ] = None,
    archive: ArchiveOption = None,
) -> None:
    """列出读取时报告的存疑之处，按种类计数。"""
    console = Console(highlight=False, soft_wrap=True)
    folder = archive or _settings().archive
    release = current_release(folder)
    if release is None:
        console.print(f"{folder} 里还没有归档。", markup=False)
        raise typer.Exit(REFUSED)
    with read_session(release.database) as session:
        found = reported_problems(session, kind)
    for code, of_kind in groupby(found, key=lambda problem: problem.code):
        listed = list(of_kind)
        console.print(f"{code}  {len(listed)}", markup=False)
        for problem in listed if kind else listed[:_EXAMPLES]:
            place = f"/{problem.anchor}" if problem.anchor else ""
            console.print(f"  {problem.address}{place}  {problem.message}", markup=False)
    console.print(f"存疑 {len(found)} 处。")


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        for wrong in error.errors():
            name = "_".join(["JUEYI", *map(str, wrong["loc"])]).upper()
            Console(stderr=True, soft_wrap=True).print(
                f"{name}={wrong['input']}：{wrong['msg']}", markup=False
            )
        raise typer.Exit(WRONG_CALL) from None


def _engine(settings: Settings) -> EngineKind:
    return EngineKind(settings.search_engine, shipped_segmenter())


def _refusal(release: Release, engine: EngineKind) -> str:
    """Why an engine cannot search a release, empty where it can."""
    manifest = release.manifest()
    if manifest and not engine.matches(manifest):
        return (
            f"归档的索引是用 {manifest.get('engine')} {manifest.get('engine_version')} 建的，现在设定的是 "
            f"{engine.name} {engine.version}；请运行 jueyi ingest 重建索引，或改 JUEYI_SEARCH_ENGINE。"
        )
    try:
        engine.require()
    except MissingEngineError as missing:
        return _without_engine(missing)
    return ""


def outgrown(release: Release, engine: EngineKind) -> str:
    """A line of advice where a release has more units than its engine is good for, else nothing."""
    units = release.manifest().get("units")
    if not isinstance(units, int) or units <= engine.most_units:
        return ""
    return (
        f"归档有 {units} 个检索单元，{engine.name} 适合 {engine.most_units} 个以下："
        "建议设 JUEYI_SEARCH_ENGINE=tantivy，再运行一次 jueyi ingest。\n"
    )


def _without_engine(missing: MissingEngineError) -> str:
    return f"没有安装检索引擎 {missing}：请安装 jueyi[{missing}]，或改 JUEYI_SEARCH_ENGINE。"


def _print_summary(console: Console, summary: Summary) -> None:
    counts = summary.counts()
    console.print("  ".join(f"{NAMES[key]} {key} {count}" for key, count in counts.items()), markup=False)
    for outcome in summary.outcomes:
        if outcome.reason:
            console.print(f"{NAMES[outcome.status]}：{outcome.path}：{outcome.reason}", markup=False)
    if summary.release:
        console.print(f"已发布 {summary.release}", markup=False)
    else:
        console.print("没有变化，归档保持原样。", markup=False)


def main() -> None:
    """The entry point of the command."""
    cli()
