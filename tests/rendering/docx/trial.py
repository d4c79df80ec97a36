"""Documents set as Word files, as they are and through LibreOffice, read back and compared."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from app.sources import docx
from tests.rendering.collection import documents_in, names
from tests.rendering.compare import Score, scores_of
from tests.rendering.docx.document import set_document
from tests.rendering.docx.shape import random_word_shape
from tests.rendering.libreoffice import convert

Tried = list[tuple[str, str, Score]]
"""For each document its identifier, the shape that it was set in, and what came back."""


def try_files(
    paths: Sequence[Path], seed: int, folder: Path, *, through_libreoffice: bool
) -> Iterator[Tried]:
    """Set each text in a folder and read it back."""
    count = len(paths)
    with ProcessPoolExecutor(2) as pool:
        folders, tidy = [folder] * count, [through_libreoffice] * count
        made = list(pool.map(_set, paths, [seed] * count, folders, tidy))
        files = [file for file in made if file]
        if through_libreoffice:
            files = convert(files, "docx", folder / "converted")
        texts = [path for path, file in zip(paths, made, strict=True) if file]
        yield from pool.map(_read_back, texts, files)


def _set(path: Path, seed: int, folder: Path, is_converted: bool) -> Path | None:  # noqa: FBT001
    parts = documents_in(path.read_bytes(), path.stem)
    if not parts:
        return None
    shape = random_word_shape(parts[0].id, seed)
    if is_converted:
        # LibreOffice repeats the words of a content control around whole paragraphs, and makes ㈠ into ①.
        shape = replace(shape, controls=False, ring_lists=False)
    file = folder / f"{path.stem}.docx"
    file.write_bytes(set_document(parts, shape, names()))
    return file


def _read_back(path: Path, file: Path) -> Tried:
    parts = documents_in(path.read_bytes(), path.stem)
    scores = scores_of(parts, docx.read(file.read_bytes(), "text", names()))
    return [(part.id, file.name, one) for part, one in zip(parts, scores, strict=True)]
