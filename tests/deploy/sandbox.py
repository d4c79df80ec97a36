"""Runs a command under what a unit of systemd denies, where there is no systemd: `sandbox.py UNIT WRITABLE COMMAND…`.

From the unit it takes the filter of system calls, the families of addresses, and the denial of memory that is written
and executed. All that is mounted is read-only but the folder WRITABLE (`-`: none),`/var/tmp` and `/dev/shm` are new,
and there is no capability. Needs root, systemd-analyze, and the seccomp module of the system's Python.
"""

import ctypes
import errno
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import seccomp

_ANALYZE, _MOUNT = shutil.which("systemd-analyze") or "", shutil.which("mount") or ""
_PROT_WRITE, _PROT_EXEC = 2, 4
_OWN = ("/var/tmp", "/dev/shm")  # noqa: S108  where they are mounted
_MAX_CAPABILITY = 63
_PR_CAPBSET_DROP = 24


def values(unit: str, key: str) -> list[str]:
    """The words of all lines of a key, in order."""
    return " ".join(re.findall(rf"^{key}=(.*)$", unit, re.M)).split()


def calls(group: str) -> set[str]:
    """The system calls of a group, and of the groups in it."""
    listed = subprocess.run(
        [_ANALYZE, "syscall-filter", group], capture_output=True, text=True, check=True
    ).stdout.split("\n")[1:]
    names = [line.strip() for line in listed if line.strip() and not line.strip().startswith("#")]
    return {name for name in names if name[0] != "@"}.union(
        *(calls(name) for name in names if name[0] == "@")
    )


def allowed_calls(unit: str) -> set[str]:
    """What is left of the groups that are allowed when those that are denied are taken away."""
    allowed: set[str] = set()
    for line in re.findall(r"^SystemCallFilter=(.*)$", unit, re.M):
        groups = [calls(group) for group in line.lstrip("~").split()]
        allowed = allowed.difference(*groups) if line.startswith("~") else allowed.union(*groups)
    return allowed


def mount(*arguments: str, must: bool = True) -> None:
    """Mount something in the namespace of this process."""
    subprocess.run([_MOUNT, *arguments], check=must, capture_output=True)


def close_files(writable: str) -> None:
    """Make all that is mounted read-only, but the folder."""
    for folder in _OWN:
        mount("-t", "tmpfs", "tmpfs", folder)
    if writable != "-":
        mount("--bind", writable, writable)
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        point = line.split()[4].encode().decode("unicode_escape")
        if point not in (writable, *_OWN):
            # What is kept for the kernel cannot be mounted anew, nor written without capabilities.
            mount("-o", "remount,bind,ro", point, must=False)


def deny(unit: str) -> None:
    """Drop capabilities and load the filters, for this process and those that it starts."""
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in range(_MAX_CAPABILITY):
        libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)
    allowed = allowed_calls(unit)
    also = seccomp.SyscallFilter(seccomp.ALLOW)
    refused = seccomp.ERRNO(errno.EPERM)
    both = _PROT_WRITE | _PROT_EXEC
    also.add_rule(refused, "mmap", seccomp.Arg(2, seccomp.MASKED_EQ, both, both))
    for call in ("mprotect", "pkey_mprotect"):
        also.add_rule(refused, call, seccomp.Arg(2, seccomp.MASKED_EQ, _PROT_EXEC, _PROT_EXEC))
    families = {getattr(socket, name) for name in values(unit, "RestrictAddressFamilies")}
    for family in set(range(64)) - families:
        also.add_rule(seccomp.ERRNO(errno.EAFNOSUPPORT), "socket", seccomp.Arg(0, seccomp.EQ, int(family)))
    also.load()
    only = seccomp.SyscallFilter(refused)
    for call in sorted(allowed):
        try:
            only.add_rule(seccomp.ALLOW, call)
        except (RuntimeError, ValueError, OSError):
            continue
    only.load()


def main(unit: str, writable: str, *command: str) -> None:
    """Become the command."""
    text = Path(unit).read_text("utf-8")
    close_files(writable)
    deny(text)
    os.execvp(command[0], command)  # noqa: S606  no shell is wanted


if __name__ == "__main__":
    main(*sys.argv[1:])
