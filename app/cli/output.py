"""What the commands print: results on standard output, refusals and errors on standard error.

Names of files and words of texts may hold characters that command a terminal: they are printed as escapes.

Exit status: 0 all accepted, 1 some refused or not sound, 2 usage error.
"""

import io
import json
import re
import sys
from typing import Any, NoReturn

import typer
from rich.console import Console

from app.domain.controls import CONTROL, escaped
from app.logs import holds_unicode

OK, REFUSED, WRONG_CALL = 0, 1, 2


class _PlainConsole(Console):
    """Nothing is wrapped, marked up or coloured, and no character printed but line ends and tabs is a command."""

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, highlight=False, soft_wrap=True, markup=False, emoji=False)

    def print(self, *objects: Any, **how: Any) -> None:  # noqa: ANN401  as Rich has it
        """Print, with escapes for what a terminal would obey."""
        plain = (escaped(one, keep="\n\t") if isinstance(one, str) else one for one in objects)
        super().print(*plain, **how)


def results() -> Console:
    """Standard output, for people."""
    return _PlainConsole()


def errors() -> Console:
    """Standard error, for people."""
    return _PlainConsole(stderr=True)


def print_json(value: dict[str, Any]) -> None:
    """The result as one JSON document, in ASCII where standard output holds nothing else."""
    written = json.dumps(value, ensure_ascii=not holds_unicode(sys.stdout), indent=1)
    sys.stdout.write(CONTROL.sub(_in_json, written) + "\n")


def _in_json(found: re.Match[str]) -> str:
    return found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}"


def shown_path(path: object) -> str:
    """A path as a message shows it, on one line."""
    return escaped(str(path))


def stop(message: str, status: int) -> NoReturn:
    """End with this status, and the reason on standard error."""
    errors().print(message)
    raise typer.Exit(status)


def escape_what_cannot_be_printed() -> None:
    """Print characters that the terminal's encoding lacks as escapes, instead of ending with a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
