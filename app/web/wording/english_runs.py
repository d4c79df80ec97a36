"""Parts of an English paragraph that stand in agreed texts word for word, where no agreed text is like the whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from app.domain.english_text import fold_english
from app.domain.query import SearchQuery
from app.domain.query.terms import English
from app.domain.term_pairs import is_english_term
from app.search.engine import Question, SearchEngine

_SHORTEST, _LONGEST = 3, 16
"""In words."""
_MOST_ASKED = 80
"""How many questions the index is asked for a paragraph."""
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class KnownRun:
    """Words in a row, in how many units they stand, and the address of these in both languages."""

    text: str
    units: int
    url: str


def known_runs(search: SearchEngine, paragraph: str) -> tuple[KnownRun, ...]:
    """The longest parts of a paragraph that stand in agreed English, in its order."""
    found = _longest_runs(fold_english(paragraph).split(), lambda run: _units(search, run))
    longest = sorted(sorted(found, key=lambda one: -len(one[1]))[:_SHOWN])
    texts = dict.fromkeys(filter(None, (_without_edges(run) for _, run in longest)))
    return tuple(
        KnownRun(text, _units(search, text), "/search/parallel?" + urlencode({"q": f'英:"{text}"'}))
        for text in texts
    )


def _without_edges(run: str) -> str:
    """A run without the small words that it begins or ends with; empty if hardly anything is left."""
    words = run.split()
    while words and not is_english_term((words[-1],)):
        words.pop()
    while words and not is_english_term((words[0],)):
        words.pop(0)
    return " ".join(words) if len(words) > 1 else ""


def _units(search: SearchEngine, run: str) -> int:
    query = SearchQuery("", English(run), sort="newest")
    return search.answer(Question(query, size=1, counted=())).total_units


def _longest_runs(words: Sequence[str], units_of: Callable[[str], int]) -> list[tuple[int, str]]:
    """Runs of words that stand somewhere, each from where the one before ends, as long as they can be, with where they
    begin."""
    found: list[tuple[int, str]] = []
    start = asked = 0
    while start + _SHORTEST <= len(words) and asked < _MOST_ASKED:
        length = _SHORTEST - 1
        while start + length < len(words) and length < _LONGEST:
            asked += 1
            if not units_of(" ".join(words[start : start + length + 1])):
                break
            length += 1
        is_found = length >= _SHORTEST
        if is_found:
            found.append((start, " ".join(words[start : start + length])))
        start += length if is_found else 1
    return found
