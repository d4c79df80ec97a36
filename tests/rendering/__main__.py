"""Renders the texts of a folder in a shape, reads them back and says what did not come back."""

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

from tests.rendering.collection import documents_in, names
from tests.rendering.compare import Score
from tests.rendering.shape import SHAPES
from tests.rendering.trial import random_shape, try_text

_COUNTED = ("paragraphs", "places", "footnotes", "head", "votes")


def try_file(path: Path, kind: str, seed: int) -> list[tuple[str, str, Score]]:
    """Render the text of a file once and read it back."""
    parts = documents_in(path.read_bytes(), path.stem)
    if not parts:
        return []
    shape = random_shape(kind, parts, seed)
    scores = try_text(parts, shape, names())
    return [(part.id, repr(shape), one) for part, one in zip(parts, scores, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.rendering")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shape", choices=SHAPES, default="pages")
    parser.add_argument("--n", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--only")
    args = parser.parse_args()
    paths = sorted(args.folder.rglob("*.xml"))
    paths = [path for path in paths if args.only in path.name] if args.only else paths
    paths = Random(args.seed).sample(paths, min(args.n, len(paths)))  # noqa: S311
    with ProcessPoolExecutor(2) as pool:
        results = [
            one
            for tried in pool.map(try_file, paths, [args.shape] * len(paths), [args.seed] * len(paths))
            for one in tried
        ]
    report(results, args.show)


def report(results: list[tuple[str, str, Score]], show: int) -> None:
    """Shares of what came back exact, and the first differences."""
    totals: Counter[str] = Counter()
    for _, _, one in results:
        totals["perfect"] += one.is_perfect
        for name in _COUNTED:
            same, there = getattr(one, name)
            totals[name, "same"] += same
            totals[name, "all"] += there
    out = sys.stdout.write
    for name in _COUNTED:
        same, there = totals[name, "same"], totals[name, "all"]
        out(f"{name}: {same} of {there} ({100 * same / max(1, there):.2f} %)\n")
    out(f"perfect: {totals['perfect']} of {len(results)} ({100 * totals['perfect'] / len(results):.2f} %)\n")
    wrong = [(name, shape, one.first_difference) for name, shape, one in results if one.first_difference]
    for name, shape, difference in wrong[:show]:
        out(f"\n{name}\n  {shape if 'anything' in sys.argv else ''}\n  {difference}\n"[:900])


if __name__ == "__main__":
    main()
