"""`jueyi update`."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Annotated, NamedTuple

import typer

from app.cli.archive import archive_of, read_settings
from app.cli.bulk import BulkOption
from app.cli.failures import ARCHIVE_ERRORS, failure
from app.cli.fetch import (
    LanguageOption,
    OrganOption,
    SinceOption,
    bring,
    fetch_document,
    print_fetched,
    selection,
)
from app.cli.ingest import (
    LogOption,
    advise,
    bulk_of_current,
    ingest_document,
    logs_to_standard_error,
    print_summary,
    take_in,
    tell_refusals,
)
from app.cli.options import ArchiveOption, JsonOption, QuietOption
from app.cli.output import OK, REFUSED, errors, print_json, results, stop
from app.db.migrate import schema_version
from app.db.queries.held_texts import HeldText, changes_by_address, held_texts
from app.db.release import current_release
from app.db.session import read_session


class Change(NamedTuple):
    """A document that is new, or whose text changed."""

    text: HeldText
    is_new: bool


def update_command(  # noqa: PLR0913  each option is a parameter
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]", help="文本放在哪个文件夹（默认 var/texts，或 JUEYI_TEXTS）。", show_default=False
        ),
    ] = None,
    *,
    organ: OrganOption = None,
    language: LanguageOption = None,
    since: SinceOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    log: LogOption = None,
    bulk: BulkOption = False,
) -> None:
    """取来联合国公布的文本（如 jueyi fetch unxml），收入归档（如 jueyi ingest），列出新增和更新的文件。供定时器每晚运行。

    没有取到时，仍收录文件夹里已有的。退出状态：0 全部取来并收录；1 有没有取来的，或有文件被拒绝，其余已收录；2 命令本身有误。

    --json 的文档：fetch（如 jueyi fetch 的）、ingest（如 jueyi ingest 的）、new 和 changed（每份文件的 id、symbol、title）。--quiet 只输出新增和更新的文件，以及没有取来、被拒绝的。
    """
    settings = read_settings()
    top, place = folder or settings.texts, archive_of(settings, archive)
    chosen, wanted = selection(organ, language, since)
    is_logged = logs_to_standard_error(settings, log=log, quiet=quiet)
    fetched = bring(top, chosen, wanted, settings, is_logged=is_logged, quiet=quiet)
    if not quiet and not as_json:
        print_fetched(fetched)
    before, began = _held_before(place), perf_counter()
    summary = take_in([top], place, settings, is_logged=is_logged, quiet=quiet)
    seconds = round(perf_counter() - began, 1)
    changes = _changes(place, before) if summary.release else ()
    tell_refusals(summary, seconds, is_logged=is_logged)
    if as_json:
        document = {"fetch": fetch_document(top, fetched), "ingest": ingest_document(summary, seconds)}
        new, changed = (
            [_document(one) for one in changes if one.is_new is is_new] for is_new in (True, False)
        )
        print_json({**document, "new": new, "changed": changed})
    else:
        if not quiet:
            print_summary(summary)
        _print(changes)
    if not quiet:
        advise(place, summary, settings)
    if bulk:
        bulk_of_current(place, is_shown=not quiet and not as_json)
    is_whole = all(one.is_whole for one in fetched) and not summary.refused
    raise typer.Exit(OK if is_whole else REFUSED)


def _held_before(archive: Path) -> Mapping[str, datetime | None]:
    """When each document of the current release changed; nothing where there is none, or a later version wrote it: the
    ingest says so."""
    release = current_release(archive)
    if release is None or release.is_newer_than_program() or not release.database_file.is_file():
        return {}
    try:
        with read_session(release.database) as session:
            is_dated = release.manifest().get("schema") == schema_version()
            return changes_by_address(session, is_dated=is_dated)
    except ARCHIVE_ERRORS as error:
        stop(*failure(error))


def _changes(archive: Path, before: Mapping[str, datetime | None]) -> tuple[Change, ...]:
    """What the release that was just published has more than the one before."""
    release = current_release(archive)
    if release is None:
        return ()
    if before and not any(before.values()):
        errors().print("上一份归档还没有更新日期，这一次只列出新增的文件，不列出更新的。")
    with read_session(release.database) as session:
        held = held_texts(session)
    return tuple(
        Change(text, address not in before)
        for address, text in held.items()
        if address not in before or _has_changed(text, before[address])
    )


def _has_changed(text: HeldText, former: datetime | None) -> bool:
    return text.changed_at is not None and former is not None and text.changed_at > former


def _document(change: Change) -> dict[str, object]:
    return {"id": change.text.address, "symbol": change.text.symbol, "title": change.text.title}


def _print(changes: tuple[Change, ...]) -> None:
    console = results()
    for text, is_new in changes:
        console.print(
            f"{'新增' if is_new else '更新'} {text.symbol or text.address}  {text.title or ''}".rstrip()
        )
