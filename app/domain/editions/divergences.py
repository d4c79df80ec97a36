"""Where a pair of units gives different numbers, months or symbols. Which of the two is right is not said."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import get_args

from app.domain.editions.model import Divergence, ValueKind
from app.domain.editions.quantities import Quantity, quantities


def divergences(chinese: str, english: str) -> tuple[Divergence, ...]:
    """The values in which two units differ, symbols, months and numbers apart.

    A value that both give, one of them more often, is none; unless each gives one more often than the other. Nor is
    what a note spells out for which the other says `Ibid.`
    """
    zh, en = quantities(chinese, "zh"), quantities(english, "en")
    found = dict.fromkeys(one for kind in get_args(ValueKind) for one in _of_kind(kind, zh, en))
    is_spelt_out = bool(_AS_BEFORE.match(chinese)) != bool(_AS_BEFORE.match(english))
    return tuple(one for one in found if not is_spelt_out or (one.chinese and one.english))


_AS_BEFORE = re.compile(r"\s*(?:(?:另?见)?同上|(?:see (?:also )?)?ibid\b)", re.I)


def _of_kind(kind: ValueKind, zh: Sequence[Quantity], en: Sequence[Quantity]) -> Iterable[Divergence]:
    only_zh, only_en = _surplus(kind, zh, en), _surplus(kind, en, zh)
    new_zh = [one for one in only_zh if not _gives(en, one)]
    new_en = [one for one in only_en if not _gives(zh, one)]
    if not (new_zh or new_en):
        # A value in the place of another that stands elsewhere in the unit, too.
        new_zh, new_en = (only_zh, only_en) if only_zh and only_en else ([], [])
    elif not new_zh or not new_en:
        new_zh, new_en = new_zh or only_zh[:1], new_en or only_en[:1]
    for index in range(max(len(new_zh), len(new_en))):
        yield Divergence(kind, _printed(new_zh, index), _printed(new_en, index))


def _surplus(kind: ValueKind, some: Sequence[Quantity], others: Sequence[Quantity]) -> list[Quantity]:
    """Certain values that some give more often than the others, in order."""
    left = Counter(one.value for one in others if one.kind == kind)
    surplus: list[Quantity] = []
    for one in some:
        if one.kind != kind or not one.is_certain:
            continue
        if left[one.value]:
            left[one.value] -= 1
        else:
            surplus.append(one)
    return surplus


def _gives(units: Sequence[Quantity], value: Quantity) -> bool:
    """Whether a value is given; the number of a resolution also without the year in brackets, and that year."""
    return any(value.value in (one.value, f"{one.value}({_year(value)})") for one in units) or any(
        one.kind == "symbol"
        and (one.value.startswith(f"{value.value}(") or one.value.endswith(f"({value.value})"))
        for one in units
    )


def _year(value: Quantity) -> str:
    return value.value[value.value.find("(") + 1 : -1]


def _printed(found: Sequence[Quantity], index: int) -> str:
    return found[index].printed if index < len(found) else ""
