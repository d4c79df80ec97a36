"""Bounds that follow from the limit of open files."""

import subprocess
import sys

import pytest

from app.server.limits import ConnectionLimits
from app.settings import ROOT


@pytest.mark.parametrize("files", [64, 256, 1024, 20_000, 1_000_000])
def test_connections_leave_files_for_the_rest(files: int) -> None:
    limits = ConnectionLimits.of_files(files)
    assert limits.total <= files * 3 // 4 or limits.total <= files - 512
    assert 0 < limits.of_an_address <= limits.total // 4


def test_the_soft_limit_is_raised_as_far_as_is_allowed() -> None:
    program = (
        "import resource; from app.server import limits;"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (256, 512));"
        "limits.raise_file_limit(); print(limits.file_limit())"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.strip() == b"512"


@pytest.mark.parametrize("address", ["10.1.2.3", "192.0.2.7", "2001:db8::/64"])
def test_a_proxy_is_trusted_by_address_or_network(address: str) -> None:
    limits = ConnectionLimits(9, 9, trusted=("10.0.0.0/8", "192.0.2.7", "2001:db8::5"))
    assert limits.is_trusted(address)
    assert not limits.is_trusted("192.0.2.8")
