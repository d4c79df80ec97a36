"""`make citations`: references in the large collection against its own links, and what changed since last time.

The pairs found are kept in `var/citations.tsv`; the next run prints what it gained and what it lost.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from app.domain.organs import Names
from app.domain.resolution import Problem, Resolution
from app.domain.symbols import is_deliberation
from app.settings import ROOT, shipped_names
from app.sources import akn, plain_text
from tests.citations.measure import Pairs, pairs_of
from tests.rendering.pages import set_text
from tests.rendering.printed import printed
from tests.rendering.shape import SHAPES
from tests.rendering.trial import random_shape

KEPT = ROOT / "var" / "citations.tsv"


@cache
def _names() -> Names:
    return shipped_names()


def measure(path: Path, shape: str | None) -> list[Pairs]:
    """The pairs of a file's documents; with a shape, of the text set as plain text and read back."""
    readings = akn.read(path.read_bytes(), path.stem, _names())
    if isinstance(readings, Problem):
        return []
    parts = [
        reading.resolution for reading in readings if _names().organ_by_code(reading.resolution.head.body)
    ]
    read = _as_text(parts, shape) if shape and parts else parts
    return [pairs_of(part, one, _names()) for part, one in zip(parts, read, strict=True)]


def _as_text(parts: list[Resolution], kind: str) -> list[Resolution]:
    shape = random_shape(kind, parts, 1)
    readings = plain_text.read(set_text(printed(parts, shape, _names()), shape).encode(), "text", _names())
    read = [] if isinstance(readings, Problem) else [reading.resolution for reading in readings]
    return read if len(read) == len(parts) else []


def report(results: Iterable[Pairs], show: int) -> list[tuple[str, str, str]]:
    """Print the figures over the documents that have links; return the pairs, each with what it is."""
    every = list(results)
    with_links = [one for one in every if one.linked]
    linked = {(one.document, target) for one in with_links for target in one.linked}
    found = {(one.document, target) for one in with_links for target in one.found}
    beside = {(one.document, target) for one in with_links for target in one.beside}
    spoken, agreeing = sum(one.spoken for one in every), sum(one.agreeing for one in every)
    out = sys.stdout.write
    out(f"{len(every)} documents, {sum(one.references for one in every)} references, ")
    out(f"found in {sum(one.seconds for one in every):.1f} s on one core\n")
    out(f"{len(with_links)} documents have links: {len(linked)} pairs of document and target\n")
    out(f"recall: {_share(linked & found, linked)}\n")
    if spoken:
        out(f"agreement where words and link both speak: {agreeing} of {spoken} ({agreeing / spoken:.4f})\n")
        plain = {pair for pair in beside if not _is_decision(pair[1])}
        out(f"found beside links and linked, decisions left out: {_share(plain & linked, plain)}\n")
    out(f"found and linked: {_share(found & linked, found)}\n")
    unlinked = Counter("decisions" if _is_decision(target) else "others" for _, target in found - linked)
    out(f"found, not linked: {dict(unlinked)}; linked, not found: {len(linked - found)}\n")
    for document, target in sorted(linked - found)[:show]:
        out(f"  missed {document}: {target}\n")
    return [(*pair, "linked" if pair in linked else "") for pair in sorted(found)]


def _share(some: set[tuple[str, str]], all_: set[tuple[str, str]]) -> str:
    return f"{len(some)} of {len(all_)} ({len(some) / max(1, len(all_)):.4f})"


def _is_decision(target: str) -> bool:
    return is_deliberation(target) and "/DEC/" in target


def compare(rows: list[tuple[str, str, str]], show: int) -> None:
    """Print what was gained and lost since the pairs were kept last."""
    if not KEPT.exists():
        return
    former = {tuple(line.split("\t")) for line in KEPT.read_text(encoding="utf-8").splitlines()}
    for sign, pairs in (("gained", set(rows) - former), ("lost", former - set(rows))):
        sys.stdout.write(f"{sign}: {len(pairs)}, linked {sum(pair[2] == 'linked' for pair in pairs)}\n")
        for document, target, kind in sorted(pairs)[:show]:
            sys.stdout.write(f"  {sign} {document}: {target} {kind}\n")


def _measure_all(paths: list[Path], shape: str | None) -> Iterator[Pairs]:
    with ProcessPoolExecutor(2) as pool:
        for pairs in pool.map(measure, paths, [shape] * len(paths), chunksize=8):
            yield from pairs


def main() -> None:
    """Measure, print, compare, keep."""
    parser = argparse.ArgumentParser(prog="python -m tests.citations")
    default = Path(os.environ.get("JUEYI_CORPUS", ROOT.parent / "shared" / "corpus"))
    parser.add_argument("folder", type=Path, nargs="?", default=default)
    parser.add_argument(
        "--as-text", choices=SHAPES, help="set the texts as plain text, without links, and read them"
    )
    parser.add_argument("--every", type=int, default=1, help="measure one file of so many")
    parser.add_argument("--show", type=int, default=10, help="how many pairs of each kind are listed")
    args = parser.parse_args()
    paths = sorted(args.folder.rglob("*.xml"))[:: args.every]
    if not paths:
        sys.exit(f"the large collection is not at {args.folder}; JUEYI_CORPUS may say where it is")
    rows = report(_measure_all(paths, args.as_text), args.show)
    if args.every == 1 and not args.as_text:
        compare(rows, args.show)
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
