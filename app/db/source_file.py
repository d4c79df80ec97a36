"""The file that a text was read from. Apart, since processes that only read files load no database."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that a text was read from; `location` is absolute, `path` relative to the folder that was ingested."""

    location: str
    path: str
    format: str
    sha256: str
    fingerprint: str
