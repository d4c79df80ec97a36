"""What a reader typed, as a value. Parsing never raises: what cannot be read becomes a notice."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from app.domain.places import PARTS, Part
from app.domain.text import fold, stands_in, words

MAX_LENGTH = 200
"""How much of a query is read, in characters."""

Sort = Literal["relevance", "newest", "oldest"]

_PART_NAMES: dict[str, Part] = {
    "标题": "title",
    "序言": "pp",
    "序言部分": "pp",
    "执行": "op",
    "执行部分": "op",
    "段落": "para",
    "小标题": "h",
    "表": "table",
    "表格": "table",
    "脚注": "fn",
}
_QUOTES = {'"': '"', "“": "”", "「": "」", "『": "』", "＂": "＂"}
_MINUS = "-－−"
_FIELD = re.compile(r"(?:(?P<part>部分|part)|(?P<cites>引用|cites))[:：](?P<value>.+)", re.IGNORECASE)
_CITED = re.compile(
    r"((?<![-－−])(?:引用|(?<![a-z])cites)\s*[:：]\s*(?:《[^》]*》|[^\s《(（]+(?:\s[A-Z]{1,2}(?=\s|$))?(?:\s?[(（][^)）]*[)）])?))",
    re.IGNORECASE,
)
_HAN = r"[\u3400-\u9fff]"
# Blanks that typesetting puts beside digits: 2030 年, 第 70/1 号, 5 873 652, 2722 (2024), 72/262 C.
_TYPESETTING = re.compile(
    rf"(?<=\d)\s+(?={_HAN})|(?<={_HAN})\s+(?=\d)"
    r"|(?<![\d.])(?P<group>\d{1,3}(?:\s\d{3})+)(?!\d)"
    r"|(?<=\(Part)\s+(?=[IVX]+\))|(?<=部分[:：])\s+|(?<=part[:：])\s+|(?<=\d)\s+(?=\()|(?<=\d)\s+(?=[A-Z](?:\s|$|\())|(?<=\d\s[A-Z])\s+(?=\()"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in folded form, and as the reader typed it."""

    text: str
    typed: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """The units sought: they hold all of `phrases` and none of `without`, and are in one of `parts`,
    in one of the documents `within` where that is given (their addresses), and cite, of each of `cites`, one
    of these keys (`cite_key`).

    `together` is the folded form of all the phrases in a row: units that hold it come first.
    Where there are neither phrases nor `cites`, nothing is sought.
    """

    typed: str
    phrases: tuple[Phrase, ...] = ()
    without: tuple[Phrase, ...] = ()
    parts: frozenset[Part] = frozenset()
    together: str = ""
    notices: tuple[str, ...] = ()
    sort: Sort = "relevance"
    within: frozenset[str] | None = None
    cites: tuple[frozenset[str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is sought."""
        return not (self.phrases or self.cites)

    def accepts(self, folded: str) -> bool:
        """Whether a unit of this folded text is sought, as far as its text decides."""
        return all(stands_in(phrase.text, folded) for phrase in self.phrases) and not any(
            stands_in(phrase.text, folded) for phrase in self.without
        )

    def holds_together(self, folded: str) -> bool:
        """Whether the phrases stand in a folded text in a row."""
        return stands_in(self.together, folded)

    def in_words(self) -> "SearchQuery | None":
        """For a single unquoted phrase of several words: the query for all of its words, else None."""
        if len(self.phrases) != 1 or self.phrases[0].quoted:
            return None
        found = tuple(dict.fromkeys(words(self.phrases[0].text)))
        if len(found) < 2:
            return None
        notice = f"没有找到“{self.phrases[0].typed}”，以下段落含有其中所有的词：{'、'.join(found)}"
        return replace(
            self, phrases=tuple(Phrase(word, word) for word in found), notices=(*self.notices, notice)
        )


@dataclass(slots=True)
class _Terms:
    phrases: list[Phrase] = field(default_factory=list)
    without: list[Phrase] = field(default_factory=list)
    parts: set[Part] = field(default_factory=set)
    cites: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def parse(typed: str, *, parts: frozenset[Part] = frozenset(), sort: Sort = "relevance") -> SearchQuery:
    """Read a query; `parts` and `sort` come from the address or a form beside it."""
    terms = _Terms(parts=set(parts))
    if len(typed) > MAX_LENGTH:
        terms.notices.append(f"检索词超过{MAX_LENGTH}个字，只用了前{MAX_LENGTH}个字")
    text = typed[:MAX_LENGTH]
    for term, quoted in _terms(_without_typesetting(text), terms.notices):
        _add(term, quoted, terms)
    if not (terms.phrases or terms.cites):
        if terms.without:
            terms.notices.append("只有要排除的词，请再写一个要找的词")
        elif terms.parts - parts:
            terms.notices.append("只选了部分，请再写一个要找的词")
        elif text.strip() and not terms.notices:
            terms.notices.append("检索词里没有可以检索的文字或数字")
    together = fold("".join(phrase.typed for phrase in terms.phrases))
    return SearchQuery(
        typed,
        tuple(terms.phrases),
        tuple(terms.without),
        frozenset(terms.parts),
        together,
        tuple(terms.notices),
        sort,
        cites=tuple(frozenset({value}) for value in terms.cites),
    )


def cite_key(target: str) -> str:
    """A citation's target as the index holds it and a query names it: no blanks, lower case."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", target)).lower()


def part_named(value: str) -> Part | None:
    """The part of a document that a value names, in English or Chinese."""
    plain = unicodedata.normalize("NFKC", value).lower()
    return next((part for part in PARTS if part == plain), _PART_NAMES.get(plain))


def _without_typesetting(text: str) -> str:
    """A query without the blanks that typesetting puts beside digits; what is cited stays a term of its own."""
    pieces = _CITED.split(text)
    pieces[::2] = [
        _TYPESETTING.sub(lambda found: re.sub(r"\s", "", found["group"] or ""), piece)
        for piece in pieces[::2]
    ]
    pieces[1::2] = [f" {''.join(piece.split())} " for piece in pieces[1::2]]
    return "".join(pieces)


def _terms(text: str, notices: list[str]) -> Iterator[tuple[str, bool]]:
    """Cut at blanks outside quotation marks; a term, and whether all of it is quoted."""
    term, protected, index = "", 0, 0
    while index < len(text):
        char = text[index]
        close = text.find(_QUOTES[char], index + 1) if char in _QUOTES else -1
        if close > 0:
            term += text[index : close + 1]
            protected += close + 1 - index
            index = close + 1
            continue
        if char in _QUOTES and not term.strip(_MINUS):
            notices.append(f"引号{char}没有配对，读到末尾为止")
            yield term + text[index:], True
            return
        if char.isspace():
            if term:
                yield term, protected == len(term.lstrip(_MINUS))
            term, protected = "", 0
        else:
            term += char
        index += 1
    if term:
        yield term, protected == len(term.lstrip(_MINUS))


def _add(term: str, quoted: bool, terms: _Terms) -> None:
    if not quoted and (found := _FIELD.fullmatch(term)):
        _add_field(found, terms)
        return
    excluded = term[0] in _MINUS
    if excluded and _FIELD.fullmatch(term[1:]):
        terms.notices.append(f"“{term}”：还不能用字段来排除，已略去")
        return
    phrase = Phrase(fold(term), term.lstrip(_MINUS), quoted)
    if not phrase.text:
        terms.notices.append(f"“{term}”里没有可以检索的文字或数字，已略去")
    else:
        (terms.without if excluded else terms.phrases).append(phrase)


def _add_field(found: re.Match[str], terms: _Terms) -> None:
    if found["cites"]:
        terms.cites.append(cite_key(found["value"].strip('“”"「」『』')))
    elif part := part_named(found["value"]):
        terms.parts.add(part)
    else:
        terms.notices.append(f"没有“{found['value']}”这一部分；可用：{'、'.join(_PART_NAMES)}")
