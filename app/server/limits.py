"""Bounds on connections, for one process."""

import resource
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_network

MAX_FILES = 65_536
"""Open files that a process asks for; a hard limit below it is kept."""

_MAX_CONNECTIONS = 4096
"""Open connections, whatever the file limit: each may hold 256 KB in the kernel."""

_MAX_OF_AN_ADDRESS = 128
"""Open connections of one address: a house of readers behind one, each with what a browser opens."""

_MAX_RESERVED_FILES = 512
"""Files kept for databases and indexes, and for connections closed but not yet gone."""

STOP_SECONDS = 10
"""From a signal to stop until the last answer is given up."""


@dataclass(frozen=True)
class ConnectionLimits:
    """Numbers of connections, seconds and bytes; `trusted` are addresses and networks of proxies, each of which
    serves many."""

    total: int
    of_an_address: int
    head_seconds: float = 10
    body_seconds: float = 20
    writing_seconds: float = 60
    idle_seconds: int = 5
    patience_seconds: float = 5
    """How long a connection waits at least before another of its own address takes its place."""
    held_bytes: int = 64 * 1024 * 1024
    """Bytes of requests and answers in memory, of all connections."""
    stop_seconds: float = STOP_SECONDS - 1
    """From the first step of stopping until connections still open are closed."""
    sweep_seconds: float = 1
    """Between two looks for what is late."""
    trusted: tuple[str, ...] = ()

    @classmethod
    def of_files(cls, files: int, trusted: tuple[str, ...] = ()) -> "ConnectionLimits":
        """What suits a limit of open files: a quarter of them, at most 512, is reserved."""
        total = min(files - min(_MAX_RESERVED_FILES, files // 4), _MAX_CONNECTIONS)
        return cls(total, min(_MAX_OF_AN_ADDRESS, max(total // 4, 1)), trusted=trusted)

    def is_trusted(self, address: str) -> bool:
        """Whether this is the address of a trusted proxy."""
        return bool(self.trusted) and _is_among(address, self.trusted)


@lru_cache(maxsize=4096)
def _is_among(address: str, networks: tuple[str, ...]) -> bool:
    if address in networks:
        return True
    try:
        given = ip_network(address)
    except ValueError:
        return False
    return any(
        given.version == known.version and given.overlaps(known) for known in map(ip_network, networks)
    )


def file_limit() -> int:
    """How many files this process may have open."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MAX_FILES if soft == resource.RLIM_INFINITY else soft


def raise_file_limit() -> None:
    """Raise the limit of open files as far as is allowed, for this process and those it starts."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MAX_FILES if hard == resource.RLIM_INFINITY else min(hard, MAX_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
