"""Texts as the cluster gets them: cut by our own rule, and joined by a sign at which the cluster cuts again.

So a phrase there is a row of tokens, as in the embedded engines. Nothing is lost or refused: signs that cannot be sent
or that part tokens are written in letters, and what is too long for one token is several, each saying so. A token of
one's own is a run or a single sign, so what is written in several signs with another one in front is no other token.
"""

from collections.abc import Callable, Iterable, Iterator

from app.domain.text import tokens
from app.search.compared_texts import digest

SEPARATOR = "\n"
"""The sign at which the cluster cuts."""

_LONGEST = 1000
"""The longest token, in signs."""
_GOES_ON = "+"
_SIGN = "%"

Cut = Callable[[str], list[str]]


def joined(folded: str, cut: Cut = tokens) -> str:
    """A folded text or phrase as it is sent."""
    return SEPARATOR.join(part for token in cut(folded) for part in _parts(token))


def read_back(sent: str) -> str:
    """The folded text that was sent so."""
    return "".join(map(_own, sent.split(SEPARATOR)))


def words_joined(words: Iterable[str]) -> str:
    """Words as they are sent."""
    return SEPARATOR.join(map(word_sent, words))


def word_sent(word: str) -> str:
    """A word as it is sent; one that is too long is known by a digest."""
    plain = "".join(map(_written, word))
    return f"{_SIGN}{_SIGN}{digest(word)}" if len(plain) > _LONGEST else plain


def _parts(token: str) -> Iterator[str]:
    if len(token) == 1:
        yield _written(token)
    elif len(token) <= _LONGEST:
        # An English word is no run where a text was not folded.
        yield token if token.isascii() and token.isalnum() else "".join(map(_written, token))
    else:
        pieces = [token[start : start + _LONGEST] for start in range(0, len(token), _LONGEST)]
        for number, piece in enumerate(pieces):
            before = _GOES_ON if number else ""
            behind = _GOES_ON if number < len(pieces) - 1 else ""
            yield before + "".join(map(_written, piece)) + behind


def _written(sign: str) -> str:
    code = ord(sign)
    is_plain = (0x20 < code < 0xD800 and not 0x7F <= code < 0xA0) or code > 0xDFFF
    return sign if is_plain else f"{_SIGN}{code:x};"


def _own(token: str) -> str:
    if len(token) > 2 and token[0] == _SIGN and token[-1] == ";":
        return chr(int(token[1:-1], 16))
    return token if len(token) == 1 else token.strip(_GOES_ON)
