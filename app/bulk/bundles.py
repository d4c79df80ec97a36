"""Archives of many small files, such as all documents in a format of their own: what is registered here is made."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

Files = Iterator[tuple[str, bytes]]
"""Names and contents of files, one after the other."""
_SOME_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of each file: the same release makes the same archive."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A zip of files: its name, its title in Chinese, and what gives the files of a release."""

    name: str
    title: str
    files: Callable[[Session], Files]


BUNDLES: tuple[Bundle, ...] = ()
"""The bundles of a package; none is offered yet. All texts as Akoma Ntoso belong here (raise `folder.VERSION`)."""


def write_bundle(path: Path, files: Files, pause: Callable[[], None]) -> None:
    """Write files into a zip as they come."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name, _SOME_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
            pause()
