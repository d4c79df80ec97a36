"""Sets the texts of a folder as pages in each frame, reads them back and says what did not come back."""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from random import Random

from app.domain.organs import Names
from app.domain.resolution import Problem
from app.settings import shipped_names
from app.sources import akn
from tests.rendering.__main__ import report
from tests.rendering.compare import Score
from tests.rendering.html.shape import FRAMES, Frame
from tests.rendering.html.trial import try_page


@cache
def _names() -> Names:
    return shipped_names()


def try_file(path: Path, frame: Frame, seed: int) -> list[tuple[str, str, Score]]:
    """Set the text of a file once and read it back."""
    readings = akn.read(path.read_bytes(), path.stem, _names())
    if isinstance(readings, Problem):
        return []
    parts = [reading.resolution for reading in readings]
    return [
        (part.id, "", one) for part, one in zip(parts, try_page(parts, frame, seed, _names()), strict=True)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.rendering.html")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--frame", choices=FRAMES, action="append")
    parser.add_argument("--n", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--only")
    args = parser.parse_args()
    paths = sorted(args.folder.rglob("*.xml"))
    paths = [path for path in paths if args.only in path.name] if args.only else paths
    paths = Random(args.seed).sample(paths, min(args.n, len(paths)))  # noqa: S311
    with ProcessPoolExecutor(2) as pool:
        for frame in args.frame or FRAMES:
            sys.stdout.write(f"\n{frame}\n")
            tried = pool.map(try_file, paths, [frame] * len(paths), [args.seed] * len(paths))
            report([one for some in tried for one in some], args.show)


if __name__ == "__main__":
    main()
