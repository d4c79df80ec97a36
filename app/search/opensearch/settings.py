"""Where a cluster is, how to come in, and how its indices are laid out."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ClusterSettings:
    """A cluster. `urls` are those of some of its nodes, without names and passwords.

    `ca` is a file of the certificates that are trusted, None for those of the system. Names of indices begin with
    `prefix`. `shards` and `replicas` are those of an index that is made anew. `seconds` is how long an answer may take.
    """

    urls: tuple[str, ...]
    user: str = ""
    password: str = field(default="", repr=False)
    ca: Path | None = None
    prefix: str = "jueyi"
    shards: int = 1
    replicas: int = 1
    seconds: float = 10.0
