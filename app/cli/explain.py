"""`jueyi explain`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.cells import set_cell_size

from app.cli.options import JsonOption, QuietOption
from app.cli.output import REFUSED, WRONG_CALL, print_json, results, shown_path, stop
from app.domain.resolution import Problem
from app.ingest.explain import Explanation, explain
from app.settings import shipped_names


def explain_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="一个文件。", show_default=False)],
    *,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """逐行说明一个文件会怎样读取：每一行读作什么、在哪一段、为什么。不写入归档。

    退出状态：0 会收录；1 会拒绝；2 命令本身有误。

    --json 的文档：file（文件）、refused（拒绝的理由，或 null）、documents（文件里的各份文本）、lines（每一行的 number、printed（所在的页，没有行号的格式才有）、decision、place、why、text）、problems（存疑之处的 code、anchor、message）。--quiet 只输出存疑之处。
    """
    try:
        found = explain(file, shipped_names())
    except (ValueError, OSError) as error:
        stop(f"{shown_path(file)}：{getattr(error, 'strerror', None) or error}", WRONG_CALL)
    if as_json:
        print_json(_document(file, found))
    if isinstance(found, Problem):
        stop(f"拒绝：{found.message}", REFUSED)
    if not as_json:
        _print(found, quiet=quiet)


def _document(file: Path, found: Explanation | Problem) -> dict[str, object]:
    if isinstance(found, Problem):
        return {
            "file": shown_path(file),
            "refused": found.message,
            "documents": [],
            "lines": [],
            "problems": [],
        }
    return {
        "file": shown_path(file),
        "refused": None,
        "documents": [*found.documents],
        "lines": [
            _members(line, "number", "printed", "decision", "place", "why", "text") for line in found.lines
        ],
        "problems": [_members(problem, "code", "anchor", "message") for problem in found.problems],
    }


def _members(value: object, *names: str) -> dict[str, object]:
    return {name: getattr(value, name) for name in names}


def _print(found: Explanation, *, quiet: bool) -> None:
    console = results()
    if not quiet:
        console.print("、".join(found.documents))
        for line in found.lines:
            number = line.printed if line.number is None else str(line.number).rjust(5)
            columns = (
                set_cell_size(number, 8) if line.printed else number.rjust(5),
                set_cell_size(line.decision, 18),
                set_cell_size(line.place, 16),
                set_cell_size(line.why, 14),
                line.text,
            )
            console.print(*columns)
    for problem in found.problems:
        console.print(f"存疑  {problem.anchor or ''}  {problem.message}")
