"""Archives of many small files, such as all documents in a format of their own: what is registered here is made."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlmodel import Session

from app.db.queries.whole_documents import all_keys, whole_documents
from app.domain.organs import Names
from app.writers.akn import akn

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


def text_bundles(names: Names) -> tuple[Bundle, ...]:
    """The bundles of a package: all texts as Akoma Ntoso, in a folder for each language."""
    return (Bundle("akn.zip", "全部文本，Akoma Ntoso", partial(_as_akn, names)),)


def _as_akn(names: Names, session: Session) -> Files:
    for document in whole_documents(session, all_keys(session)):
        for text in (document.text, *document.editions):
            name = f"{text.language}/{document.text.id.replace('/', '_')}.xml"
            yield name, akn(document, names, text.language)


def write_bundle(path: Path, files: Files, pause: Callable[[], None]) -> None:
    """Write files into a zip as they come."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name, _SOME_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
            pause()
