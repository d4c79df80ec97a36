"""Which files of an index are written once, and how the others are replaced: no file is ever changed in place.

So the index of a new release can share the former with the release before.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_WRITTEN_ONCE = re.compile(
    r"alike/.*\.npy"
    r"|engine/MAIN_[0-9a-z]+\.seg"  # Whoosh
    r"|engine/[0-9a-f]{32}\.(?:fast|fieldnorm|idx|pos|store|term)"  # Tantivy
)


def is_written_once(name: str) -> bool:
    """Whether a file, by its path in the folder of an index, is never opened for writing again."""
    return _WRITTEN_ONCE.fullmatch(name) is not None


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """A path to write to, whose file takes the place of another one at the end."""
    new = path.with_name(f"new-{path.name}")
    yield new
    new.replace(path)
