"""English names of resolutions, written as the Chinese ones that `domain.citations` reads.

Accepted: `GA res 77/214`, `UNGA Res. 217 A (III)`, `General Assembly resolution 46/182`, `UNSCR 1325 (2000)`,
`S.C. Res. 1325`, `HRC res. 50/4`, `ECOSOC decision 2021/2`, `resolution 46/182`, `Res. 77/214`.
"""

import re
from functools import lru_cache

from app.domain.organs import Names

_ROMAN = r"(?:E?S-)?[IVXLC]+"
_NUMBER = (
    rf"(?:(?:E?S-)?[0-9]{{1,4}}\s?/\s?[0-9]{{1,4}}(?:\s?[A-Z](?:-[A-Z])?(?![A-Za-z.]))?"
    rf"|[0-9]{{1,4}}\s?(?:[A-Z]\s?)?\(\s?(?:{_ROMAN}|[0-9]{{4}})\s?\)(?:\s?[A-Z](?![A-Za-z.]))?|[0-9]{{1,4}})"
)
_MORE = rf"(?:\s?(?:,|,?\sand|&)\s?(?:[0-9]{{1,4}}/[0-9]{{1,4}}|[0-9]{{1,4}}\s?\((?:{_ROMAN}|[0-9]{{4}})\))(?![0-9/]))+"
"""Further numbers of a list: `resolutions 77/213, 76/159 and 1514 (XV)`."""
_KIND = r"(?:res(?:olutions?|\.|n\.?|ol\.)?|dec(?:isions?|\.)?)"


def in_chinese(text: str, names: Names) -> str:
    """A text with English names of resolutions and decisions in Chinese: `GA res 77/214` → `大会第77/214号决议`."""
    return _pattern(names).sub(lambda found: _chinese(found, names), text) if _LATIN.search(text) else text


_LATIN = re.compile(r"[A-Za-z]")


def _chinese(found: re.Match[str], names: Names) -> str:
    organ = next((names.require_organ(code) for code in _codes(names) if found[code]), None)
    number = found["number"].upper()
    if organ is None and not found["kind"]:
        return found[0]
    # Neither a year nor a session is a number: `Security Council 2023`, `GA 77`; `UNSC 1325` is one.
    is_other = number.isdigit() and not (99 < int(number) < 1945 or int(number) > 2040)
    if not found["kind"] and is_other and not found["joined"]:
        return found[0]
    # `Dec. 10, 1948` is a date.
    if organ is None and number.isdigit() and not found["kind"].lower().startswith("res"):
        return found[0]
    kind = "决定" if (found["kind"] or "").lower().startswith("dec") else "决议"
    numbers = [number, *re.findall(r"[0-9][0-9/]*(?:\s?\([^)]+\))?", (found["more"] or "").upper())]
    return f"{organ.name if organ else ''}{'、'.join(f'第{one}号' for one in numbers)}{kind}"


def _codes(names: Names) -> tuple[str, ...]:
    return tuple(organ.code for organ in names.organs if organ.english)


@lru_cache
def _pattern(names: Names) -> re.Pattern[str]:
    organs = "|".join(
        f"(?P<{organ.code}>{'|'.join(map(_spelled, sorted(organ.english, key=len, reverse=True)))})"
        for organ in names.organs
        if organ.english
    )
    united = r"(?:(?:the\s)?(?:United\sNations|U\.?N\.?)\s?)?(?:the\s)?"
    named = rf"{united}(?:{organs})(?:'s|’s)?(?P<joined>R(?=\s?[0-9]))?[\s/,]*"
    return re.compile(
        rf"(?<![A-Za-z/.])(?:{named})?(?P<kind>{_KIND})?(?:\s?(?:no|number|nr)\.?)?[\s/]*(?<![0-9(.-])(?P<number>{_NUMBER})(?![0-9/])(?P<more>{_MORE})?",
        re.IGNORECASE,
    )


def _spelled(name: str) -> str:
    """A name in a pattern; abbreviations may have full stops: `G.A.`."""
    if name.isupper():
        return r"\.?\s?".join(name) + r"\.?"
    return re.sub(r"\s", r"\\s", name)
