"""Parts of texts as readers type and copy them: in other scripts, widths and dashes, with marks of footnotes left in."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import opencc

_TO_TRADITIONAL = opencc.OpenCC("s2t").convert
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code) not in '"-'}
_QUOTES = dict.fromkeys(map(ord, '“”"「」『』＂'))
_DASH = re.compile(r"(?<=[0-9A-Za-z])[-‐‑–—](?=[0-9A-Za-z])")
_DASHES = "-‐‑‒–—―−－"
_MARKS = ("²", "13", "¹² ", "³")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the text with this number; `is_whole` unless it was cut inside a Latin word or number."""

    number: int
    text: str
    is_whole: bool = True


def parts(printed: Sequence[str], chance: random.Random, substrings: int, clauses: int) -> Iterator[Part]:
    """Random substrings of 2 to 12 characters, then clauses."""
    for _ in range(substrings):
        number = chance.randrange(len(printed))
        text = printed[number]
        start = chance.randrange(max(1, len(text) - 1))
        end = start + chance.randint(2, 12)
        is_cut = any(
            re.fullmatch(r"[\w.,/()-]{2}", text[max(0, at - 1) : at + 1], re.ASCII) for at in (start, end)
        )
        beside_blank = re.search(r"[0-9A-Za-z]\s*$", text[:start]) or re.match(r"\s*[0-9A-Za-z]", text[end:])
        yield Part(number, text[start:end], not (is_cut or beside_blank))
    for _ in range(clauses):
        number = chance.randrange(len(printed))
        yield Part(number, chance.choice(re.split("[，；。：、]", printed[number]))[:190], is_whole=False)


def forms(text: str, chance: random.Random) -> tuple[str, ...]:
    """A part in quotation marks: as printed, traditional, full-width, with dashes varied."""
    plain = text.translate(_QUOTES)
    dashed = _DASH.sub(lambda _: chance.choice(_DASHES), plain)
    return tuple(f'"{form}"' for form in (plain, _TO_TRADITIONAL(plain), plain.translate(_WIDE), dashed))


def with_mark(text: str, chance: random.Random) -> str | None:
    """A part with a mark of a footnote behind a sign inside it; None if there is no such sign."""
    plain = text.translate(_QUOTES)
    ends = [found.end() for found in re.finditer(r"[》，；、](?=[^\W\d])", plain)]
    if not ends:
        return None
    at = chance.choice(ends)
    return f'"{plain[:at]}{chance.choice(_MARKS)}{plain[at:]}"'
