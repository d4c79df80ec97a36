"""A scan that had no data is not taken for one that found nothing."""

import json

import pytest

from tests.vulnerabilities import verdict

KNOWN: dict[str, object] = {"name": "h11", "version": "0.16.0", "vulns": []}
UNKNOWN: dict[str, object] = {
    "name": "rich",
    "skip_reason": "Dependency not found on PyPI and could not be audited",
}
WEAK: dict[str, object] = {
    "name": "lxml",
    "version": "6.1.3",
    "vulns": [{"id": "PYSEC-0000-1", "fix_versions": ["6.1.4"], "aliases": [], "description": ""}],
}


def report(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


@pytest.mark.parametrize(
    ("packages", "told", "status"),
    [
        ([KNOWN], "none in 1 packages", 0),
        ([KNOWN, UNKNOWN], "unknown: rich", 0),
        ([UNKNOWN], "skipped", 0),
        ([KNOWN, WEAK], "PYSEC-0000-1, fixed in 6.1.4", 1),
        ([UNKNOWN, WEAK], "1 found", 1),
    ],
)
def test_what_a_scan_found_is_told(packages: list[dict[str, object]], told: str, status: int) -> None:
    assert told in verdict(1 if WEAK in packages else 0, report(*packages), "")[0]
    assert verdict(1 if WEAK in packages else 0, report(*packages), "")[1] == status


def test_a_scan_without_network_is_skipped_and_a_broken_one_fails() -> None:
    assert verdict(1, "", "ERROR: Could not connect to PyPI's vulnerability feed") == (
        "skipped: ERROR: Could not connect to PyPI's vulnerability feed",
        0,
    )
    assert verdict(2, "", "pip-audit: error: unrecognized arguments: --nonsense")[1] == 1
    assert verdict(1, "", "")[1] == 1
    assert verdict(1, report(KNOWN), "")[1] == 1
