"""A process that a folder without write bits stops, even if the tests run as root."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from app.resources import ROOT

_DROP_FROM_BOUNDING_SET = 24
_DAC_OVERRIDE, _DAC_READ_SEARCH = 1, 2
"""Numbers of prctl(2) and capabilities(7)."""


def _obey_permissions() -> None:
    """Give up, for what is executed next, root's right to write where nobody may."""
    if os.geteuid() == 0:
        prctl = ctypes.CDLL(None, use_errno=True).prctl
        for capability in (_DAC_OVERRIDE, _DAC_READ_SEARCH):
            if prctl(_DROP_FROM_BOUNDING_SET, capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "prctl")


def make_unwritable(folder: Path) -> None:
    """Take the write bits off a folder and all in it."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o555 if path.is_dir() else 0o444)


def run(code: str, *arguments: str, environment: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
    """Run Python code that must obey permissions."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        preexec_fn=_obey_permissions,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
