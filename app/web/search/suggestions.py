"""What a reader may be about to type: titles, symbols, subjects and terms that hold what stands there."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice

from app.db.queries import listing
from app.db.queries.titles import titles_of
from app.domain.text import fold
from app.web.http.context import ArchiveSession

MOST = 10
_LONGEST = 60
"""How many characters are looked at; nothing longer is a beginning."""
_EACH = 5
"""How many of a kind there are at most."""


def suggestions(
    archive: ArchiveSession, phrases: Iterable[str], names: Mapping[str, str], typed: str
) -> list[tuple[str, str]]:
    """At most ten completions, each with what it is: a symbol, a title, a term or a subject.

    `names` are the Chinese names of subjects by their headings.
    """
    folded = fold(typed[:_LONGEST])
    if len(folded) < 2:
        return []
    kinds = (
        ("文号", _addresses(archive, folded)),
        ("标题", _titles(archive, folded)),
        ("用语", _holding(folded, phrases)),
        ("主题", (f'主题:"{subject}"' for subject in _subjects(archive, names, folded))),
    )
    found = {text: kind for kind, texts in kinds for text in islice(texts, _EACH)}
    return list(found.items())[:MOST]


def _addresses(archive: ArchiveSession, folded: str) -> list[str]:
    return listing.addresses_beginning(archive.session, folded, _EACH) if "/" in folded else []


def _subjects(archive: ArchiveSession, names: Mapping[str, str], folded: str) -> Iterable[str]:
    """Subjects of the archive whose name holds it, then those whose heading does; each by its name."""
    headings = archive.search.values("subject")
    named = _holding(folded, [names.get(heading, heading) for heading in headings])
    return dict.fromkeys((*named, *(names.get(one, one) for one in _holding(folded, headings))))


def _holding(folded: str, texts: Iterable[str]) -> list[str]:
    """The texts that hold it, those that begin with it first, then the short ones."""
    held = (text for text in texts if folded in _folded(text))
    return sorted(held, key=lambda text: (not _folded(text).startswith(folded), len(text), text))[:_EACH]


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    """The search form of a phrase that ships or a subject of the archive: asked for at each key."""
    return fold(text)


def _titles(archive: ArchiveSession, folded: str) -> Iterator[str]:
    """Titles that hold it, each once, the newest first."""
    return titles_of(archive.session).with_phrase(folded)
