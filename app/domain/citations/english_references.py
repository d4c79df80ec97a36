"""References in English texts to documents by symbol or number: `its resolution 70/1 of 25 September 2015`.

Organs are named before the number in its sentence, `Security Council resolution`, `its resolution` (the adopting organ),
or behind it, `resolution 50/4 of the Human Rights Council`; what a number without an organ means is decided as in Chinese
texts (`organ_resolution`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from app.domain.citations.context import CitingContext
from app.domain.citations.english_numbers import EnglishList, EnglishNumber, english_lists, places_behind
from app.domain.citations.numbered_references import symbols_of
from app.domain.citations.organ_mentions import Mention
from app.domain.citations.organ_resolution import OTHER_BODY, NumberContext, OrganReading, resolve_organ
from app.domain.citations.stated_details import StatedDetails
from app.domain.citations.surface_form import surface_form
from app.domain.citations.symbol_references import find_symbols
from app.domain.organs import Names, Organ
from app.domain.resolution import Citation, Footnote, Paragraph, Resolution
from app.domain.symbols import is_deliberation

_Unit = TypeVar("_Unit", bound=Paragraph | Footnote)

_SENTENCE_END = re.compile(r";|(?<=[a-z0-9)]{2})\. (?=[A-Z])")
_OTHER = r"(?:[A-Z][a-z]+ (?:of the |on (?:the )?|for |and )?){0,6}(?:Conference of the Parties[a-zA-Z ]{0,80}?|Environment Assembly|Health Assembly|General Conference|Governing Council|Executive Board|Conference|Commission|Committee|Board|Agency|Union|Forum)"
_OWN = "its"
_ADJECTIVES = r"(?: (?:(?:most )?recent|relevant|previous|earlier|other|subsequent|latest|landmark|annual|biennial|own))*"
_PRINTED_IN = re.compile(
    r"(?:[),. ]|and (?=corr|add|[Cc]hap|sect|annex)|see|corrigend(?:um|a)|addend(?:um|a)|annex(?:es)?|chap(?:ter|s?\.)|sect(?:ion|s?\.)|part|appendix|[IVXLC]+|[A-Z]|[0-9]+)*"
)
_BY = re.compile(r",? (?:of|adopted by|by) (?:the )?")


def cite_english(resolution: Resolution, context: CitingContext | None) -> Resolution:
    """An English text with the references of its paragraphs and footnotes; as it is if its organ is unknown."""
    if context is None:
        return resolution
    return replace(
        resolution,
        paragraphs=tuple(cited_english(unit, context) for unit in resolution.paragraphs),
        footnotes=tuple(cited_english(unit, context) for unit in resolution.footnotes),
    )


def cited_english(unit: _Unit, context: CitingContext) -> _Unit:
    """A unit of an English text with its references."""
    return replace(unit, citations=find_english(unit.text, context))


def find_english(text: str, context: CitingContext) -> tuple[Citation, ...]:
    """The references in an English text, in order; those to the text itself are left out."""
    plain = surface_form(text)
    symbols = tuple(_pinpointed(plain, one) for one in find_symbols(plain))
    numbered = (
        one
        for found in english_lists(plain)
        for one in _citations(plain, found, symbols, context)
        if not any(symbol.start < one.end and one.start < symbol.end for symbol in symbols)
    )
    every = sorted(chain(symbols, numbered), key=lambda one: one.start)
    return tuple(
        replace(one, text=text[one.start : one.end])
        for one in every
        if one.target is None or one.target != context.symbol
    )


def _pinpointed(text: str, found: Citation) -> Citation:
    """The symbol of a resolution with the places stated behind it."""
    if not is_deliberation(found.target or ""):
        return found
    return replace(found, places=places_behind(text, found.end))


def _citations(
    text: str, found: EnglishList, symbols: Sequence[Citation], context: CitingContext
) -> Iterator[Citation]:
    named, is_attached = _named(text, found, symbols, context)
    for one in found.numbers:
        nearby = NumberContext(
            named, StatedDetails(one.start, one.day), is_attached=is_attached, is_unknown_body=False
        )
        meant = resolve_organ(one.number, nearby, context)
        if meant.is_elsewhere and one.number.shape != "party":
            continue
        for target, candidates in symbols_of(one.number, meant):
            yield _citation(one, meant, target, candidates)


def _citation(
    one: EnglishNumber, meant: OrganReading, target: str | None, candidates: tuple[str, ...]
) -> Citation:
    return Citation(
        "", one.start, one.end, target, candidates, places=one.places, organ_by=meant.by, dated=one.day
    )


def _named(
    text: str, found: EnglishList, symbols: Sequence[Citation], context: CitingContext
) -> tuple[Sequence[Mention], bool]:
    """The organs named with a list, the nearest first; whether the first is named directly with it. Of a list that is
    printed in a report, `(A/73/53), chap. IV, sect. A, resolution 37/17`, the organ of the report."""
    names = _pattern(context.names)
    report = next((symbol for symbol in reversed(symbols) if symbol.end <= found.start), None)
    is_told = all(one.number.shape == "party" for one in found.numbers)
    is_report = report is not None and not is_deliberation(report.target or "")
    if report and is_report and not is_told and _PRINTED_IN.fullmatch(text, report.end, found.start):
        organs = (*context.names.organs, *context.names.bodies)
        reporting = tuple(organ for organ in organs if organ.is_reported_in(report.target or ""))
        return [Mention(found.start, reporting or (OTHER_BODY,), "stated")], True
    if (by := _BY.match(text, found.end)) and (behind := names.match(text, by.end())):
        organs = _organs(behind, [], context)
        is_unknown = organs == (OTHER_BODY,) and all(one.number.shape == "party" for one in found.numbers)
        return ([] if is_unknown else [Mention(found.start, organs, "stated")]), True
    first = max((end.end() for end in _SENTENCE_END.finditer(text, 0, found.start)), default=0)
    seen: list[Organ] = []
    mentions: list[Mention] = []
    for name in names.finditer(text, first, found.start):
        if organs := _organs(name, seen, context):
            seen = [*seen, *organs]
            mentions.append(Mention(name.end(), organs, "own" if name[0].lower() == _OWN else "inherited"))
    mentions.reverse()
    between = text[mentions[0].end : found.start] if mentions else ""
    is_attached = bool(mentions) and re.fullmatch(rf"(?:['’]s?)?{_ADJECTIVES} ", between) is not None
    # A body that is named far from the number is not the author of it.
    kept = [
        one
        for index, one in enumerate(mentions)
        if one.organs != (OTHER_BODY,) or (index == 0 and is_attached)
    ]
    return kept, is_attached


def _organs(name: re.Match[str], seen: Sequence[Organ], context: CitingContext) -> tuple[Organ, ...]:
    if known := _by_name(context.names).get(name[0]):
        return known
    if name[0].lower() == _OWN:
        return (context.organ,)
    if name["short"]:
        return tuple(_called(name["short"], seen, context))
    return (OTHER_BODY,)


def _called(short: str, seen: Sequence[Organ], context: CitingContext) -> Iterator[Organ]:
    """The organ that `the Council` means: the adopting one, else the last that was named in full."""
    if any(name.endswith(short) for name in context.organ.english):
        yield context.organ
        return
    if short == "Assembly":
        yield context.names.require_organ("GA")
        return
    called = [organ for organ in reversed(seen) if any(name.endswith(short) for name in organ.english)]
    yield from called[:1]


@lru_cache
def _by_name(names: Names) -> dict[str, tuple[Organ, ...]]:
    found: dict[str, tuple[Organ, ...]] = {}
    for organ in (*names.organs, *names.bodies):
        for name in organ.english:
            found[name] = (*found.get(name, ()), organ)
    return found


@lru_cache
def _pattern(names: Names) -> re.Pattern[str]:
    full = "|".join(map(re.escape, sorted(_by_name(names), key=len, reverse=True)))
    return re.compile(
        rf"\b(?:{full})\b(?! (?:and|of the) Parties)|\b[Ii]ts(?=\s)|\b(?:[Tt]he )?(?P<short>Assembly|Council|Commission)(?! (?:on|for|of))\b|\b{_OTHER}(?=[, ])"
    )
