"""The place of a document that words mean, and words that mean one place of a document only."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.domain.numerals import from_roman
from app.domain.pasted.printed_headings import (
    PrintedHeading,
    citation_words,
    place_of_number,
    place_of_words,
)
from app.domain.pasted.worded_places import WordedPlace
from app.domain.place_lookup import locate, places_of
from app.domain.places import PART_PREFIX, PLACE_KINDS, annexes_of, cite, cite_instrument, joined
from app.domain.resolution import Resolution

_ROMAN_POINT = re.compile(r"(?<=/)(?=[xvi])(?:x{0,2}(?:ix|iv|v?i{0,3}))(?=/|$|-)")


def place_meant(text: Resolution, worded: WordedPlace) -> str | None:
    """The place of a text that was worded, in the spelling of addresses; None if the text has no such place.

    `第3段` means the operative paragraph; where there is none, the only paragraph of that number in an annex or a
    section.
    """
    worded = _in_its_section(text, worded)
    if worded.last:
        first = place_meant(text, replace(worded, last=None))
        last = place_meant(text, worded.last)
        ranged = locate(text, joined(first, last)) if first and last else None
        return ranged.place if ranged else first
    if worded.heading and (found := _printed(text, worded, worded.heading)):
        return found
    if worded.time > 1:
        alike = _alike(places_of(text), _cited(worded.paths))
        return alike[worded.time - 1] if worded.time <= len(alike) else None
    for path in (*worded.paths, *map(_in_figures, worded.paths)):
        if at := locate(text, path):
            return at.place
    # The points of a paragraph whose number stands twice are worded without saying so.
    if alike := _alike(places_of(text), _cited(worded.paths)):
        return alike[0]
    return None if worded.heading else _elsewhere(text, worded.paths)


def spelled_out(places: Sequence[WordedPlace]) -> str:
    """Places that were named, in words, whatever a text has there; as in addresses, where they have no words."""
    return "、".join(map(_spelled_out, places))


def _spelled_out(worded: WordedPlace) -> str:
    path = worded.path_unheld
    if worded.heading and path == "h":
        return worded.heading.words
    if "art/" in path:
        return cite_instrument(path, annexes=1)
    return cite(path, annexes=1) if path.partition("/")[0] in PLACE_KINDS else path


def _cited(paths: Sequence[str]) -> set[str]:
    """Paths in the words of citations; what follows the `#` of a foreign link may be none."""
    return {cite(path) for path in paths if path.partition("/")[0] in PLACE_KINDS}


def _in_its_section(text: Resolution, worded: WordedPlace) -> WordedPlace:
    """The same with the address of the section that is the article named, if one is."""
    if worded.heading is None or worded.paths == ("h",):
        return worded
    base = place_of_number(text, worded.heading)
    if base is None or "sec" not in base.split("/"):
        return worded
    named = worded.paths[0].removesuffix(worded.rest).rstrip("/")
    paths = tuple(f"{base}{path.removeprefix(named)}" for path in worded.paths)
    return replace(worded, paths=paths, heading=None, rest="")


def _printed(text: Resolution, worded: WordedPlace, named: PrintedHeading) -> str | None:
    """The place of a heading by what it prints, or of a path below it."""
    if worded.paths == ("h",):
        return place_of_words(text, named, worded.time) or place_of_number(text, named)
    rests = [worded.rest, worded.rest.replace("op/", "para/", 1)] if worded.rest else [""]
    if worded.time > 1:
        return None
    return next(filter(None, (place_of_number(text, named, rest) for rest in rests)), None)


def _in_figures(path: str) -> str:
    """A path with Roman points in figures, as Chinese texts have them: `(ii)` is printed `㈡`."""
    return _ROMAN_POINT.sub(lambda found: str(from_roman(found[0].upper())), path)


def _alike(places: Iterable[str], words: set[str]) -> list[str]:
    """The places of these words in the order of the text, numbered paragraphs first."""
    return sorted((place for place in places if cite(place) in words), key=_is_unnumbered)


def _is_unnumbered(place: str) -> bool:
    return "para" in place.split("/")


def _elsewhere(text: Resolution, paths: Sequence[str]) -> str | None:
    """The only place that ends in one of these paths, in an annex or a section."""
    found = {place for place in places_of(text) for path in paths if place.endswith(f"/{path.lower()}")}
    return found.pop() if len(found) == 1 else None


def words_in(text: Resolution, place: str) -> str:
    """A place of a text in the words of a citation that mean no other of its places; headings by what they print."""
    return citation_words(text, place, words_of(place, places_of(text)))


def words_of(place: str, places: Sequence[str]) -> str:
    """A place of a document in the words of a citation that mean no other of its `places`: the second of two that
    `cite` words alike is `第5段（第2处）`."""
    for first, last in _ends_in(place, places):
        if all(_time(end, places) == 1 for end in (first, last)):
            break
        told = _told(first, places)
        return f"{told}至{_told(last, places, last[len(_prefix(first)) :])}" if first != last else told
    return cite(place, annexes_of(places))


def _prefix(place: str) -> str:
    """The annex and section before a place, with the slash behind them."""
    found = PART_PREFIX.match(place)
    prefix = found[0].strip("/") if found else ""
    return f"{prefix}/" if prefix and prefix != place else ""


def _ends_in(place: str, places: Sequence[str]) -> Iterable[tuple[str, str]]:
    if place in places:
        yield place, place
        return
    head, _, labels = place.rpartition("/")
    first, _, last = labels.partition("-")
    if last and f"{head}/{first}" in places:
        yield f"{head}/{first}", f"{head}/{last}"


def _time(place: str, places: Sequence[str]) -> int:
    alike = _alike(places, {cite(place)})
    return alike.index(place) + 1 if place in alike else 1


def _told(place: str, places: Sequence[str], without_prefix: str = "") -> str:
    time = _time(place, places)
    return cite(without_prefix or place, annexes_of(places)) + (f"（第{time}处）" if time > 1 else "")
