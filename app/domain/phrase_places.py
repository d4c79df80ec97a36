"""Where a phrase without runs stands in a text whose characters are folded and whose punctuation is still there."""

import re
from collections.abc import Iterator

_PUNCTUATION = re.compile(r"[\W_]+")


def places(phrase: str, text: str) -> Iterator[int]:
    """Where a phrase stands, from left to right, no two overlapping."""
    start = text.find(phrase)
    while start >= 0:
        yield start
        start = text.find(phrase, start + len(phrase))


def without_punctuation(text: str) -> str:
    """A text without punctuation."""
    return _PUNCTUATION.sub("", text)


def are_all(count: int, phrase: str, text: str) -> bool:
    """Whether a phrase that stands so often in a text stands there no oftener with punctuation inside; not told of a
    phrase that may overlap itself."""
    if phrase[0] in phrase[1:]:
        return False
    # Each takes all characters of the phrase for itself: where those of one kind are used up, there are no more.
    is_used_up = any(text.count(sign) == count * phrase.count(sign) for sign in phrase)
    return is_used_up or count == without_punctuation(text).count(phrase)
