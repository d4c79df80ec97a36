"""Documents set as Word files, as they are and through LibreOffice, read back and compared."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

from app.domain.organs import Names
from app.domain.resolution import Problem, Resolution
from app.settings import shipped_names
from app.sources import akn, docx
from tests.rendering.compare import Score, scores_of
from tests.rendering.docx.document import set_document
from tests.rendering.docx.shape import random_word_shape
from tests.rendering.libreoffice import convert

Tried = list[tuple[str, str, Score]]
"""For each document its identifier, the shape that it was set in, and what came back."""


def sample(folder: Path, count: int, seed: int) -> list[Path]:
    """Files of a collection, a third of them of the Human Rights Council, whose texts print votes."""
    paths = sorted(folder.rglob("*.xml"))
    random = Random(seed)  # noqa: S311  nothing is secret here
    of_council = [path for path in paths if "HRC" in path.name]
    chosen = random.sample(of_council, min(count // 3, len(of_council)))
    others = [path for path in paths if path not in set(chosen)]
    return sorted(chosen + random.sample(others, min(count - len(chosen), len(others))))


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
    parts = _parts(path)
    if not parts:
        return None
    shape = random_word_shape(parts[0].id, seed)
    if is_converted:
        # LibreOffice repeats the words of a content control around whole paragraphs, and makes ㈠ into ①.
        shape = replace(shape, controls=False, ring_lists=False)
    file = folder / f"{path.stem}.docx"
    file.write_bytes(set_document(parts, shape, _names()))
    return file


def _read_back(path: Path, file: Path) -> Tried:
    parts = _parts(path)
    scores = scores_of(parts, docx.read(file.read_bytes(), "text", _names()))
    return [(part.id, file.name, one) for part, one in zip(parts, scores, strict=True)]


def _parts(path: Path) -> list[Resolution]:
    readings = akn.read(path.read_bytes(), path.stem, _names())
    return [] if isinstance(readings, Problem) else [reading.resolution for reading in readings]


@cache
def _names() -> Names:
    return shipped_names()
