"""What is told of a call that Typer cannot understand, in Chinese; Typer tells it in English only."""

from collections.abc import Sequence
from typing import Protocol, cast

import typer

UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What Typer raises then; it exports only this child of it."""


class Parameter(Protocol):
    """An option, or an argument, as Typer describes it."""

    opts: list[str]
    metavar: str | None
    name: str | None


class WrongCall(Protocol):
    """What Typer raises; which attributes it has depends on its kind."""

    ctx: typer.Context | None
    param: Parameter | None
    option_name: str
    possibilities: Sequence[str] | None
    message: str


def told(error: Exception) -> str:
    """What is wrong in a call, and where to read how to write it; the help where nothing was asked for."""
    wrong = cast("WrongCall", error)
    if type(error).__name__ == "NoArgsIsHelpError" and wrong.ctx:
        return wrong.ctx.get_help()
    where = f"\n用法见：{wrong.ctx.command_path} --help" if wrong.ctx else ""
    return f"{_reason(type(error).__name__, wrong)}{where}"


def _reason(kind: str, error: WrongCall) -> str:
    match kind:
        case "NoSuchOption":
            alike = "、".join(error.possibilities or ())
            return f"没有选项 {error.option_name}{f'，是不是 {alike}？' if alike else '。'}"
        case "BadOptionUsage":
            return f"选项 {error.option_name} 用得不对：缺少它的值，或不该有值。"
        case "MissingParameter":
            return f"缺少 {_name(error.param)}。"
        case "BadParameter":
            return f"{_name(error.param)} 的值不能用。"
        case _:
            command = error.message.split("'")[1] if error.message.startswith("No such command") else ""
            return f"没有命令 {command}。" if command else f"命令写得不对：{error.message}"


def _name(param: Parameter | None) -> str:
    if param is None:
        return "参数"
    options = [option for option in param.opts if option.startswith("-")]
    return max(options, key=len) if options else str(param.metavar or param.name)
