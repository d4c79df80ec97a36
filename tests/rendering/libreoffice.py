"""Converts files with LibreOffice, many in one call, with a profile of its own."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

PROGRAM = shutil.which("soffice")
"""The program, or None where it is not installed."""

WHY_ABSENT = "LibreOffice is not installed (soffice, of the package libreoffice-writer-nogui)"
_SECONDS_EACH, _SECONDS_MORE = 10, 120


def convert(files: Sequence[Path], ending: str, folder: Path) -> list[Path]:
    """Convert files to the format of an ending (`docx`, `pdf`), into a folder; returns the new files, in order.

    Raises RuntimeError where one was not converted.
    """
    assert PROGRAM, WHY_ABSENT
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                PROGRAM,
                f"-env:UserInstallation=file://{profile}",
                "--headless",
                "--convert-to",
                ending,
                "--outdir",
                folder,
                *files,
            ],
            check=True,
            capture_output=True,
            timeout=_SECONDS_MORE + _SECONDS_EACH * len(files),
        )
    made = [folder / f"{file.stem}.{ending}" for file in files]
    absent = [file.name for file in made if not file.exists()]
    if absent:
        raise RuntimeError(f"LibreOffice made no {', '.join(absent[:5])}")
    return made
