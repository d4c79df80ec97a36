"""Treaties by registration number: `联合国，《条约汇编》，第1577卷，第27531号`, also
`同上，第1577卷，第27531号`, `第75卷，第970至973号`, `第2225、2237、2241和2326卷，第39574号`."""

import re
from collections.abc import Iterator

from app.domain.instruments import Instruments
from app.domain.numerals import CHINESE_NUMERAL, from_chinese
from app.domain.resolution import Citation

_AND = r"\s?(?:、|和|及|至|-|,)\s?"
_NUMBERS = rf"[0-9]{{1,6}}(?:{_AND}[0-9]{{1,6}})*"
_TREATY = re.compile(
    rf"(?:(?:联合国\s?[，,]\s?)?(?<!国际联盟，)(?<!国际联盟,)《\s?条约汇编\s?》\s?[，,]\s?|(?<=同上，)\s?)第\s?(?P<volumes>{_NUMBERS}|{CHINESE_NUMERAL}{{1,9}})\s?卷\s?[，,]\s?"
    rf"第?\s?(?P<numbers>{_NUMBERS})\s?号|(?<=同上，)第(?P<only>[0-9]{{1,5}})号(?!决议|决定|文件|一般)"
)
_MOST = 12
"""Maximum number of treaties that a range is expanded to."""


def find_treaties(text: str, instruments: Instruments) -> Iterator[Citation]:
    """All treaties cited by number in a text in surface form."""
    for found in _TREATY.finditer(text):
        volumes = tuple(_each(found["volumes"] or ""))
        numbers = tuple(_each(found["numbers"] or found["only"]))
        pairs = ((number, volume) for number in numbers for volume in (volumes or ("",)))
        targets = dict.fromkeys(instruments.of_treaty(*pair).target for pair in pairs)
        for target in targets:
            yield Citation(found[0], found.start(), found.end(), target)


def _each(numbers: str) -> Iterator[str]:
    plain = re.sub(r"\s", "", numbers)
    if re.fullmatch(f"{CHINESE_NUMERAL}+", plain):
        yield str(from_chinese(plain))
        return
    for part in re.split(r"[、和及,]", plain):
        first, *rest = re.split(r"[至-]", part)
        last = min(int(rest[0]), int(first) + _MOST) if rest else int(first or 0)
        yield from map(str, range(int(first or 0), last + 1))
