"""`jueyi check`."""

import typer

from app.cli.archive import archive_of, engine_of, published, read_settings, require_engine
from app.cli.failures import ADVICE, failure
from app.cli.options import ArchiveOption, JsonOption, QuietOption
from app.cli.output import OK, REFUSED, print_json, results, stop
from app.db.checksums import damaged_files, has_checksums
from app.db.release import Release
from app.db.session import read_session
from app.ingest.checks import changed_sources, check_manifest, damage
from app.search.engine import SearchUnavailableError
from app.search.engine_registry import EngineKind


def check_command(
    *, archive: ArchiveOption = None, as_json: JsonOption = False, quiet: QuietOption = False
) -> None:
    """检查已发布的归档：每个文件的校验和、数据库与索引、每一处的网址、引用、票数、来源，并抽样检索。

    退出状态：0 没有问题；1 有问题，或没有归档；2 命令本身有误。

    --json 的文档：release（归档）、sound（有无问题）、findings（问题）、remarks（收录以后改动的来源文件）。--quiet 只输出问题。
    """
    settings = read_settings()
    engine = engine_of(settings)
    release = published(archive_of(settings, archive))
    require_engine(release, engine)
    try:
        findings, remarks = _checked(release, engine)
    except SearchUnavailableError as error:
        stop(*failure(error))
    name = release.path.name
    if as_json:
        print_json({"release": name, "sound": not findings, "findings": findings, "remarks": remarks})
    else:
        console = results()
        for line in findings if quiet else (*findings, *remarks):
            console.print(line)
        if not quiet:
            told = f"{len(findings)} 处问题。{ADVICE}" if findings else "没有发现问题。"
            console.print(f"归档 {name}：{told}")
    raise typer.Exit(REFUSED if findings else OK)


def _checked(release: Release, engine: EngineKind) -> tuple[list[str], list[str]]:
    """What is wrong in a release, and which sources changed since."""
    findings = damage(release, engine, damaged_files(release))
    if findings:
        return findings, []
    with read_session(release.database) as session:
        remarks = list(changed_sources(session))
        if not has_checksums(release):
            remarks.append("这份归档由较早的版本发布，没有校验和；下一次收录时会有")
        return list(check_manifest(session, release)), remarks
