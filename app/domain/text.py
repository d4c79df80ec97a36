"""The folded (search) form of a text, and the mapping back to the text as printed.

Folding works character by character and is the same for texts and queries: NFKC, lower case, traditional to
simplified, then punctuation. A run is `[0-9a-z]+`. Blanks are dropped. Between two runs, ASCII punctuation is
kept (`a/res/70/1`, `covid-19`) and other punctuation becomes one blank (`1820、1888`); brackets around a run
that follows a run are kept (`1325(2000)`); all other punctuation is dropped.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import opencc

VARIANTS = str.maketrans(
    "著衞敍佈甦藉瞭覆俱座像逕枱揹鍊暱簷痺祇祗吿馀谘讬钜锺缐麹侭齶顎衹粧糭",
    "着卫叙布苏借了复具坐象迳台背链昵檐痹只只告余咨托巨钟线曲尽腭腭只妆粽",
)
"""Characters that the common traditional-to-simplified tables leave out or decide by context.

Folding cannot depend on context, or a part of a text would fold differently from the whole; so 著 is always
着, and 瞭, 覆, 藉 and similar become what simplified texts mostly print for them.
"""

_INVISIBLE = ("Cc", "Cf", "Mn")
"""Unicode categories that are neither text nor punctuation: control and format characters, combining
marks."""

_RUN = "[0-9a-z]"
_FOLDABLE = re.compile(rf"(?P<year>(?<={_RUN})\({_RUN}+\))|(?:[^\w]|_)+")
_TOKEN = re.compile(rf"{_RUN}+|.", re.DOTALL)

_RUN_SIGNS = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")
_RUN_ENDS = _RUN_SIGNS | {")"}

Span = tuple[int, int]
Piece = tuple[str, bool]
"""A piece of a text, and whether it is a match."""


class _CharacterTable(dict[int, str]):
    """For `str.translate`: the folded form of each character, before punctuation.

    Of the characters looked up so far, `dropped` fold to nothing, `widened` to more than one.
    """

    def __init__(self) -> None:
        super().__init__()
        self._simplify = opencc.OpenCC("t2s").convert
        self.dropped: set[str] = set()
        self.widened: set[str] = set()

    def __missing__(self, code_point: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(code_point)).lower()
        kept = "".join(c for c in folded if not c.isspace() and unicodedata.category(c) not in _INVISIBLE)
        self[code_point] = form = "".join(self._simplify(c) for c in kept).translate(VARIANTS)
        if len(form) != 1:
            (self.widened if form else self.dropped).add(chr(code_point))
        return form


_CHARACTERS = _CharacterTable()


class _SimplifiedTable(dict[int, str]):
    """For `str.translate`: the simplified form of a character, always one character."""

    def __missing__(self, code_point: int) -> str:
        char = chr(code_point)
        folded = _CHARACTERS[code_point] if "\u3400" <= char <= "\ufaff" else char
        self[code_point] = folded if len(folded) == 1 else char
        return self[code_point]


_SIMPLIFIED = _SimplifiedTable()


def simplified(text: str) -> str:
    """A text in simplified characters, of the same length; punctuation is unchanged."""
    return text.translate(_SIMPLIFIED)


def _fold_punctuation(found: re.Match[str]) -> str:
    if found["year"]:
        return found[0]
    text, (start, end) = found.string, found.span()
    # A closing bracket on the left was kept with its run; any other would be part of this match.
    if text[start - 1 : start] not in _RUN_ENDS or text[end : end + 1] not in _RUN_SIGNS:
        return ""
    return found[0] if found[0].isascii() else " "


def fold(text: str) -> str:
    """The folded form of a text."""
    return _FOLDABLE.sub(_fold_punctuation, text.translate(_CHARACTERS))


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text with the original offset of each of its characters."""

    text: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, original: str) -> "Folded":
        """Fold a text and keep the offsets."""
        wide = original.translate(_CHARACTERS)
        sources = _sources(original)
        text: list[str] = []
        offsets: list[int] = []
        done = 0
        for found in _FOLDABLE.finditer(wide):
            kept = _fold_punctuation(found)
            text += wide[done : found.start()], kept
            offsets += sources[done : found.start()]
            offsets += sources[found.start() : found.start() + len(kept)]
            done = found.end()
        offsets += sources[done:]
        return cls("".join(text) + wide[done:], tuple(offsets))

    def original_span(self, start: int, end: int) -> Span:
        """The original span of the folded characters from `start` to `end` (end > start)."""
        return self.offsets[start], self.offsets[end - 1] + 1


def _sources(original: str) -> Sequence[int]:
    """The original offset of each folded character, before punctuation is dropped.

    All characters of the text must have been looked up in the table before.
    """
    if not _CHARACTERS.widened.isdisjoint(original):
        return [index for index, char in enumerate(original) for _ in _CHARACTERS[ord(char)]]
    dropped = _CHARACTERS.dropped
    if dropped.isdisjoint(original):
        return range(len(original))
    return [index for index, char in enumerate(original) if char not in dropped]


def occurrences(phrase: str, folded: str) -> Iterable[Span]:
    """The spans of a folded phrase in a folded text; a run at the edge of the phrase matches whole runs
    only."""
    return (found.span() for found in _pattern(phrase).finditer(folded))


@lru_cache(maxsize=512)
def _pattern(phrase: str) -> re.Pattern[str]:
    before = f"(?<!{_RUN})" if phrase[:1] in _RUN_SIGNS else ""
    after = f"(?!{_RUN})" if phrase[-1:] in _RUN_SIGNS else ""
    return re.compile(f"{before}{re.escape(phrase)}{after}")


def stands_in(phrase: str, folded: str) -> bool:
    """Whether a folded text contains a folded phrase, by the rule of `occurrences`."""
    return phrase in folded and any(True for _ in occurrences(phrase, folded))


def find_spans(original: str, phrases: Collection[str]) -> list[Span]:
    """The spans of folded phrases in a text as printed, in order; overlapping spans are merged."""
    plain = fold(original) if phrases else ""
    if not any(phrase in plain for phrase in phrases):
        return []
    return spans_in(Folded.of(original), phrases)


def spans_in(folded: Folded, phrases: Collection[str]) -> list[Span]:
    """The spans of folded phrases in the original of a folded text, in order; overlapping spans are
    merged."""
    found = (span for phrase in phrases if phrase for span in occurrences(phrase, folded.text))
    merged: list[Span] = []
    for start, end in sorted(folded.original_span(*span) for span in found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def mark(original: str, phrases: Collection[str]) -> tuple[Piece, ...]:
    """Cut a text as printed into pieces that match, or do not match, one of the folded phrases."""
    return _cut(original, find_spans(original, phrases))


def mark_found(original: str, phrases: Collection[str]) -> tuple[Piece, ...]:
    """The same, faster, for a text that is known to contain one of the phrases."""
    return _cut(original, spans_in(Folded.of(original), phrases))


def _cut(original: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    done = 0
    for start, end in spans:
        if start > done:
            pieces.append((original[done:start], False))
        pieces.append((original[start:end], True))
        done = end
    if done < len(original):
        pieces.append((original[done:], False))
    return tuple(pieces)


def tokens(folded: str) -> list[str]:
    """The tokens of a folded text: runs, and all other characters singly. A phrase is a sequence of
    tokens."""
    return _TOKEN.findall(folded)
