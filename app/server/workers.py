"""Several processes that share a port."""

from time import monotonic

from uvicorn.supervisors import Multiprocess

from app.server.limits import STOP_SECONDS

_PATIENCE_SECONDS = STOP_SECONDS + 5


class Workers(Multiprocess):
    """uvicorn's processes, none of which is awaited without end."""

    def join_all(self) -> None:
        """Wait for all processes; kill those that do not end."""
        until = monotonic() + _PATIENCE_SECONDS
        for process in self.processes:
            process.process.join(max(until - monotonic(), 0.1))
            if process.process.exitcode is None:
                process.process.kill()
                process.process.join()
