"""United Nations document symbols: one canonical form, one form for addresses.

Source of the rules: the United Nations' system of document symbols (Editorial Manual) and its own
printed texts. A resolution's bracket stands apart (`S/RES/2722 (2024)`, `A/RES/217 (III)`), so does
its letter (`A/RES/72/262 C`); in other symbols a bracket is glued on (`A/CONF.157/24(Part I)`).
"""

import re
import unicodedata
from dataclasses import dataclass

MAX_LENGTH = 120
"""The longest symbol that is read, in characters."""

_SHAPE = re.compile(r"[A-Z]+(?:/[A-Z0-9][A-Z0-9.\-() ]*)+(?:-[A-Z]+(?:/[A-Z0-9][A-Z0-9.\-()]*)+)?")
_MIXED_CASE = re.compile(r"(?<![A-Z])(?:ADD|AMEND|CORR|MISC|REV|SUB|SUMMARY)(?=\.)")
_PART = re.compile(r"\(PART ?([IVXLC]+|\d+)\)")
_LETTERS = re.compile(r" [A-Z](?:-[A-Z])?$")
_SEVERAL = re.compile(r"(?<=\d)\s*([A-Z])\s*(?:AND|TO|,|和|至|、)\s*([A-Z])$")
_DELIBERATION = re.compile(
    r"(?P<head>(?:.*/)?(?:RES|DEC)/)"
    r"(?P<number>(?:(?:S|ES)-\d+/|\d+/)?\d+)"
    r"(?: ?(?P<letter>[A-Z](?:-[A-Z])?))?"
    r"(?: ?\((?P<bracket>[IVXLC]+|\d{4}|S-[IVXLC]+|ES-[IVXLC]+)\))?"
)


@dataclass(frozen=True, slots=True, order=True)
class Symbol:
    """A document symbol in canonical form, e.g. `S/RES/2722 (2024)`."""

    canonical: str

    @classmethod
    def parse(cls, text: str) -> "Symbol":
        """Read a symbol in any spelling: blanks, case and full-width forms do not matter.

        Raises ValueError where the text is not shaped like a symbol.
        """
        if len(text) > MAX_LENGTH:
            raise ValueError(f"longer than {MAX_LENGTH} characters")
        bare = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().upper()
        bare = re.sub(r" ?([/().]) ?", r"\1", _SEVERAL.sub(r" \1-\2", bare))
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
        return cls(_PART.sub(r"(Part \1)", bare))

    @classmethod
    def read(cls, text: str) -> "Symbol | None":
        """The symbol that a text is, None where it is none."""
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
        """The number of a resolution or decision as texts cite it (`50/4`, `2722(2024)`), else None."""
        found = _DELIBERATION.fullmatch(self.canonical.upper())
        return re.sub(r" (?=\()", "", self.canonical[found.end("head") :]) if found else None

    @property
    def whole(self) -> "Symbol":
        """The symbol without the letters of a part or of several parts: `A/RES/77/256` of `A/RES/77/256 A-B`."""
        return Symbol(_LETTERS.sub("", self.canonical))

    def __str__(self) -> str:
        return self.canonical
