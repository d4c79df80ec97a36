"""All references of a document, found unit by unit, since short forms and `同上` refer to earlier ones."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, repeat

from app.domain.characters import visible, visible_offsets
from app.domain.citations.context import CitingContext
from app.domain.citations.ibid import cited_work, ibid
from app.domain.citations.instrument_titles import Titles
from app.domain.citations.numbered_references import find_numbered
from app.domain.citations.pinpoints import pinpoint_at
from app.domain.citations.self_references import find_self_references, is_near
from app.domain.citations.surface_form import surface_form
from app.domain.citations.symbol_references import find_symbols
from app.domain.citations.treaty_references import find_treaties
from app.domain.organs import Names, Organ
from app.domain.resolution import Citation, Footnote, NoteMark, Paragraph, Resolution
from app.domain.symbols import is_deliberation

_SIGNS = frozenset("号/》议定同款节段件章")
"""Every reference contains one of these characters."""


def find(text: str, context: CitingContext) -> tuple[Citation, ...]:
    """The references in a single text."""
    return _found(text, context, Titles(context.names.instruments, {}), ())


def find_of_each(text: str, organs: Sequence[Organ], names: Names) -> Iterator[tuple[Citation, ...]]:
    """The references in a single text, as texts of each of some organs would mean them."""
    contexts = [CitingContext(organ, names) for organ in organs]
    if visible(text) == text:
        return _found_of_each(text, contexts, Titles(names.instruments, {}), ())
    return (find(text, context) for context in contexts)


def cite(resolution: Resolution, context: CitingContext) -> Resolution:
    """The resolution with the references of its paragraphs and footnotes."""
    title = resolution.head.title or ""
    names = Titles(context.names.instruments, {}, title)
    for paragraph in resolution.paragraphs:
        names.read(surface_form(visible(paragraph.text)))
    footnotes = tuple(_footnotes(resolution.footnotes, context, names))
    noted = {note.number: first for note in footnotes if (first := _leading(note))}
    titles = Titles(context.names.instruments, noted, title)
    paragraphs = tuple(
        replace(
            paragraph, citations=_in_part(paragraph, _found(paragraph.text, context, titles, paragraph.notes))
        )
        for paragraph in resolution.paragraphs
    )
    cited = replace(resolution, paragraphs=paragraphs, footnotes=footnotes)
    return _as_named_elsewhere(cited)


def _in_part(paragraph: Paragraph, found: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """Adds the annex or section to places such as `上文第3段`, but not to those of `本决议第3段`."""
    part = re.match(r"(?:annex/[^/]+/)?(?:sec/(?:[0-9A-Z]+/)+)?", paragraph.anchor)
    prefix = part[0] if part else ""
    if not prefix:
        return found
    return tuple(
        replace(one, places=tuple(f"{prefix}{place}" for place in one.places)) if is_near(one.text) else one
        for one in found
    )


def _as_named_elsewhere(resolution: Resolution) -> Resolution:
    """Assigns a number without an organ to the organ named with it elsewhere in the document, if it is always
    the same."""
    named: dict[str, set[str]] = {}
    for found in chain.from_iterable(unit.citations for unit in resolution.units):
        if found.target and found.organ_by in _NAMED:
            named.setdefault(_number(found.target), set()).add(found.target)

    def sure(found: Citation) -> Citation:
        others = named.get(_number(found.target), set()) if found.target else set()
        if found.organ_by != "adopting" or len(others) != 1:
            return found
        return replace(found, target=next(iter(others)), organ_by="deduced")

    return replace(
        resolution,
        paragraphs=tuple(
            replace(unit, citations=tuple(map(sure, unit.citations))) for unit in resolution.paragraphs
        ),
        footnotes=tuple(
            replace(unit, citations=tuple(map(sure, unit.citations))) for unit in resolution.footnotes
        ),
    )


_NAMED = ("stated", "inherited", "own")


def _number(target: str) -> str:
    """The number of a resolution or decision, without its organ."""
    return re.sub(r".*/(?=RES/|DEC/)", "", target)


def _footnotes(notes: Iterable[Footnote], context: CitingContext, titles: Titles) -> Iterator[Footnote]:
    before: Citation | None = None
    for note in notes:
        found = _found(note.text, context, titles, ())
        plain = surface_form(note.text)
        if before and (same := ibid(plain, found, before)):
            is_bare = not plain[same.end :].strip(" 。.")
            whole = replace(same, pinpoint=before.pinpoint, places=before.places) if is_bare else same
            found = (_pinpointed(plain, whole, len(plain)), *found)
        yield replace(note, citations=found)
        before = cited_work(plain, found)


def _leading(note: Footnote) -> Citation | None:
    """The reference at the beginning of a footnote, its subject."""
    first = next(iter(note.citations), None)
    return (
        first
        if first and len(surface_form(note.text[: first.start]).strip("见 ")) <= _LONGEST_ORGAN
        else None
    )


_LONGEST_ORGAN = 12


def _found(
    text: str, context: CitingContext, titles: Titles, marks: tuple[NoteMark, ...]
) -> tuple[Citation, ...]:
    if visible(text) == text:
        return _found_in(text, context, titles, marks)
    offsets = (*visible_offsets(text), len(text))
    seen = tuple(replace(mark, offset=bisect_left(offsets, mark.offset)) for mark in marks)
    return tuple(
        replace(
            one,
            start=(start := offsets[one.start]),
            end=(end := offsets[one.end - 1] + 1),
            text=text[start:end],
        )
        for one in _found_in(visible(text), context, titles, seen)
    )


def _found_in(
    text: str, context: CitingContext, titles: Titles, marks: tuple[NoteMark, ...]
) -> tuple[Citation, ...]:
    return next(_found_of_each(text, (context,), titles, marks))


def _found_of_each(
    text: str, contexts: Sequence[CitingContext], titles: Titles, marks: tuple[NoteMark, ...]
) -> Iterator[tuple[Citation, ...]]:
    """The references as they are meant in each context; all have the same names."""
    if _SIGNS.isdisjoint(text) and _SIGNS.isdisjoint(surface_form(text)):
        yield from repeat((), len(contexts))
        return
    plain = surface_form(text)
    symbols = tuple(find_symbols(plain))
    named = (*find_treaties(plain, contexts[0].names.instruments), *titles.find(plain, marks))
    for context in contexts:
        every = (*symbols, *find_numbered(plain, context, symbols), *named)
        yield _in_order(text, plain, every, context)


def _in_order(
    text: str, plain: str, every: Iterable[Citation], context: CitingContext
) -> tuple[Citation, ...]:
    others = (found for found in every if found.target is None or found.target != context.symbol)
    apart = _apart((*others, *find_self_references(plain, context.symbol)))
    limits = chain((found.start for found in apart[1:]), (len(plain),))
    pinpointed = [_pinpointed(plain, found, limit) for found, limit in zip(apart, limits, strict=False)]
    return tuple(replace(found, text=text[found.start : found.end]) for found in _shared(pinpointed))


def _apart(found: Iterable[Citation]) -> list[Citation]:
    """The references in order, without those that overlap an earlier one; several may share one span."""
    kept: list[Citation] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        last = kept[-1] if kept else None
        if last is None or one.start >= last.end or (one.start, one.end) == (last.start, last.end):
            kept.append(one)
    return kept


def _pinpointed(text: str, found: Citation, limit: int) -> Citation:
    """The reference with the pinpoint that follows it, up to `limit`, the beginning of the next reference."""
    if found.pinpoint or found.target is None:
        return found
    paragraph = "op" if is_deliberation(found.target) else "para"
    # The next citation may have the same span; then it does not bound the pinpoint.
    pinpoint = pinpoint_at(text, found.end, limit if limit >= found.end else None, paragraph=paragraph)
    if pinpoint is None:
        return found
    return replace(found, pinpoint=pinpoint.text, places=pinpoint.places)


def _shared(found: Sequence[Citation]) -> list[Citation]:
    """Gives a document that is cited together with its correction the pinpoint that follows the
    correction."""
    shared = list(found)
    for index in range(len(shared) - 2, -1, -1):
        one, after = shared[index], shared[index + 1]
        is_correction = bool(one.target and after.target and after.target.startswith(f"{one.target}/"))
        if is_correction and after.start - one.end <= 2 and not one.pinpoint:
            shared[index] = replace(one, pinpoint=after.pinpoint, places=after.places)
    return shared
