"""The small file in a release that says which indices of a cluster belong to it, and what is in them."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app.search.written_once import replaced

NAME = "opensearch.json"
"""The file's name in the folder of an index."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """The concrete name of each index of a release by its part, and what it held when it was finished: how many
    documents, and a digest of their identifiers. Neither is known of indices that are still empty."""

    indices: Mapping[str, str]
    counts: Mapping[str, int] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_finished(self) -> bool:
        """Whether the indices have been filled, and are not written to again."""
        return self.counts.keys() == self.indices.keys()


def read_pointer(folder: Path) -> Pointer:
    """The pointer in a folder. Raises FileNotFoundError, or ValueError where the file is damaged."""
    return pointer_of((folder / NAME).read_text("utf-8"))


def pointer_of(content: str) -> Pointer:
    """The pointer that a file has as its content. Raises ValueError where it is damaged."""
    try:
        found = json.loads(content)
        return Pointer(dict(found["indices"]), dict(found["counts"]), dict(found["digests"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"{NAME}: {error!r}") from error


def write_pointer(folder: Path, pointer: Pointer) -> None:
    """Write the pointer to a folder, in place of a former one."""
    folder.mkdir(parents=True, exist_ok=True)
    with replaced(folder / NAME) as path:
        path.write_text(json.dumps(asdict(pointer), indent=1, sort_keys=True), "utf-8")
