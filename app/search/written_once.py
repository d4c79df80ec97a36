"""Which files of an index are never written to again: no file is ever changed in place.

An engine adds files of its own and deletes some; all others are replaced whole, by a new file of the same name. So the
index of a new release can share all of these with the release before.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_WRITTEN_ONCE = re.compile(
    r"alike/.*\.npy"
    r"|columns\.npz|labels\.json"
    r"|(?:english/)?texts\.(?:utf8|ends\.npy|digests\.npy)"
    r"|(?:english/)?engine/"
    r"(?:MAIN_[0-9a-z]+\.seg"  # Whoosh
    r"|[0-9a-f]{32}\.(?:fast|fieldnorm|idx|pos|store|term))"  # Tantivy
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
