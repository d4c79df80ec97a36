"""The folded (search) form of an English text, and the way back to the printed one.

A folded text is its words in lower case without accents, with one blank between them; a word is `[0-9a-z]+`, and
punctuation of any kind separates words as a blank does (`States’ non-proliferation` is `states non proliferation`).
A phrase stands where its words stand in a row.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from snowballstemmer import stemmer

from app.domain.text import Piece

_WORD = re.compile("[0-9a-z]+")
_WORD_SIGNS = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")
_UNSEEN = dict.fromkeys((173, 8203, 8204, 8205, 8288, 65279))
"""Signs without width: a word goes on behind them."""
_STEMMER = stemmer("english")


@dataclass(frozen=True, slots=True)
class EnglishWord:
    """A word in folded form, and where it is printed: offsets of its first character and behind its last."""

    text: str
    start: int
    end: int


def fold_english(text: str) -> str:
    """The folded form of an English text."""
    return " ".join(_WORD.findall(_plain(text)))


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_UNSEEN))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).lower()


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """What forms of a word have in common, by Porter's second algorithm; numbers are themselves."""
    found: str = _STEMMER.stemWord(word)
    return found


def stems_of(folded: str) -> tuple[str, ...]:
    """The stems of the words of a folded text, in their order."""
    return tuple(map(stem, folded.split()))


def words_in(text: str) -> Iterator[EnglishWord]:
    """The words of a printed text."""
    signs, begun, end = "", 0, 0
    for index, char in enumerate(text):
        if ord(char) in _UNSEEN:
            continue
        for sign in char.lower() if char.isascii() else _plain(char) or _of_mark(char):
            if sign in _WORD_SIGNS:
                begun = begun if signs else index
                signs, end = signs + sign, index + 1
            elif signs:
                yield EnglishWord(signs, begun, end)
                signs = ""
    if signs:
        yield EnglishWord(signs, begun, end)


def _of_mark(char: str) -> str:
    """An accent of its own belongs to the word before it; any other sign of which nothing is left ends a word."""
    return "" if all(map(unicodedata.combining, unicodedata.normalize("NFKD", char))) else " "


def mark_english(text: str, phrases: Collection[str], stems: Collection[str] = ()) -> tuple[Piece, ...]:
    """A printed text cut into pieces that are one of these folded phrases, or a word with one of these stems, and
    pieces that are not. Joined, they are the text."""
    words = list(words_in(text))
    is_found = [bool(stems) and stem(word.text) in stems for word in words]
    follows = [False] * len(words)
    for phrase in phrases:
        _find(words, phrase.split(), is_found, follows)
    pieces: list[Piece] = []
    at = 0
    for index, word in enumerate(words):
        if is_found[index]:
            # The blank between two words of a phrase belongs to it.
            start = at if follows[index] else word.start
            _add(pieces, text[at:start], is_match=False)
            _add(pieces, text[start : word.end], is_match=True)
            at = word.end
    _add(pieces, text[at:], is_match=False)
    return tuple(pieces)


def _find(
    words: Sequence[EnglishWord], sought: Sequence[str], is_found: list[bool], follows: list[bool]
) -> None:
    """Tell which words are those of a phrase, and which of them do not begin it."""
    if not sought:
        return
    size = len(sought)
    for first in range(len(words) - size + 1):
        if words[first].text == sought[0] and all(
            words[first + place].text == sought[place] for place in range(1, size)
        ):
            for place in range(size):
                follows[first + place] = follows[first + place] or place > 0
                is_found[first + place] = True


def _add(pieces: list[Piece], text: str, *, is_match: bool) -> None:
    if not text:
        return
    if pieces and pieces[-1][1] == is_match:
        pieces[-1] = (pieces[-1][0] + text, is_match)
    else:
        pieces.append((text, is_match))
