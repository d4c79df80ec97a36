"""Other readings of a query that finds nothing, the likeliest first."""

from collections.abc import Callable, Iterator

from app.domain.query import SearchQuery, english_readings, in_words, without_marks


def other_readings(
    query: SearchQuery, stands: Callable[[str], bool], cut: Callable[[str], list[str]]
) -> Iterator[SearchQuery]:
    """A query in English, without what may be marks of footnotes, or for the words of a single unquoted phrase; the
    latter two where a phrase stands nowhere. `cut` cuts a phrase into words."""
    yield from english_readings(query)
    unmarked = without_marks(query, stands)
    yield from unmarked
    last = unmarked[-1] if unmarked else query
    by_words = in_words(last, cut)
    if by_words and not stands(last.phrases[0].text):
        yield by_words
