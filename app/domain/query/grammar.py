"""The grammar of queries. Parsing never raises: what cannot be parsed becomes a notice.

    query  = either { blank either }          all of them
    either = term { ("OR" | "|") term }       any of them; binds closer than a blank
    term   = ["-"] ( "(" query ")" | NAME ":" value | near | row )
    near   = quotation "~" digits
    row    = phrase { "*" phrase }

A phrase extends to the next blank outside quotation marks. A bracket groups if it opens a term and either its
partner closes a term or it encloses a bar; any other bracket is text: `1325(2000)`. Punctuation may be full-width.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.domain.characters import visible
from app.domain.query.proximity import in_order_of, near_of, words_of
from app.domain.query.terms import All, Either, Field, Node, Not, Phrase, is_positive
from app.domain.query.typesetting import FIELD_NAMES, without_typesetting
from app.domain.text import fold

MAX_QUERY_LENGTH = 200
"""Maximum length of a query, in characters; the rest is ignored with a notice."""
MAX_TERMS = 16
"""Maximum number of terms in a query."""
MAX_DEPTH = 10
"""Maximum nesting of brackets; deeper brackets are text."""

_QUOTES = {'"': '"', "“": "”", "「": "」", "『": "』", "＂": "＂"}
_NO_QUOTES = dict.fromkeys(map(ord, "".join(_QUOTES) + "".join(_QUOTES.values())))
_MINUS = "-－−"
_OR = re.compile(r"[|｜]|(?:OR|ＯＲ)(?=\s|$)")
_BARS = "|｜"
_USUAL = "10"
_RAISED_BEHIND_DIGIT = re.compile("(?<=[0-9])[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_STARS = "*＊"
_GAP = "\x00"
"""Stands for a star outside quotation marks; nothing typed holds it, since controls are dropped first."""
_NEAR = re.compile(r"\s*[~～](?:\s*(?P<within>\d+)(?P<rest>[^\s|｜()（）]*)|(?=[\s|｜()（）]|$))")
_LONE_NEAR = re.compile(r"(?P<words>(?:.*[\u3400-\u9fff])?)[~～]\d{1,3}", re.DOTALL)
_OPEN, _CLOSE = "(（", ")）"
_FIELD = re.compile(rf"(?P<name>{'|'.join(FIELD_NAMES)})[:：](?P<value>.+)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A parsed query: a tree of phrases and fields (None if there is nothing to search for), and notices for
    the reader."""

    root: Node | None
    notices: tuple[str, ...]


def read(typed: str) -> ParsedQuery:
    """Parse a query."""
    seen = visible(typed)
    plain = _RAISED_BEHIND_DIGIT.sub("", seen[:MAX_QUERY_LENGTH])
    reader = _Reader(without_typesetting(plain))
    if plain != seen[:MAX_QUERY_LENGTH]:
        reader.notices.append("数字后的上标当作脚注注号，已略去")
    if len(seen) > MAX_QUERY_LENGTH:
        reader.notices.append(f"检索词超过{MAX_QUERY_LENGTH}个字，只用了前{MAX_QUERY_LENGTH}个字")
    root = reader.query(0)
    if root and not is_positive(root):
        reader.notices.append("只有要排除的词，请再写一个要找的词")
        root = None
    if root is None and typed.strip() and not reader.notices:
        reader.notices.append("检索词里没有可以检索的文字或数字")
    return ParsedQuery(root, tuple(dict.fromkeys(reader.notices)))


def all_of(nodes: list[Node]) -> Node | None:
    """The conjunction of nodes without repetitions; None for no nodes."""
    flat = dict.fromkeys(
        part for node in nodes for part in (node.nodes if isinstance(node, All) else (node,))
    )
    return All(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


def either_of(nodes: list[Node]) -> Node | None:
    """The disjunction of nodes without repetitions; None for no nodes."""
    flat = dict.fromkeys(
        part for node in nodes for part in (node.nodes if isinstance(node, Either) else (node,))
    )
    return Either(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


@dataclass(slots=True)
class _Reader:
    """Recursive-descent parser; reads the text once, from left to right."""

    text: str
    index: int = 0
    terms: int = 0
    notices: list[str] = field(default_factory=list)

    def query(self, depth: int) -> Node | None:
        found: list[Node] = []
        while self._goes_on(depth):
            if (node := self._either(depth)) is not None:
                found.append(node)
        return all_of(found)

    def _goes_on(self, depth: int) -> bool:
        self._skip_blanks()
        if self.index >= len(self.text) or (depth and self.text[self.index] in _CLOSE):
            return False
        if self.terms < MAX_TERMS:
            return True
        self.notices.append(f"检索词太多，只用了前{MAX_TERMS}个")
        self.index = len(self.text)
        return False

    def _either(self, depth: int) -> Node | None:
        found = [self._term(depth)]
        while self._takes_or():
            found.append(self._term(depth) if self._goes_on(depth) else None)
        if len(found) > 1 and None in found:
            self.notices.append("OR 的一边没有要找的词，已略去")
        sought = [node for node in found if node is not None]
        if len(sought) > 1 and not all(map(is_positive, sought)):
            self.notices.append("OR 的一边只有要排除的词，已略去")
            sought = [node for node in sought if is_positive(node)]
        return either_of(sought)

    def _takes_or(self) -> bool:
        self._skip_blanks()
        found = _OR.match(self.text, self.index)
        if found:
            self.index = found.end()
        return found is not None

    def _term(self, depth: int) -> Node | None:
        if _OR.match(self.text, self.index):
            return None
        self.terms += 1
        begun = self.index
        while self._char() in _MINUS and self._char():
            self.index += 1
        is_left_out = self.index > begun
        node = self._group(depth) if self._opens_group(depth) else self._phrase(depth)
        return Not(node) if is_left_out and node is not None else node

    def _opens_group(self, depth: int) -> bool:
        if depth >= MAX_DEPTH or not self._char() or self._char() not in _OPEN:
            return False
        end = self._partner(self.index)
        after = self.text[end + 1 : end + 2] if end > 0 else ""
        has_bar = any(bar in self.text[self.index : end] for bar in _BARS)
        return has_bar or not after or after.isspace() or after in _BARS + _CLOSE

    def _partner(self, start: int) -> int:
        """Index of the bracket that closes the one at `start`, or -1."""
        level = 0
        for index, char in _outside_quotes(self.text, start):
            level += (char in _OPEN) - (char in _CLOSE)
            if level == 0:
                return index
        return -1

    def _group(self, depth: int) -> Node | None:
        if self._partner(self.index) < 0:
            self.notices.append("括号没有配对，读到末尾为止")
        self.index += 1
        node = self.query(depth + 1)
        self.index += 1
        return node

    def _near(self) -> Node | None:
        """A quotation with a distance behind it, or None where there is none."""
        end = self.text.find(_QUOTES.get(self._char(), _GAP), self.index + 1)
        found = _NEAR.match(self.text, end + 1) if end > 0 else None
        if found is None:
            return None
        words = words_of(self.text[self.index + 1 : end])
        if not found["within"] or found["rest"]:
            self.notices.append(
                f'“~”后面只写字数，如 "真诚 合作"~{_USUAL}；已按{found["within"] or _USUAL}字以内查找'
            )
        self.index = found.end()
        return near_of(words, found["within"] or _USUAL, self.notices)

    def _phrase(self, depth: int) -> Node | None:
        if (near := self._near()) is not None:
            return near
        term, protected, level = "", 0, 0
        while self.index < len(self.text):
            char = self.text[self.index]
            if char in _QUOTES:
                quoted = self._quoted(is_first=not term)
                term, protected = term + quoted, protected + len(quoted)
                self._skip_near(term)
                continue
            level += (char in _OPEN) - (char in _CLOSE)
            if char in _STARS:
                self._skip_star()
                term += _GAP
                continue
            if char.isspace() and self._is_before_star():
                self._skip_blanks()
                continue
            if char.isspace() or char in _BARS or (depth and level < 0):
                break
            term += char
            self.index += 1
        return self._leaf(term, quoted=bool(term) and protected == len(term))

    def _skip_near(self, term: str) -> None:
        """Go on behind a distance that stands behind a quotation inside a term; that of a field is its value."""
        found = _NEAR.match(self.text, self.index)
        if found and found["within"] and not _FIELD.fullmatch(term):
            self.notices.append('“~”只能写在单独的引号后面，如 "真诚 合作"~10；已略去“~”')
            self.index = found.end("within")

    def _quoted(self, *, is_first: bool) -> str:
        """The quotation that begins here; empty for an unpaired mark inside a phrase."""
        begun, mark = self.index, self.text[self.index]
        end = self.text.find(_QUOTES[mark], begun + 1)
        self.index = begun + 1
        if end > 0:
            self.index = end + 1
        elif is_first:
            self.notices.append(f"引号{mark}没有配对，读到末尾为止")
            self.index = len(self.text)
            return self.text[begun:] + _QUOTES[mark]
        return self.text[begun : end + 1]

    def _leaf(self, term: str, *, quoted: bool) -> Node | None:
        found = None if quoted else _FIELD.fullmatch(term)
        if found and (value := found["value"].translate(_NO_QUOTES).replace(_GAP, "*")):
            return Field(FIELD_NAMES[found["name"].lower()], value)
        if quoted and (folded := fold(term)):
            return Phrase(folded, term, quoted=True)
        if lone := _LONE_NEAR.fullmatch(term):
            self.notices.append('“~”前的词要放在引号里，如 "真诚 合作"~10；已略去“~”')
            term = lone["words"]
            if not term:
                return None
        return in_order_of(term.split(_GAP), term.replace(_GAP, "*"), self.notices) if term else None

    def _skip_star(self) -> None:
        """Go on behind a star and the blanks behind it, unless the term ends there."""
        self.index += 1
        after = self.text[self.index :].lstrip()
        if after and after[0] not in _BARS + _CLOSE and not _OR.match(after):
            self._skip_blanks()

    def _is_before_star(self) -> bool:
        return self.text[self.index :].lstrip()[:1] in (*_STARS,)

    def _char(self) -> str:
        return self.text[self.index : self.index + 1]

    def _skip_blanks(self) -> None:
        while self._char().isspace():
            self.index += 1


def _outside_quotes(text: str, start: int) -> Iterator[tuple[int, str]]:
    index = start
    while index < len(text):
        end = text.find(_QUOTES[text[index]], index + 1) if text[index] in _QUOTES else -1
        if end > 0:
            index = end
        else:
            yield index, text[index]
        index += 1
