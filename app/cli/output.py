"""What the commands print: results on standard output, refusals and errors on standard error.

Exit status: 0 all accepted, 1 some refused or not sound, 2 usage error.
"""

import io
import json
import sys
from typing import Any, NoReturn

import typer
from rich.console import Console

from app.logs import holds_unicode

OK, REFUSED, WRONG_CALL = 0, 1, 2


def results() -> Console:
    """Standard output, for people: nothing is wrapped, marked up or coloured."""
    return Console(highlight=False, soft_wrap=True, markup=False, emoji=False)


def errors() -> Console:
    """Standard error, for people."""
    return Console(stderr=True, highlight=False, soft_wrap=True, markup=False, emoji=False)


def print_json(value: dict[str, Any]) -> None:
    """The result as one JSON document, in ASCII where standard output holds nothing else."""
    json.dump(value, sys.stdout, ensure_ascii=not holds_unicode(sys.stdout), indent=1)
    sys.stdout.write("\n")


def stop(message: str, status: int) -> NoReturn:
    """End with this status, and the reason on standard error."""
    errors().print(message)
    raise typer.Exit(status)


def escape_what_cannot_be_printed() -> None:
    """Print characters that the terminal's encoding lacks as escapes, instead of ending with a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
