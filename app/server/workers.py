"""Several processes that share a port."""

import logging
from time import monotonic

from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess
from uvicorn.supervisors.multiprocess import Process

from app.server.limits import STOP_SECONDS
from app.server.metrics_exporter import forget

_STOP_PATIENCE_SECONDS = STOP_SECONDS + 5

_START_SECONDS = 60
"""How long a process may take to start: until then it need not answer its parent."""

logger = logging.getLogger("uvicorn.error")


class Workers(Multiprocess):
    """uvicorn's processes. A slow start is no failure, and none is awaited without end."""

    def run(self) -> None:
        """Until a signal arrives, or a process cannot start."""
        self._first_seen: dict[int | None, float] = {}
        super().run()

    def keep_subprocess_alive(self) -> None:
        """Replace processes that have died or hang."""
        for nth, process in enumerate(self.processes):
            if self._is_well(process):
                continue
            process.kill()
            process.process.join()
            forget(process.pid)
            if process.exitcode == STARTUP_FAILURE:
                logger.error("Child process [%s] failed to start, stopping the parent process.", process.pid)
                self.should_exit.set()
                return
            logger.warning("Child process [%s] died", process.pid)
            self.processes[nth] = Process(self.config, self.sockets)
            self.processes[nth].start()

    def _is_well(self, process: Process) -> bool:
        age = monotonic() - self._first_seen.setdefault(process.pid, monotonic())
        if age < _START_SECONDS:
            return process.process.is_alive()
        return process.is_alive(timeout=self.config.timeout_worker_healthcheck)

    def join_all(self) -> None:
        """Wait for all processes; kill those that do not end."""
        until = monotonic() + _STOP_PATIENCE_SECONDS
        for process in self.processes:
            process.process.join(max(until - monotonic(), 0.1))
            if process.exitcode is None:
                process.process.kill()
                process.process.join()
