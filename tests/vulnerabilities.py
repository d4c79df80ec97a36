"""Looks for known vulnerabilities in what runs: `python -m tests.vulnerabilities`, with `pip-audit`.

Where the data cannot be had this is said, and is no failure. Exit status: 0 none found, or not looked for; 1 found,
or the tool failed.
"""

import json
import re
import subprocess
import sys
from typing import Any

from tests.sbom import LOCKS, ROOT

TOOL = ROOT / ".venv-audit" / "bin" / "pip-audit"
_UNREACHABLE = re.compile(r"could not connect|connection ?error|timed? ?out|max retries|redirecting", re.I)
_SECONDS = 300


def main() -> int:
    """Audit the locked packages and tell what was found."""
    command = [str(TOOL), "--disable-pip", "--require-hashes", "--progress-spinner=off", "--format=json"]
    try:
        run = subprocess.run(
            [*command, *(f"--requirement={lock}" for lock in LOCKS)],
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired:
        told, status = f"skipped: no answer in {_SECONDS} s", 0
    else:
        told, status = verdict(run.returncode, run.stdout, run.stderr)
    sys.stdout.write(f"vulnerabilities: {told}\n")
    return status


def verdict(status: int, report: str, errors: str) -> tuple[str, int]:
    """What to tell of a run of the tool, and the exit status.

    The tool exits with 0 too where the service knows none of the packages, as a mirror does: that is no audit.
    """
    try:
        packages: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except (ValueError, KeyError):
        last = (errors.strip().splitlines() or ["no report"])[-1]
        return (f"skipped: {last}", 0) if _UNREACHABLE.search(errors) else (f"failed: {last}", 1)
    found = [
        f"{package['name']} {package['version']}: {one['id']}, fixed in {', '.join(one['fix_versions']) or '-'}"
        for package in packages
        for one in package.get("vulns", [])
    ]
    if found:
        return "\n  ".join([f"{len(found)} found", *found]), 1
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    if len(unknown) == len(packages):
        return f"skipped: the service knows none of the {len(packages)} packages, so it has no data here", 0
    if status:
        return f"failed: exit status {status}", 1
    return f"none in {len(packages) - len(unknown)} packages; unknown: {', '.join(unknown) or 'none'}", 0


if __name__ == "__main__":
    sys.exit(main())
