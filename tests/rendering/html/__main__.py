"""Sets the texts of a folder as pages in each frame, reads them back and says what did not come back."""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

from tests.rendering.__main__ import report
from tests.rendering.collection import documents_in, names
from tests.rendering.compare import Score
from tests.rendering.html.shape import FRAMES, Frame
from tests.rendering.html.trial import try_page


def try_file(path: Path, frame: Frame, seed: int) -> list[tuple[str, str, Score]]:
    """Set the text of a file once and read it back."""
    parts = documents_in(path.read_bytes(), path.stem)
    if not parts:
        return []
    return [
        (part.id, "", one) for part, one in zip(parts, try_page(parts, frame, seed, names()), strict=True)
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
