"""Labels as readers write them, alone and in lists: `5`, `5(a)`, `5(a)至(c)`, `3、4和5`."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.domain.numerals import CHINESE_NUMERAL, from_roman
from app.domain.places import plain_label

NUMBER = rf"(?:[0-9]{{1,4}}(?:\.[0-9]{{1,3}})*(?:[a-z](?![a-z]))?|{CHINESE_NUMERAL}+)"
POINT = r"(?:\s?\(\s?(?:[0-9]{1,3}|[a-z]{1,4}|[一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥]{1,3})\s?\)|\s?[㈠-㈩])"
LABEL = rf"(?:{NUMBER}{POINT}*)"
TO = r"\s?(?:至|到|-|~|to(?=\s)|through(?=\s))\s?第?\s?"
AND = r"\s?(?:、|,|，|和|及|与|and(?=\s)|&)\s?第?\s?"
LABELS = rf"{LABEL}(?:(?:{TO}|{AND})(?:{LABEL}|{POINT}+))*"


def labels_of(printed: str) -> list[str]:
    """The labels of a list as printed."""
    return [label for label in re.split(rf"{TO}|{AND}|\s?和\s?", printed, flags=re.IGNORECASE) if label]


def first_and_last(labels: Sequence[str]) -> list[str]:
    """The first and the last label."""
    return [labels[0], labels[-1]] if len(labels) > 1 else [labels[0]]


def part_label(printed: str) -> str:
    """A section's or annex's label in addresses: `II` and `二` → 2, `b` → B."""
    if re.fullmatch(r"[IVX]{2,5}|[IVX](?=$)", printed.upper()):
        return str(from_roman(printed.upper()))
    return printed.upper() if printed.isascii() else plain_label(printed)


def label_groups(printed: str) -> list[list[str]]:
    """Labels of a list as paths, each group a place or, with two ends, a range: `3至5` → [3, 5]; `5和7` → [5], [7];
    `3、4和5` → [3, 5]; `5(a)至(c)` → [5/a, 5/c]."""
    pieces = re.split(rf"({TO}|{AND})", printed, flags=re.IGNORECASE)
    groups: list[list[str]] = []
    before: list[str] = []
    for index in range(0, len(pieces), 2):
        steps = _steps(pieces[index], before)
        before = steps
        is_to = index > 0 and re.fullmatch(TO, pieces[index - 1], re.IGNORECASE)
        if is_to and groups and len(groups[-1]) == 1:
            groups[-1].append("/".join(steps))
        else:
            groups.append(["/".join(steps)])
    singles = [group[0] for group in groups]
    is_row = len(groups) > 1 and all(len(group) == 1 and group[0].isdecimal() for group in groups)
    if is_row and all(int(after) == int(one) + 1 for one, after in pairwise(singles)):
        return [[singles[0], singles[-1]]]
    return groups


_ONE = re.compile(rf"\s?(?P<number>{NUMBER})?(?P<points>{POINT}*)\s?", re.IGNORECASE)


def _steps(printed: str, before: Sequence[str]) -> list[str]:
    """One label as steps of a path; a label of points alone stands under the number before it."""
    found = _ONE.fullmatch(printed)
    if found is None:
        # A mark such as `*`, the label of a footnote.
        return [printed.strip()]
    steps = [*before[:-1]] if not found["number"] else []
    if found["number"]:
        lettered = re.fullmatch(r"([0-9.]+)([a-z])", found["number"].lower())
        steps = list(lettered.groups()) if lettered else [plain_label(found["number"])]
    return [*steps, *points_of(found["points"])]


_BRACKETED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"


def points_of(printed: str) -> list[str]:
    """The labels of points, `(a)(ii)` or `㈠`, as addresses have them."""
    labels: Iterator[str] = iter(re.findall(r"[0-9]+|[a-zA-Z]+|[^\s()]+", printed))
    return [
        str(_BRACKETED.index(label) + 1) if label in _BRACKETED else plain_label(label) for label in labels
    ]
