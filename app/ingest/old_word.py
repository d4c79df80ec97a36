"""Old Word files (.doc, .rtf), made into newer ones by LibreOffice, in a process bounded like the cage."""

import os
import resource
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from app.ingest.caged import MOST_MEMORY, MOST_SECONDS

MOST_WALL_SECONDS = 2 * MOST_SECONDS
"""For one file, with the start of LibreOffice, in seconds."""
_LARGEST = 50_000_000
"""Maximum size of the file made, in bytes."""
_COMMANDS = ("soffice", "libreoffice")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{}
</oor:items>
"""
_SETTING = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
_NOTHING_FROM_OUTSIDE = {
    "MacroSecurityLevel": "3",
    "DisableMacrosExecution": "true",
    "DisableActiveContent": "true",
    "BlockUntrustedRefererLinks": "true",
}


def as_docx(data: bytes) -> bytes:
    """A file that LibreOffice makes of an old one. Raises ValueError, with a reason in Chinese, if it makes none."""
    command = next(filter(None, map(shutil.which, _COMMANDS)), None)
    if command is None:
        raise ValueError(
            "旧式 Word 文件（.doc、.rtf）要由 LibreOffice 转换，这台机器上没有安装：请安装 libreoffice-writer，"
            "或在 Word 中另存为 .docx"
        )
    with TemporaryDirectory(prefix="jueyi-word-") as folder:
        source, made = Path(folder, "text.doc"), Path(folder, "made", "text.docx")
        source.write_bytes(data)
        _write_settings(Path(folder, "profile", "user"))
        _run([command, *_arguments(Path(folder), source, made, data)])
        if not made.is_file():
            raise ValueError(
                "LibreOffice 打不开这个旧式 Word 文件：可能已损坏，或有密码；请在 Word 中另存为 .docx"
            )
        if made.stat().st_size > _LARGEST:
            raise ValueError(f"转换成 .docx 后超过 {_LARGEST // 1_000_000} MB")
        return made.read_bytes()


def _arguments(folder: Path, source: Path, made: Path, data: bytes) -> list[str]:
    # Left to itself, LibreOffice tries all that it can read.
    kind = "Rich Text Format" if data.startswith(b"{\\rtf") else "MS Word 97"
    return [
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        f"--infilter={kind}",
        "--convert-to",
        "docx:Office Open XML Text",
        "--outdir",
        str(made.parent),
        str(source),
    ]


def _write_settings(folder: Path) -> None:
    folder.mkdir(parents=True)
    settings = "\n".join(_SETTING.format(*one) for one in _NOTHING_FROM_OUTSIDE.items())
    (folder / "registrymodifications.xcu").write_text(_SETTINGS.format(settings), "utf-8")


def _run(command: list[str]) -> None:
    """Run LibreOffice, which starts processes of its own; whatever is left of them ends with it."""
    process = subprocess.Popen(  # noqa: S603  arguments of our own
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        if hasattr(resource, "prlimit"):
            with suppress(ProcessLookupError):
                resource.prlimit(process.pid, resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
                resource.prlimit(process.pid, resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))
        process.wait(MOST_WALL_SECONDS)
    except subprocess.TimeoutExpired:
        raise ValueError(f"LibreOffice 转换超过 {MOST_WALL_SECONDS} 秒，已中止") from None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
