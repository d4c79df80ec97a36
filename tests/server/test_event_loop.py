"""The last limit of stopping."""

import signal
import subprocess
import sys

from app.settings import ROOT


def test_a_process_that_computes_on_is_ended_by_the_kernel() -> None:
    program = (
        "from app.server import event_loop;"
        "event_loop.STOP_SECONDS = -1.9;"
        "event_loop.limit_stop();"
        "sum(range(10**12))"
    )
    assert (
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == -signal.SIGALRM
    )
