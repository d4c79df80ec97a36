"""United Nations document symbols: one canonical form, one form for addresses.

Source of the rules: the United Nations' system of document symbols (Editorial Manual) and its printed texts.
A resolution's bracket is set apart (`S/RES/2722 (2024)`, `A/RES/217 (III)`), and so is its letter
(`A/RES/72/262 C`); in other symbols a bracket follows without a blank (`A/CONF.157/24(Part I)`).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

MAX_SYMBOL_LENGTH = 120
"""Maximum length of a symbol, in characters."""

_SHAPE = re.compile(
    r"[A-Z]+(?:\([A-Z]+\))?(?:/[A-Z0-9][A-Z0-9.\-() ]*)+(?:-[A-Z]+(?:/[A-Z0-9][A-Z0-9.\-()]*)+)?"
)
_MIXED_CASE = re.compile(r"(?<![A-Z])(?:ADD|AMEND|CORR|DEC|MISC|RES|REV|SECT|SUB|SUMMARY|VOL)(?=\.)")
_PART = re.compile(r"\(PART(S?) ?([IVXLC]+|\d+)(?:(?: ?AND ?|和|及|至|&|-)([IVXLC]+))?\)")
_WORD_IN_BRACKETS = re.compile(r"(?<=\()(?:INTRODUCTION|SUPP)(?=\))")
_LETTER = r"(?:[A-Z]|AA|BB|CC|DD|EE|FF)"
_LETTERS = re.compile(rf" {_LETTER}(?:-[A-Z])?$")
_SEVERAL = re.compile(r"(?<=\d)\s*([A-Z])\s*(?:AND|TO|,|和|至|、)\s*([A-Z])$")
_LETTER_LAST = re.compile(
    rf"(?<=/RES/)(?P<number>\d+) ?(?P<bracket>\((?:E?S-)?[IVXLC]+\)) ?(?P<letter>{_LETTER})$"
)
_DELIBERATION = re.compile(
    r"(?P<head>(?:.*/)?(?:RES|DEC)/)"
    r"(?P<number>(?:(?:S|ES)-\d+/|\d+/)?\d+)"
    rf"(?: ?(?P<letter>{_LETTER}(?:-[A-Z])?))?"
    r"(?: ?\((?P<bracket>[IVXLC]+|\d{4}|S-[IVXLC]+|ES-[IVXLC]+)\))?"
)


def _part(found: re.Match[str]) -> str:
    """A part number in a form that matches the pattern of symbols."""
    return f"(PARTS{found[2]}-{found[3]})" if found[3] else f"(PART{found[2]})"


def _printed_part(found: re.Match[str]) -> str:
    return f"(Parts {found[2]} and {found[3]})" if found[3] else f"(Part {found[2]})"


@lru_cache(maxsize=8192)  # a page names the same symbols many times
def _canonical(text: str) -> str:
    """A symbol in canonical form. Raises ValueError if the text is none."""
    bare = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().upper()
    bare = _LETTER_LAST.sub(r"\g<number> \g<letter> \g<bracket>", bare)
    bare = _PART.sub(_part, re.sub(r" ?([/().]) ?", r"\1", _SEVERAL.sub(r" \1-\2", bare)))
    if not _SHAPE.fullmatch(bare) or not re.search(r"\d", bare):
        raise ValueError(f"not a document symbol: {text!r}")
    if deliberation := _DELIBERATION.fullmatch(bare):
        letter, bracket = deliberation["letter"], deliberation["bracket"]
        bare = deliberation["head"] + deliberation["number"]
        bare += f" {letter}" if letter else ""
        bare += f" ({bracket})" if bracket else ""
    else:
        bare = bare.replace(" ", "")
    bare = _MIXED_CASE.sub(lambda found: found[0].capitalize(), bare)
    return _PART.sub(_printed_part, _WORD_IN_BRACKETS.sub(lambda found: found[0].capitalize(), bare))


@dataclass(frozen=True, slots=True, order=True)
class Symbol:
    """A document symbol in canonical form, e.g. `S/RES/2722 (2024)`."""

    canonical: str

    @classmethod
    def parse(cls, text: str) -> "Symbol":
        """Read a symbol in any spelling; blanks, case and full-width forms are ignored.

        Raises ValueError if the text does not have the form of a symbol.
        """
        if len(text) > MAX_SYMBOL_LENGTH:
            raise ValueError(f"longer than {MAX_SYMBOL_LENGTH} characters")
        return cls(_canonical(text))

    @classmethod
    def read(cls, text: str) -> "Symbol | None":
        """Read a symbol; None if the text is not one."""
        try:
            return cls.parse(text)
        except ValueError:
            return None

    @property
    def url(self) -> str:
        """The form for addresses: no blanks, no leading slash."""
        return self.canonical.replace(" ", "")

    @property
    def number(self) -> str | None:
        """The number of a resolution or decision as cited (`50/4`, `2722(2024)`), else None."""
        found = _DELIBERATION.fullmatch(self.canonical.upper())
        return re.sub(r" (?=\()", "", self.canonical[found.end("head") :]) if found else None

    @property
    def whole(self) -> "Symbol":
        """The symbol without the letters of its parts: `A/RES/77/256` for `A/RES/77/256 A-B`."""
        return Symbol(_LETTERS.sub("", self.canonical))

    def __str__(self) -> str:
        return self.canonical


def is_deliberation(symbol: str) -> bool:
    """Whether a symbol is that of a resolution or decision."""
    return "/RES/" in symbol or "/DEC/" in symbol


def halves(symbol: str) -> tuple[str, ...]:
    """The two symbols that a double symbol joins; empty for any other.

    For a correction of a double document (`A/76/668-S/2022/66/Corr.1`), the second half alone: the first half
    names the document that is corrected.
    """
    found = re.fullmatch(r"([^ ]+/[^ ]+?)-([A-Z]+(?:\([A-Z]+\))?/[^ ]+)", symbol)
    if found is None:
        return ()
    first, second = found.groups()
    ending = re.compile(r"/(?:Add|Amend|Corr|Rev)\.")
    return (second,) if ending.search(second) and not ending.search(first) else (first, second)


def bare_number(symbol: str) -> str | None:
    """A resolution's symbol without its year or session in brackets, or None if it has none."""
    bare = re.sub(r" \((?:\d{4}|(?:E?S-)?[IVXLC]+)\)$", "", symbol)
    return bare if bare != symbol else None


def without_old_letter(symbol: str) -> str:
    """A symbol of the old numbering without the letter of a part, as it is cited: `A/RES/217 A (III)` →
    `A/RES/217 (III)`."""
    return re.sub(r" [A-Z](?= \((?:E?S-)?[IVXLC]+\)$)", "", symbol)
