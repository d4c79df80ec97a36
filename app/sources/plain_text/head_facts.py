"""The head of a document from all its sources: cover, number, formula, closing lines, running heads."""

import re
from collections.abc import Iterator
from dataclasses import replace

from app.domain.organs import Names, Organ
from app.domain.resolution import Head, Problem
from app.domain.symbols import Symbol, is_deliberation
from app.sources.dates import first_day
from app.sources.document_identity import session_of_number, symbol_of_number
from app.sources.plain_text.clean import CleanText
from app.sources.plain_text.closing import Closing
from app.sources.plain_text.cover import Cover
from app.sources.plain_text.line_patterns import letter_line
from app.sources.plain_text.printed_parts import PrintedPart
from app.sources.plain_text.text_pack import TextPack


def organ_of(
    cover: Cover, part: PrintedPart, first_words: str, pack: TextPack, names: Names
) -> tuple[Organ | None, tuple[Problem, ...]]:
    """The organ named in the formula, else on the cover, else first in the first paragraph of a decision, or None; with a
    problem where the number tells it."""
    if part.formula:
        organ = pack.head.formula_organ(part.formula.text, names)
        is_alone = pack.head.council_alone(part.formula.text)
        meant = (_council_of_number(cover, names) or organ) if is_alone else organ
        return meant, _guess(meant, part.formula.text) if is_alone and meant != cover.organ else ()
    if cover.printed_symbol and (owner := names.organ_of(cover.printed_symbol)):
        return owner, ()
    if cover.organ is None and _YEARLY.fullmatch(cover.number or ""):
        # Of the councils only the Economic and Social Council has numbers by the year.
        code = pack.head.council_alone(first_words)
        is_named = code == "ECOSOC" and pack.head.first_organ(first_words, names)
        if code and not is_named:
            meant = names.organ_by_code(code)
            return meant, _guess(meant, first_words)
    return cover.organ or pack.head.first_organ(first_words, names), ()


_YEARLY = re.compile(r"(?:19|20)\d\d/\d{1,3}")
_COUNCILS = (
    (re.compile(r".*\(\d{4}\)"), "SC"),
    (_YEARLY, "ECOSOC"),
    (re.compile(r"(?:S-)?\d{1,2}/\d{1,3}"), "HRC"),
)
"""The forms of the numbers of councils."""


def _council_of_number(cover: Cover, names: Names) -> Organ | None:
    code = next((code for shape, code in _COUNCILS if shape.fullmatch(cover.number or "")), "")
    return cover.organ or names.organ_by_code(code)


def _guess(organ: Organ | None, printed: str) -> tuple[Problem, ...]:
    told = f"“{printed[:12]}”没有说是哪个机构，按编号作{organ.name if organ else ''}"
    return (Problem("organ_guessed", told),)


def add_day_of_decision(cover: Cover, closing: Closing, first_words: str, pack: TextPack) -> None:
    """Take the day and meeting of a decision from its first words, where neither closing lines nor cover have them."""
    if closing.dates or cover.dates or not (told := pack.head.decided_at(first_words)):
        return
    cover.dates = pack.language.closing.given_dates("closing", [told[0]])
    cover.meeting = cover.meeting or told[1]


def read_facts(
    cover: Cover, organ: Organ, part: PrintedPart, closing: Closing, text: CleanText
) -> tuple[Head, list[Problem]]:
    """The head of a document, and the inconsistencies of its sources."""
    problems: list[Problem] = []
    adopted = cover.is_adopted and closing.is_adopted
    cover = _with_kind(cover, part, problems, is_adopted=adopted)
    if cover.organ and cover.organ != organ and not _is_parent(cover.organ, organ):
        problems.append(Problem("organ_differs", f"封面是{cover.organ.name}，开头语是{organ.name}"))
    on_cover = first_day(cover.dates)
    if on_cover and closing.adopted_on and on_cover != closing.adopted_on:
        problems.append(Problem("date_differs", f"封面的日期是{on_cover}，文末是{closing.adopted_on}"))
    number = _whole_number(cover, organ, problems)
    if cover.letter and not part.is_one_of_several and any(letter_line(one.text) for one in part.head):
        problems.append(Problem("number_guessed", f"只有一个分件，编号连字母{cover.letter}读作{number}"))
    if cover.kind == "resolution" and _is_number_of_decision(number, organ):
        cover = replace(cover, kind="decision")
    symbol = symbol_of_number(organ, number, decision=cover.kind == "decision")
    for one in _printed_symbols(cover, text):
        printed = _with_year(one, organ, problems) if symbol is None else one
        if symbol is None:
            symbol = printed
        elif printed != symbol and not _names_whole(printed, symbol):
            problems.append(Problem("symbol_differs", f"编号所示文号是{symbol}，另有一处印作{printed}"))
    problems += _missing(cover, organ, part, symbol)
    is_read = on_cover or closing.dates or cover.kind == "draft"
    # Beside `Distr.` a date in English is that of publication for sure.
    if cover.published_on and not is_read and (cover.day_line or not cover.distribution):
        told = f"没有读出通过日期；封面的{cover.day_line or cover.published_on}作为印发日期"
        problems.append(Problem("date_missing", told))
    session = session_of_number(organ, cover.number) or cover.session
    if cover.session and cover.session != session:
        problems.append(Problem("session_differs", f"编号属于第{session}届，封面印作第{cover.session}届"))
    is_draft = cover.kind == "draft"
    head = Head(
        symbol=symbol.canonical if symbol else None,
        kind=cover.kind,
        outcome="adopted" if not is_draft else "pending" if adopted else "not_adopted",
        body=organ.code,
        number=number,
        title=cover.title,
        session=session,
        session_dates=cover.session_dates,
        agenda_item=cover.agenda_item,
        agenda_item_title=cover.agenda_item_title,
        committee=cover.committee,
        adopted_on=None if is_draft else closing.adopted_on or on_cover,
        published_on=cover.published_on,
        meeting=closing.meeting or cover.meeting,
        distribution=cover.distribution,
        language=cover.language,
        original_language=cover.original_language,
        originating=cover.originating,
        formula=text.pack.head.formula(part.formula.text) if part.formula else None,
        title_notes=cover.title_notes,
    )
    return head, problems


def _is_number_of_decision(number: str | None, organ: Organ) -> bool:
    """Whether an organ that counts its decisions from a number of their own has one with this number."""
    item = re.fullmatch(r"\S+/(\d{1,4})", number or "")
    return bool(organ.decisions_from and item and int(item[1]) >= organ.decisions_from)


def _missing(cover: Cover, organ: Organ, part: PrintedPart, symbol: Symbol | None) -> Iterator[Problem]:
    """What a cover should tell and does not, unless it has lines that no rule knows anyway."""
    if cover.kind == "draft" or not part.head or cover.problems:
        return
    if symbol is None:
        yield Problem("symbol_unknown", "从文首看不出文号")
    elif not cover.title and organ.numbering != "serial":
        yield Problem("title_missing", "文首没有标题")


def _with_kind(cover: Cover, part: PrintedPart, problems: list[Problem], *, is_adopted: bool) -> Cover:
    """The cover with the kind that the whole document shows."""
    if not is_adopted or cover.kind == "draft":
        return replace(cover, kind="draft")
    if part.formula is None:
        return replace(cover, kind="decision")
    if cover.kind == "resolution" and not cover.number and _is_no_resolution(cover.printed_symbol):
        told = f"文号{cover.printed_symbol}不是决议或决定的文号，作为草案收录"
        problems.append(Problem("kind_guessed", told))
        return replace(cover, kind="draft")
    return cover


def _whole_number(cover: Cover, organ: Organ, problems: list[Problem]) -> str | None:
    """The number, with the letter of a part (`77/256 A`, `3490 A(XXX)`) or the year that is not printed."""
    number = cover.number
    if number and number.isdecimal():
        whole = organ.with_bracket(int(number))
        told = f"补作{whole}" if whole != number else "，这个编号是哪一届、哪一年的不得而知"
        problems.append(Problem("number_guessed", f"编号只印作{number}{told}"))
        number = whole if whole != number else None
    if not number or not cover.letter:
        return number
    digits, bracket, session = number.partition("(")
    return f"{digits} {cover.letter}{bracket}{session}"


_WITHOUT_YEAR = re.compile(r"S/RES/(?P<serial>\d{1,4})")


def _with_year(printed: Symbol, organ: Organ, problems: list[Problem]) -> Symbol:
    """A symbol of the Security Council with the year that is not printed."""
    found = _WITHOUT_YEAR.fullmatch(printed.canonical)
    whole = organ.with_bracket(int(found["serial"])) if found and organ.numbering == "serial" else ""
    symbol = symbol_of_number(organ, whole, decision=False) if "(" in whole else None
    if symbol is None:
        return printed
    problems.append(Problem("number_guessed", f"文号只印作{printed}，补作{symbol}"))
    return symbol


def _is_no_resolution(symbol: Symbol | None) -> bool:
    return symbol is not None and not is_deliberation(symbol.canonical)


def _is_parent(printed: Organ, organ: Organ) -> bool:
    """Whether the printed organ is the parent: the Human Rights Council's covers print `大会` above its
    name."""
    return organ.root.startswith(f"{printed.root}/")


def _names_whole(printed: Symbol, symbol: Symbol) -> bool:
    """Whether a printed symbol is that of the whole text of which the document is a lettered part, or lacks the year."""
    if symbol.canonical.startswith(f"{printed.canonical} ("):
        return True
    return printed.whole == symbol.whole and symbol.whole != symbol


def _printed_symbols(cover: Cover, text: CleanText) -> list[Symbol]:
    return [*([cover.printed_symbol] if cover.printed_symbol else []), *text.heads]
