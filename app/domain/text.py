"""The folded (search) form of a text, and the mapping back to the text as printed.

Folding works character by character (`domain.characters`) and is the same for texts and queries: NFKC, lower case,
no accents, traditional to simplified, then blanks and punctuation. A run is `[0-9a-z]+`. A blank between two runs
is kept where one is a Latin word (`united nations`, but `5873652`); all others are dropped. Between two runs, ASCII
punctuation is kept (`a/res/70/1`, `covid-19`), dashes of any form and length are `-`, and other punctuation becomes
one blank (`1820、1888`); brackets around a run that follows a run are kept (`1325(2000)`); all other punctuation is
dropped. A circle beside a Chinese numeral is 零, as is 〇.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from app.domain.characters import CHARACTERS
from app.domain.phrase_places import are_all, places, without_punctuation
from app.domain.proximity import InOrder, Near, in_order, near

_RUN = "[0-9a-z]"
_NUMERALS = frozenset("零一二三四五六七八九十百千")
_CIRCLES = re.compile("○+")
# A blank beside a Latin word is kept, one beside a lone letter only between letters: `72/262 C`, `5 873 652`.
_BLANKS = re.compile(
    "(?P<kept>(?<=[a-z]) +(?=[a-z])|(?<=[a-z][a-z]) +(?=[0-9])|(?<=[0-9]) +(?=[a-z][a-z]))| +"
)
_FOLDABLE = re.compile(rf"(?P<year>(?<={_RUN})\({_RUN}[0-9a-z ]*\))|(?:[^\w]|_)+")
_DASHES = re.compile("-+")
_NO_RUN = re.compile(r"[^\x00-\x7f]+")
_TOKEN = re.compile(rf"{_RUN}+|.", re.DOTALL)

_DIGITS = frozenset("0123456789")
_RUN_SIGNS = _DIGITS | frozenset("abcdefghijklmnopqrstuvwxyz")
_RUN_ENDS = _RUN_SIGNS | {")"}

_NAME_LENGTH = 20
"""The longest text whose folded form is remembered for a while, in characters: names and formulas are asked for often."""

FOLDING = 2
"""The version of folding. Increase it with every change of a folded form: indexes made before are then rebuilt."""

_SENTENCE_END = re.compile("[。！？；!?;｡|\n]")
"""What ends a sentence; between the cells and rows of a table, what separates them does."""

Span = tuple[int, int]
Piece = tuple[str, bool]
"""A piece of a text, and whether it is a match."""
Sought: TypeAlias = str | Near | InOrder
"""A folded phrase, or several of them together."""


def _fold_circles(found: re.Match[str]) -> str:
    """A circle beside a Chinese numeral is a zero, any other a bullet."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() : found.end() + 1]
    is_zero = before in _NUMERALS or after in _NUMERALS
    return "零" * len(found[0]) if is_zero else found[0]


def _fold_blanks(found: re.Match[str]) -> str:
    return " " if found["kept"] else ""


def _fold_punctuation(found: re.Match[str]) -> str:
    if found["year"]:
        return found[0]
    text, (start, end) = found.string, found.span()
    # A closing bracket on the left was kept with its run; any other would be part of this match.
    before, after = text[start - 1 : start], text[end : end + 1]
    if before not in _RUN_ENDS or after not in _RUN_SIGNS:
        return ""
    if before in _DIGITS and after in _DIGITS and not found[0].strip("~"):
        return "-"
    return _DASHES.sub("-", found[0]) if found[0].isascii() else " "


def _wide(text: str) -> str:
    """A text with its characters folded, blanks and punctuation not yet."""
    wide = text.translate(CHARACTERS)
    return _CIRCLES.sub(_fold_circles, wide) if "○" in wide else wide


def fold(text: str) -> str:
    """The folded form of a text."""
    return _folded_name(text) if len(text) <= _NAME_LENGTH else _folded(text)


def _folded(text: str) -> str:
    wide = _wide(text)
    return _FOLDABLE.sub(_fold_punctuation, _BLANKS.sub(_fold_blanks, wide) if " " in wide else wide)


_folded_name = lru_cache(maxsize=1024)(_folded)


def unfolded(folded: str) -> str:
    """A text that folds to a folded text: blanks that folding would drop stood for punctuation."""
    return _BLANKS.sub(lambda found: " " if found["kept"] else "、", folded)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text with the original offset of each of its characters, and the offsets at which a sentence begins."""

    text: str
    offsets: tuple[int, ...]
    stops: tuple[int, ...] = ()

    @classmethod
    def of(cls, original: str) -> "Folded":
        """Fold a text and keep the offsets."""
        wide = _wide(original)
        sources = _sources(original)
        if " " in wide:
            wide, sources = _substituted(_BLANKS, _fold_blanks, wide, sources)
        wide, sources = _substituted(_FOLDABLE, _fold_punctuation, wide, sources)
        ends = dict.fromkeys(bisect_left(sources, end.start()) for end in _SENTENCE_END.finditer(original))
        return cls(wide, tuple(sources), tuple(stop for stop in ends if 0 < stop < len(wide)))

    def original_span(self, start: int, end: int) -> Span:
        """The original span of the folded characters from `start` to `end` (end > start)."""
        return self.offsets[start], self.offsets[end - 1] + 1


def sentence_stops(text: str) -> tuple[int, ...]:
    """The offsets in the folded text at which a sentence begins, after the first."""
    end = _SENTENCE_END.search(text)
    return Folded.of(text).stops if end and end.end() < len(text) else ()


def _substituted(
    pattern: re.Pattern[str], kept_of: Callable[[re.Match[str]], str], text: str, sources: Sequence[int]
) -> tuple[str, Sequence[int]]:
    """Replace each match by something no longer, and drop the offsets of what goes."""
    pieces: list[str] = []
    offsets: list[int] = []
    done = 0
    for found in pattern.finditer(text):
        kept = kept_of(found)
        pieces += text[done : found.start()], kept
        offsets += sources[done : found.start()]
        offsets += sources[found.start() : found.start() + len(kept)]
        done = found.end()
    return "".join(pieces) + text[done:], [*offsets, *sources[done:]]


def _sources(original: str) -> Sequence[int]:
    """The original offset of each folded character, before punctuation is dropped.

    All characters of the text must have been looked up in the table before.
    """
    characters = set(original)
    if not CHARACTERS.widened.isdisjoint(characters):
        return [index for index, char in enumerate(original) for _ in CHARACTERS[ord(char)]]
    dropped = CHARACTERS.dropped
    if dropped.isdisjoint(characters):
        return range(len(original))
    return [index for index, char in enumerate(original) if char not in dropped]


def occurrences(phrase: str, folded: str) -> Iterable[Span]:
    """The spans of a folded phrase in a folded text; a run at the edge of the phrase matches whole runs
    only."""
    if phrase and phrase[0] not in _RUN_SIGNS and phrase[-1] not in _RUN_SIGNS:
        # To compile a pattern takes longer than to look through most texts.
        return ((start, start + len(phrase)) for start in places(phrase, folded))
    return (found.span() for found in _pattern(phrase).finditer(folded))


@lru_cache(maxsize=512)
def _pattern(phrase: str) -> re.Pattern[str]:
    before = f"(?<!{_RUN})" if phrase[:1] in _RUN_SIGNS else ""
    after = f"(?!{_RUN})" if phrase[-1:] in _RUN_SIGNS else ""
    return re.compile(f"{before}{re.escape(phrase)}{after}")


def _all_spans(phrase: str, folded: str) -> Iterator[Span]:
    """The same, also those that overlap."""
    found = _pattern(phrase).search(folded)
    while found:
        yield found.span()
        found = _pattern(phrase).search(folded, found.start() + 1)


def stretches(sought: Sought, folded: str, stops: Sequence[int] = ()) -> Iterator[tuple[Span, ...]]:
    """Where what is sought stands in a folded text: the spans of its phrases, one row of them for each time."""
    if isinstance(sought, str):
        yield from ((span,) for span in occurrences(sought, folded))
        return
    places = [tuple(_all_spans(part, folded)) for part in sought.parts]
    if all(places):
        yield from near(places, sought.within) if isinstance(sought, Near) else in_order(places, stops)


def holds(sought: Sought, folded: str, stops: Sequence[int] = ()) -> bool:
    """Whether what is sought stands in a folded text."""
    if isinstance(sought, InOrder) and not stops:
        return _are_in_order(sought.parts, folded)
    return next(stretches(sought, folded, stops), None) is not None


def _are_in_order(parts: Iterable[str], folded: str) -> bool:
    end = 0
    for part in parts:
        found = _pattern(part).search(folded, end)
        if found is None:
            return False
        end = found.end()
    return True


def stands_in(phrase: str, folded: str) -> bool:
    """Whether a folded text contains a folded phrase, by the rule of `occurrences`."""
    return phrase in folded and any(True for _ in occurrences(phrase, folded))


def find_spans(original: str, sought: Collection[Sought]) -> list[Span]:
    """The spans of what is sought in a text as printed, in order; overlapping spans are merged."""
    plain = fold(original) if sought else ""
    if not any(all(part in plain for part in parts_of(one)) for one in sought):
        return []
    return spans_in(Folded.of(original), sought)


def parts_of(sought: Sought) -> tuple[str, ...]:
    """The phrases of what is sought."""
    return (sought,) if isinstance(sought, str) else sought.parts


def spans_in(folded: Folded, sought: Collection[Sought]) -> list[Span]:
    """The spans of what is sought in the original of a folded text, in order; overlapping spans are merged."""
    found = (
        span for one in sought if one for row in stretches(one, folded.text, folded.stops) for span in row
    )
    merged: list[Span] = []
    for start, end in sorted(folded.original_span(*span) for span in found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def mark(original: str, sought: Collection[Sought]) -> tuple[Piece, ...]:
    """Cut a text as printed into pieces that match, or do not match, what is sought."""
    return _cut(original, find_spans(original, sought))


def mark_found(original: str, sought: Collection[Sought]) -> tuple[Piece, ...]:
    """The same, faster, for a text that is known to hold what is sought."""
    one = next(iter(sought)) if len(sought) == 1 else None
    spans = _spans_without_runs(original, one) if isinstance(one, str) else None
    return _cut(original, spans_in(Folded.of(original), sought) if spans is None else spans)


def _spans_without_runs(original: str, phrase: str) -> list[Span] | None:
    """The spans of a phrase without runs; None for one that has a run, or where offsets cannot be told so easily."""
    wide = _wide(original) if _NO_RUN.fullmatch(phrase) else ""
    if wide and (spans := _spans_in_one_piece(original, wide, phrase)) is not None:
        return spans
    characters = set(original)
    if not (wide and CHARACTERS.widened.isdisjoint(characters) and CHARACTERS.dropped.isdisjoint(characters)):
        return None
    # Beside characters that are in no run all punctuation is dropped.
    bare = without_punctuation(wide)
    offsets = [offset for offset, char in enumerate(wide) if char.isalnum()]
    return [(offsets[start], offsets[start + len(phrase) - 1] + 1) for start in places(phrase, bare)]


def _spans_in_one_piece(original: str, wide: str, phrase: str) -> list[Span] | None:
    """The spans of a phrase that stands nowhere with punctuation inside; None where that is not so easily told."""
    if len(wide) != len(original):
        return None
    spans = [(start, start + len(phrase)) for start in places(phrase, wide)]
    if not are_all(len(spans), phrase, wide):
        return None
    # Offsets differ where one character became two and another none.
    parts = (original[start:end] for start, end in spans)
    return spans if all(part == phrase or _wide(part) == phrase for part in parts) else None


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
