"""The large collection, for tests that set its texts anew: where it is, what is taken of it, what its files say."""

import os
from functools import cache
from pathlib import Path
from random import Random

from app.domain.organs import Names
from app.domain.resolution import Problem, Resolution
from app.settings import ROOT, shipped_names
from app.sources import akn

FOLDER = Path(os.environ.get("JUEYI_CORPUS", ROOT.parent / "shared" / "corpus"))

WHY_ABSENT = f"the large collection is not at {FOLDER}; JUEYI_CORPUS may say where it is"


@cache
def names() -> Names:
    """The names that ship, read once a process."""
    return shipped_names()


def documents_in(data: bytes, stem: str) -> list[Resolution]:
    """The documents of an XML file; none if it is refused."""
    readings = akn.read(data, stem, names())
    return [] if isinstance(readings, Problem) else [reading.resolution for reading in readings]


def sample(folder: Path, count: int, seed: int) -> list[Path]:
    """Files of a collection, a third of them of the Human Rights Council, whose texts print votes."""
    paths = sorted(folder.rglob("*.xml"))
    random = Random(seed)  # noqa: S311  nothing is secret here
    of_council = [path for path in paths if "HRC" in path.name]
    chosen = random.sample(of_council, min(count // 3, len(of_council)))
    others = [path for path in paths if path not in set(chosen)]
    return sorted(chosen + random.sample(others, min(count - len(chosen), len(others))))
