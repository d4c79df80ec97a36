"""`jueyi repair`."""

from app.cli.archive import archive_of, engine_of, read_settings
from app.cli.failures import ARCHIVE_ERRORS, failure
from app.cli.options import ArchiveOption, JsonOption, QuietOption
from app.cli.output import REFUSED, errors, print_json, results, shown_path, stop
from app.ingest.repair import Repair, repair
from app.ingest.run import ReleaseConfig
from app.ingest.series_links import CuratedLinks
from app.progress import Reporter
from app.settings import shipped_lexicon, shipped_names, shipped_series


def repair_command(
    *, archive: ArchiveOption = None, as_json: JsonOption = False, quiet: QuietOption = False
) -> None:
    """修复损坏的归档：索引由数据库重建；数据库由上一份完好的归档和仍在原处的来源文件重建。服务不必停。

    退出状态：0 没有损坏，或已修复并发布；1 不能修复，什么也没有改动；2 命令本身有误。

    --json 的文档：findings（损坏之处）、release（发布的归档，没有损坏时为 null）、base（重建时所据的上一份归档）、mended（current 链接指回的归档）。
    """
    settings = read_settings()
    folder = archive_of(settings, archive)
    config = ReleaseConfig(
        shipped_names(),
        engine_of(settings),
        CuratedLinks(shipped_series()),
        settings.keep_releases,
        shipped_lexicon(),
    )
    try:
        with Reporter(errors(), is_shown=not quiet) as progress:
            found = repair(folder, config, progress)
    except ARCHIVE_ERRORS as error:
        stop(*failure(error))
    if found is None:
        stop(f"{shown_path(folder)} 里没有归档。", REFUSED)
    if as_json:
        print_json(
            {
                "findings": [*found.findings],
                "release": found.release,
                "base": found.base,
                "mended": found.mended,
            }
        )
    elif not quiet:
        results().print(*_lines(found), sep="\n")


def _lines(found: Repair) -> list[str]:
    lines = list(found.findings)
    if found.mended:
        lines.append(mended_line(found.mended))
    if found.release is None:
        return [*lines, "没有发现损坏。"]
    how = "已由数据库重建索引"
    if found.has_new_rows:
        of = f"上一份归档 {found.base} 和" if found.base else ""
        how = (
            f"已由{of}来源文件重建；此后才有改动的文件，以前的文本（/v/N）没有了"
            if found.base
            else "已由来源文件重建；以前的文本（/v/N）没有了"
        )
    return [*lines, f"{how}。已发布 {found.release}"]


def mended_line(release: str) -> str:
    """What is told where the link `current` was mended."""
    return f"current 不在或不是链接，已重新指向 {release}。"
