"""Help in Chinese that fits any width: lines are folded by columns, where Typer's tables cut Chinese off."""

import shutil
import sys
from collections.abc import Iterable
from typing import Any, Protocol

import typer
from rich.console import Console
from rich.table import Table
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from app.cli.output import WRONG_CALL, errors
from app.cli.wrong_call import UsageError, told

_KNOWN = {
    "help": "显示这份说明。",
    "install_completion": "为当前的 shell 安装命令补全。",
    "show_completion": "显示命令补全的脚本，以便复制或改动。",
}
"""Options that Typer brings along, by name."""


class Formatter(Protocol):
    """Where Typer wants the help."""

    def write(self, string: str) -> None:
        """Take a part of it."""


class HelpedCommand(TyperCommand):
    """A command whose help is this module's."""

    def format_help(self, ctx: typer.Context, formatter: Formatter) -> None:  # type: ignore[override]
        """Write the help into the formatter."""
        formatter.write(_help(self, ctx))


class HelpedGroup(TyperGroup):
    """The command with its subcommands, whose help is this module's."""

    def format_help(self, ctx: typer.Context, formatter: Formatter) -> None:  # type: ignore[override]
        """Write the help into the formatter."""
        formatter.write(_help(self, ctx))

    def main(self, *arguments: Any, **more: Any) -> Any:  # noqa: ANN401  as Typer has it
        """Run the command and end. Ends with 2, and the reason in Chinese, where the call is wrong."""
        try:
            sys.exit(super().main(*arguments, **{**more, "standalone_mode": False}))
        except UsageError as error:
            errors().print(told(error))
            sys.exit(WRONG_CALL)


def _help(command: TyperCommand | TyperGroup, ctx: typer.Context) -> str:
    params = command.get_params(ctx)
    arguments = [param for param in params if isinstance(param, TyperArgument)]
    options = [param for param in params if isinstance(param, TyperOption)]
    subcommands = command.commands if isinstance(command, TyperGroup) else {}
    words = [ctx.command_path, "[选项]", *(_name(argument) for argument in arguments)]
    console = Console(
        width=shutil.get_terminal_size().columns,
        color_system=None,
        highlight=False,
        markup=False,
        emoji=False,
    )
    with console.capture() as capture:
        console.print("用法：", " ".join([*words, *(["命令"] if subcommands else [])]), sep="")
        console.print()
        console.print(command.help or "", overflow="fold")
        _print_rows(console, "参数", ((_name(param), param.help or "") for param in arguments))
        _print_rows(
            console,
            "选项",
            ((_names(param), _KNOWN.get(param.name or "", param.help or "")) for param in options),
        )
        shown = ((name, held.get_short_help_str(limit=1000)) for name, held in subcommands.items())
        _print_rows(console, "命令", shown)
    return capture.get().rstrip("\n")


def _print_rows(console: Console, heading: str, rows: Iterable[tuple[str, str]]) -> None:
    table = Table.grid(padding=(0, 2), pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, text in rows:
        table.add_row(f"  {name}", text)
    if table.rows:
        console.print(f"\n{heading}：")
        console.print(table)


def _name(param: TyperOption | TyperArgument) -> str:
    return str(param.metavar or (param.name or "").upper())


def _names(param: TyperOption) -> str:
    names = ", ".join([*sorted(param.opts, key=len), *param.secondary_opts])
    return names if param.is_flag else f"{names} {_name(param)}"
