"""The reading of a pasted text from left to right.

A text *is* a reference if it begins with a document, or with what is said of one, and if all up to its end is what
references consist of: organ, date, session, title, kind, number or symbol, a place, punctuation. What stands behind a
comma, a full stop or a bracket, or looks like a place, and is not understood, is the `rest` of a reference. Any other
word makes the text a search that *mentions* a document.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.domain.organs import Names
from app.domain.pasted.cleaning import cleaned, unescaped, with_plain_numbers, with_slashes
from app.domain.pasted.english_names import in_chinese
from app.domain.pasted.links import PastedLink, job_number_of, links_in, symbol_of_file
from app.domain.pasted.mentions import Mention, closed, mentions, number_alone, with_signs
from app.domain.pasted.walk import MARKS, TITLE, Walk, walk_through
from app.domain.pasted.worded_places import WordedPlace, worded_places
from app.domain.query.typesetting import FIELD_NAMES
from app.domain.resolution import DocumentKind

MAX_PASTED = 600
"""Maximum length of a text that is read as a reference, in characters."""
MAX_REST = 40
"""Maximum length of what a reference may have behind it that is not understood, in characters; twice that in Latin
letters."""

How = Literal["whole", "with_rest", "mentioned"]
"""Whether a text is a reference, one with something behind it that was not understood, or merely mentions a document."""

_FIELD = re.compile(rf"(?:^|[\s(|-])(?:{'|'.join(map(re.escape, FIELD_NAMES))})[:：]", re.IGNORECASE)
_OPERATORS = re.compile(r"(?:^|\s)[-－][^\s]|\s(?:OR|ＯＲ)\s|[|｜]")
_PHRASE = re.compile(r"\"[^\"]*\"")
"""Straight quotation marks are how a phrase is asked for; others belong to what was copied."""
_APART = frozenset(",，.。、:：;；!！?？()[]{}<>《》〈〉〔〕【】「」『』“”‘’\"'*#…")
_LIKE_PLACE = re.compile(
    r"[^\w]*(?:第\s?[^\s，。；]{1,8}|[0-9一二三四五六七八九十]{1,4}\s?(?:段|条|款|项|节|章|页)|附件|附录|脚注|注[0-9]|[¶§]|\(?[a-z]\)|(?:paras?|paragraphs?|ops?|pps?|annex|art(?:icle)?s?|sect(?:ion)?s?|p|pages?|at|note|fn)\.?\s?[0-9ivx]+(?![a-z]))",
    re.IGNORECASE,
)
_FIGURE = re.compile("[0-9]")
_LONGEST_TITLE = 160
_NUMBER_OF_SESSION = re.compile(
    r"(?P<number>(?:E?S-)?[0-9]{1,4}/[0-9]{1,4}|[0-9]{1,4}\s?\((?:[0-9]{4}|(?:E?S-)?[IVXLC]+)\))[\s,，:：]*(?:#(?=[a-z]{2}[0-9]))?(?![0-9/(])"
)
_NUMBER_AMID_WORDS = re.compile(
    r"(?<![0-9A-Za-z/.-])(?:(?:E?S-)?[3-9][0-9]|(?:19[7-9]|20[0-3])[0-9])/[0-9]{1,4}(?![0-9A-Za-z/-]|\.[0-9])"
)
"""Of a session, or of a year, that has them so: neither `9/11` nor `24/7`."""


@dataclass(frozen=True, slots=True)
class PastedReference:
    """What a pasted text names.

    `documents` holds, for each document that is named, its symbol, or several of which it may be one; an address
    `x/…` stands for a document without a symbol. `places` are the places named in the document. Without a document,
    `job` is the job number of a file, `title` the title given, and `body`, `kind` and `on` what is said of the text. `draft` is the number of a draft
    resolution within the report that is named. `rest` was not understood.
    """

    documents: tuple[tuple[str, ...], ...] = ()
    places: tuple[WordedPlace, ...] = ()
    rest: str = ""
    how: How = "whole"
    title: str = ""
    is_titled: bool = False
    body: str = ""
    kind: DocumentKind | None = None
    on: date | None = None
    draft: int = 0
    job: str = ""
    is_number_alone: bool = False


def read_pasted(typed: str, names: Names) -> PastedReference | None:
    """What a typed or pasted text names; None if that is no document."""
    quoted = _of_quotation(typed, names)
    if quoted or len(typed) > MAX_PASTED or _FIELD.search(typed):
        return quoted
    text = cleaned(typed)
    if job := job_number_of(text.strip(MARKS)):
        return PastedReference(job=job)
    if links := list(links_in(text, names)):
        return _of_links(text, links)
    decoded = cleaned(unescaped(text))
    if decoded != text and (links := list(links_in(decoded, names))):
        return _of_links(decoded, links)
    text = decoded
    if file := symbol_of_file(text.strip(MARKS)) if "_" in text else None:
        return PastedReference(((file,),))
    numbered = with_plain_numbers(with_slashes(text))
    return _of_figures(numbered, names) or _of_title(text, names)


def _of_quotation(typed: str, names: Names) -> PastedReference | None:
    """The document of the link at the end of a quotation, however long (`domain.citation_styles`)."""
    *_, last = typed[-MAX_PASTED:].split() or [""]
    links = list(links_in(cleaned(last), names)) if typed.lstrip().startswith("“") and "://" in last else []
    return _of_links(cleaned(last), links) if links else None


def _of_links(text: str, links: Sequence[PastedLink]) -> PastedReference:
    """The documents of the links; of a single one, the place too, in the link or behind it."""
    documents = tuple(dict.fromkeys((link.name,) for link in links))
    first, last = links[0], links[-1]
    if len(documents) > 1 or any(link.place != first.place for link in links):
        return PastedReference(documents, how="mentioned")
    start = last.end
    while start < len(text) and text[start] in MARKS:
        start += 1
    if first.place:
        return PastedReference(documents, _of_address(first.place), text[start:][:MAX_REST].strip(MARKS))
    places, end = worded_places(text, start)
    return PastedReference(documents, places, text[end:][:MAX_REST].strip(MARKS))


def _of_figures(text: str, names: Names) -> PastedReference | None:
    """What numbers and symbols name, which have figures."""
    if not _FIGURE.search(text):
        return None
    if alone := _of_number(text, names):
        return alone
    plain = with_signs(in_chinese(text, names), names)
    named = mentions(plain, names)
    return _of_mentions(plain, named, names) if named else _of_numbers_amid_words(text, names)


def _of_numbers_amid_words(text: str, names: Names) -> PastedReference | None:
    """Numbers without a sign, beside a title or in another language: `食物权（79/171）`, `résolution 77/213`."""
    found = [number_alone(one, names) for one in _NUMBER_AMID_WORDS.findall(text)]
    documents = tuple(dict.fromkeys(one.symbols for one in found if one))
    return PastedReference(documents, how="mentioned", is_number_alone=True) if documents else None


def _of_number(text: str, names: Names) -> PastedReference | None:
    """A number alone, or with a place behind it and nothing else: `60/1，第138段`, `77/214 OP 6`, `77/214#op-6`."""
    if whole := number_alone(text.strip(MARKS), names):
        return PastedReference((whole.symbols,), is_number_alone=True)
    number = _NUMBER_OF_SESSION.match(text)
    alone = number_alone(number["number"], names) if number else None
    if number is None or alone is None:
        return None
    places, end = worded_places(text, number.end())
    if not places or text[end:].strip(MARKS):
        return None
    return PastedReference((alone.symbols,), places, is_number_alone=True)


def _of_address(place: str) -> tuple[WordedPlace, ...]:
    """The place of an address or of a fragment, `op/5/a` or `op-5-a`."""
    places, end = worded_places(place)
    return places if places and end == len(place) else (WordedPlace((place.lower(),)),)


def _of_mentions(text: str, named: Sequence[Mention], names: Names) -> PastedReference:
    named = _outside_titles(text, named)
    documents = tuple(dict.fromkeys(one.symbols for one in named))
    if len(documents) > 1:
        documents = _without_repetitions(documents)
    walk = Walk()
    is_led_up_to = walk_through(text, walk, named, names)
    rest = text[walk.at :]
    if not is_led_up_to or len(documents) > 1 or _OPERATORS.search(text) or _PHRASE.fullmatch(text):
        how: How = "mentioned"
    elif not rest.strip(MARKS):
        how, rest = "whole", ""
    else:
        is_apart = (
            text[: walk.at].rstrip()[-1] in _APART or text[walk.at] in _APART or _LIKE_PLACE.match(rest)
        )
        how = "with_rest" if is_apart and len(rest) <= MAX_REST * (1 + rest.isascii()) else "mentioned"
    places = walk.places if len(documents) == 1 else ()
    if how == "mentioned" and len(named) == 1 and not places:
        places, _ = worded_places(text, named[0].end)
    return PastedReference(
        documents, places, rest.strip(MARKS) if how != "mentioned" else "", how, draft=walk.draft
    )


def _outside_titles(text: str, named: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions, without those in the title of a text that is named beside it."""
    titles = [found.span() for found in TITLE.finditer(text)]
    outside = [one for one in named if not any(start < one.start < end for start, end in titles)]
    return outside or named


def _without_repetitions(documents: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """The documents, without those that another one names more exactly: `S/RES/1325` beside `S/RES/1325 (2000)`."""
    kept = [
        one
        for one in documents
        if not any(
            other != one and (set(other) < set(one) or other[0].startswith(f"{one[0]} ("))
            for other in documents
        )
    ]
    return tuple(kept)


def _of_title(text: str, names: Names) -> PastedReference | None:
    """A title, alone or with organ, kind, date and place: `《增进人权领域的国际合作》，联合国大会决议草案，第5段。`"""
    if not text or len(text) > _LONGEST_TITLE * 2 or _OPERATORS.search(text):
        return None
    walk = Walk()
    walk_through(text, walk, (), names)
    if walk.title and not text[walk.at :].strip(MARKS):
        is_titled = text.lstrip(MARKS.replace("《", ""))[:1] == "《" or bool(walk.kind or walk.body)
        return PastedReference(
            (), walk.places, "", "whole", walk.title, is_titled, walk.body, walk.kind, walk.on
        )
    return _bare_title(text)


def _bare_title(text: str) -> PastedReference | None:
    title = closed(text.strip(MARKS))
    if not 2 <= len(title) <= _LONGEST_TITLE:
        return None
    return PastedReference(title=title)
