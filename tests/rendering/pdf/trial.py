"""Documents set as PDF files by three programs, read back and compared."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Literal

from app.domain.resolution import Resolution
from app.sources import pdf
from tests.rendering.collection import documents_in, names
from tests.rendering.compare import Score, scores_of
from tests.rendering.docx.document import set_document
from tests.rendering.docx.shape import random_word_shape
from tests.rendering.libreoffice import convert
from tests.rendering.pdf.look import random_look
from tests.rendering.pdf.paged_html import SHAPE, PagedHtml
from tests.rendering.pdf.printers import with_chromium, with_weasyprint
from tests.rendering.printed import printed

Program = Literal["weasyprint", "chromium", "libreoffice"]
Tried = list[tuple[str, str, Score]]
"""For each document its identifier, its file, and what came back."""

_PRINTERS = {"weasyprint": with_weasyprint, "chromium": with_chromium}
_UNBROKEN_HYPHEN = "\u2011".encode()
"""Fonts draw it as a hyphen, and so PDF files have one."""


def try_files(
    paths: Sequence[Path], seed: int, folder: Path, program: Program, *, columns: int = 1
) -> Iterator[Tried]:
    """Set each text in a folder with a program and read it back."""
    texts = [path for path in paths if _parts(path)]
    count = len(texts)
    with ProcessPoolExecutor(2) as pool:
        if program == "libreoffice":
            word = list(pool.map(_set_as_word, texts, [seed] * count, [folder] * count, [columns] * count))
            files = convert(word, "pdf", folder / "converted")
        else:
            pages = list(
                pool.map(_set, texts, [seed] * count, [folder] * count, [program] * count, [columns] * count)
            )
            _PRINTERS[program](pages)
            files = [page.with_suffix(".pdf") for page in pages]
        yield from pool.map(_read_back, texts, files)


def _set(path: Path, seed: int, folder: Path, program: str, columns: int) -> Path:
    look = random_look(f"{program} {seed} {path.stem}", columns=columns)
    page = folder / f"{path.stem}.html"
    text = printed(_parts(path), SHAPE, names())
    page.write_text(PagedHtml(text, look, has_floats=program == "weasyprint").whole(), "utf-8")
    return page


def _set_as_word(path: Path, seed: int, folder: Path, columns: int) -> Path:
    parts = _parts(path)
    # LibreOffice repeats the words of a content control, makes ㈠ into ①, and prints what was deleted.
    shape = replace(
        random_word_shape(parts[0].id, seed),
        controls=False,
        ring_lists=False,
        tracked=False,
        soft_hyphens=False,
        votes="lines",
        columns=columns,
    )
    file = folder / f"{path.stem}.docx"
    file.write_bytes(set_document(parts, shape, names()))
    return file


def _read_back(path: Path, file: Path) -> Tried:
    parts = _parts(path)
    scores = scores_of(parts, pdf.read(file.read_bytes(), "text", names()))
    return [(part.id, file.name, one) for part, one in zip(parts, scores, strict=True)]


def _parts(path: Path) -> list[Resolution]:
    return documents_in(path.read_bytes().replace(_UNBROKEN_HYPHEN, b"-"), path.stem)
