"""Plants changes into the English text of pairs of one structure, aligns anew, and counts what is found.

`python -m tests.bench_alignment ARCHIVE [--n 150] [--seed 1]`: in each text one paragraph is deleted, cut in two, joined
with the next or put behind it; places are counted anew and identifiers taken off.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from random import Random

from sqlmodel import select

from app.db.edition_rows import EditionRow
from app.db.models import Document
from app.db.queries import documents, editions
from app.db.release import current_release
from app.db.session import read_session
from app.domain.editions.alignment import BothTexts, aligned
from app.domain.editions.lexicon import Lexicon
from app.domain.resolution import Paragraph
from app.settings import shipped_lexicon

_TOP = re.compile(r"(?P<kind>op|pp)/(?P<number>\d+)(?P<rest>/.*)?")
_CUT = re.compile(r"[,;] (?=[a-z])")
KINDS = ("delete", "split", "merge", "swap")


@dataclass(frozen=True, slots=True)
class Planted:
    """An English text with a change: its units, each with the indices of the units that it was made of."""

    units: tuple[Paragraph, ...]
    made_of: tuple[tuple[int, ...], ...]


def planted(kind: str, units: Sequence[Paragraph], random: Random) -> Planted | None:
    """The text with one change, None where it has no place for it."""
    alone = [index for index in range(len(units) - 1) if _stands_alone(units, index)]
    rows: list[tuple[Paragraph, tuple[int, ...]]] = [(unit, (index,)) for index, unit in enumerate(units)]
    if kind in ("merge", "swap"):
        alone = [
            index for index in alone if index + 1 in alone and units[index].kind == units[index + 1].kind
        ]
    if kind == "split":
        alone = [index for index in alone if _CUT.search(units[index].text, 60)]
    if not alone:
        return None
    at = random.choice(alone)
    unit, after = units[at], units[at + 1]
    match kind:
        case "delete":
            rows[at : at + 1] = []
        case "split":
            found = _CUT.search(unit.text, 60)
            place = found.end() if found else 0
            first, second = unit.text[:place].rstrip(), unit.text[place:]
            rows[at : at + 1] = [
                (replace(unit, text=first), (at,)),
                (replace(unit, text=second, verb=None), (at,)),
            ]
        case "merge":
            rows[at : at + 2] = [(replace(unit, text=f"{unit.text} {after.text}"), (at, at + 1))]
        case _:
            rows[at : at + 2] = [rows[at + 1], rows[at]]
    counted = tuple(_counted([unit for unit, _ in rows]))
    return Planted(counted, tuple(made_of for _, made_of in rows))


def _stands_alone(units: Sequence[Paragraph], index: int) -> bool:
    """Whether a unit is a paragraph of the main text without points."""
    found = _TOP.fullmatch(units[index].anchor)
    if found is None or found["rest"]:
        return False
    return not units[index + 1].anchor.startswith(f"{units[index].anchor}/")


def _counted(units: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The units with places counted anew and without identifiers."""
    counts: Counter[str] = Counter()
    for unit in units:
        found = _TOP.fullmatch(unit.anchor)
        if found is None:
            yield replace(unit, eid=None)
            continue
        kind, rest = found["kind"], found["rest"] or ""
        counts[kind] += not rest
        number = str(counts[kind]) if kind == "op" and not rest else unit.number
        yield replace(unit, anchor=f"{kind}/{counts[kind]}{rest}", number=number, eid=None)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench_alignment")
    parser.add_argument("archive", type=Path)
    parser.add_argument("--n", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    random, lexicon = Random(args.seed), shipped_lexicon()  # noqa: S311
    counts: Counter[tuple[str, str]] = Counter()
    for text in _texts(args.archive, args.n, random):
        for kind in KINDS:
            change = planted(kind, text.english[0], random)
            if change is not None:
                counts.update(_judged(kind, text, change, lexicon))
    for kind in KINDS:
        told = ", ".join(f"{name} {counts[kind, name]}" for name in ("found", "silent", "missed"))
        sys.stdout.write(f"{kind}: {told}\n")
    sys.stdout.write(f"other pairs: {counts['', 'pairs']}, wrong {counts['', 'wrong']}\n")


def _judged(kind: str, text: BothTexts, change: Planted, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Whether the change was found, and whether the other pairs are right."""
    found = aligned(replace(text, english=(change.units, text.english[1])), lexicon)
    zh, en = len(text.chinese[0]), len(change.units)
    led: dict[int, set[int]] = {index: set() for index in range(zh)}
    for pairing in found.pairings:
        for index in pairing.chinese:
            if index < zh:
                led[index] |= {other for other in pairing.english if other < en}
    wanted: dict[int, set[int]] = {index: set() for index in range(zh)}
    for index, made_of in enumerate(change.made_of):
        for one in made_of:
            wanted[one].add(index)
    plain = Counter(one for made_of in change.made_of for one in made_of)
    sizes = {index: len(made_of) for index, made_of in enumerate(change.made_of)}
    order = [made_of[0] for made_of in change.made_of]
    moved = {one for pair in pairwise(order) if pair[1] < pair[0] for one in pair}
    touched = [
        index
        for index in range(zh)
        if not wanted[index]
        or plain[index] > 1
        or any(sizes[other] > 1 for other in wanted[index])
        or index in moved
    ]
    is_right = all(led[index] == wanted[index] for index in touched)
    # What a pairing joins to a paragraph of other words goes unseen; what stands alone is seen by a reader.
    silent = any(led[index] - wanted[index] for index in touched)
    yield kind, "found" if is_right else "silent" if silent else "missed"
    for index in set(range(zh)) - set(touched):
        yield "", "pairs"
        if led[index] != wanted[index]:
            yield "", "wrong"


def _texts(archive: Path, count: int, random: Random) -> Iterator[BothTexts]:
    """Pairs of texts whose units stand one to one at the same places."""
    release = current_release(archive)
    if release is None:
        sys.exit("no release")
    with read_session(release.database) as session:
        rows = session.exec(select(EditionRow, Document).join(Document)).all()
        for edition, document in random.sample(list(rows), len(rows)):
            zh = documents.resolution(session, document)
            en = editions.edition_text(session, edition)
            is_same = [unit.anchor for unit in zh.paragraphs] == [unit.anchor for unit in en.paragraphs]
            if not is_same or not 6 < len(zh.paragraphs) < 200:
                continue
            yield BothTexts(0, (zh.paragraphs, zh.footnotes), (en.paragraphs, en.footnotes))
            count -= 1
            if not count:
                return


if __name__ == "__main__":
    main()
