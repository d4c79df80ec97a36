"""The command `jueyi`: a module a subcommand, and what they share."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from app.cli.archive import outgrown as outgrown
from app.cli.backup import backup_command, restore_command
from app.cli.bulk import bulk_command
from app.cli.check import check_command
from app.cli.explain import explain_command
from app.cli.fetch import fetch_command
from app.cli.help import HelpedCommand, HelpedGroup
from app.cli.ingest import ingest_command
from app.cli.output import WRONG_CALL, errors, escape_what_cannot_be_printed, shown_path
from app.cli.problems import problems_command
from app.cli.releases import releases_command, rollback_command
from app.cli.repair import repair_command
from app.cli.replicate import replicate_command
from app.cli.serve import serve_command
from app.cli.update import update_command
from app.domain.controls import has_controls

cli = typer.Typer(
    name="jueyi",
    cls=HelpedGroup,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

cli.command("ingest", cls=HelpedCommand)(ingest_command)
cli.command("fetch", cls=HelpedCommand)(fetch_command)
cli.command("update", cls=HelpedCommand)(update_command)
cli.command("serve", cls=HelpedCommand)(serve_command)
cli.command("check", cls=HelpedCommand)(check_command)
cli.command("problems", cls=HelpedCommand)(problems_command)
cli.command("explain", cls=HelpedCommand)(explain_command)
cli.command("backup", cls=HelpedCommand)(backup_command)
cli.command("restore", cls=HelpedCommand)(restore_command)
cli.command("releases", cls=HelpedCommand)(releases_command)
cli.command("rollback", cls=HelpedCommand)(rollback_command)
cli.command("bulk", cls=HelpedCommand)(bulk_command)
cli.command("repair", cls=HelpedCommand)(repair_command)
cli.command("replicate", cls=HelpedCommand)(replicate_command)


def _print_version(is_asked: bool) -> None:  # noqa: FBT001  Typer hands the value over by position
    if is_asked:
        typer.echo(f"jueyi {version('jueyi')}")
        raise typer.Exit


@cli.callback()
def jueyi(
    *,
    show_version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="显示版本。")
    ] = False,
) -> None:
    """决议：联合国决议中文检索库。取来、收录文本，提供网页，检查、备份、修复归档。

    结果写到标准输出，被拒绝的文件和错误写到标准错误。每个命令的说明：jueyi 命令 --help。
    """


def main() -> None:
    """The entry point of the command."""
    escape_what_cannot_be_printed()
    if strange := [word for word in sys.argv[1:] if word.startswith("-") and has_controls(word)]:
        # Typer would repeat it as it is.
        errors().print(f"没有这个选项：{shown_path(strange[0])}")
        sys.exit(WRONG_CALL)
    cli()
