"""Interpretation of a query's fields: organs and states by name or code, years, sessions, committees, parts,
verbs, cited documents."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from app.domain.english_text import fold_english
from app.domain.numerals import from_chinese
from app.domain.organs import Names
from app.domain.places import PARTS, DocumentPart
from app.domain.query.committees import committees_named
from app.domain.query.grammar import all_of, either_of, read
from app.domain.query.proximity import in_order_of, near_of
from app.domain.query.terms import (
    All,
    Cites,
    Either,
    English,
    Field,
    Having,
    Node,
    Not,
    Phrase,
    SearchQuery,
    Sort,
    Titled,
    Years,
    is_positive,
)
from app.domain.query.votes import choice_named, counted_choice, of_states, of_tally
from app.domain.verbs import opening_verb

PART_NAMES: dict[str, DocumentPart] = {
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
_YEARS = re.compile(r"(?P<first>\d{4})?年?(?P<to>\.\.|[-–—~～至到]+)?(?P<last>\d{4})?年?")
_SESSION = re.compile(r"第?(?P<number>[^届]+?)届?(?P<special>(?:紧急)?特别)?(?:会议)?")
_NEAR_TITLE = re.compile(r"(?P<words>\S+\s.*\S)\s*[~～]\s*(?P<within>\d+)", re.DOTALL)
_SPECIAL = {None: "", "特别": "S-", "紧急特别": "ES-"}

KeysOf = Callable[[str], frozenset[str]]
"""From a value of the field `引用` to all keys under which the index may hold it; empty if it names
nothing."""


def cite_key(target: str) -> str:
    """The key of a citation's target in index and queries: no blanks, lower case."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", target)).lower()


def part_named(value: str) -> DocumentPart | None:
    """The part of a document by its name in English or Chinese, or None."""
    plain = unicodedata.normalize("NFKC", value).lower()
    return next((part for part in PARTS if part == plain), PART_NAMES.get(plain))


def _only_itself(value: str) -> frozenset[str]:
    return frozenset({cite_key(value)})


def parse(
    typed: str, names: Names | None = None, keys_of: KeysOf = _only_itself, *, sort: Sort = "relevance"
) -> SearchQuery:
    """Parse a query and interpret its fields. Never raises. Without `names`, organs are known by code
    only."""
    parsed = read(typed)
    interpreter = _Interpreter(names, keys_of, list(parsed.notices))
    root = interpreter.of(parsed.root) if parsed.root else None
    if root is not None and not is_positive(root):
        root = None
    return SearchQuery(typed, root, tuple(interpreter.notices), sort)


@dataclass(slots=True)
class _Interpreter:
    names: Names | None
    keys_of: KeysOf
    notices: list[str] = field(default_factory=list)

    def of(self, node: Node) -> Node | None:
        """The node with its fields interpreted; None, with a notice, if nothing remains."""
        if isinstance(node, Field):
            return self._field(node)
        if isinstance(node, Not):
            inner = self.of(node.node)
            return Not(inner) if inner is not None else None
        if isinstance(node, All | Either):
            understood = [found for part in node.nodes if (found := self.of(part)) is not None]
            return all_of(understood) if isinstance(node, All) else either_of(understood)
        return node

    def _field(self, typed: Field) -> Node | None:
        readers: Mapping[str, Callable[[str], Node | None]] = {
            "body": self._body,
            "year": self._years,
            "session": self._session,
            "part": self._part,
            "verb": lambda verb: Having("verb", frozenset({opening_verb(verb)[0] or verb})),
            "cites": self._cites,
            "title": self._title,
            "subject": self._subject,
            "state": self._state,
            "committee": lambda committee: Having("committee", committees_named(committee)),
            "english": self._english,
        }
        if counted := counted_choice(typed.name, typed.value):
            return of_tally(counted, typed.value, self.notices)
        if choice := choice_named(typed.name):
            return of_states(choice, typed.value, self._state_code)
        return readers[typed.name](typed.value)

    def _body(self, value: str) -> Node | None:
        organ = self.names and (self.names.organ_by_code(value.upper()) or self.names.organ(value))
        if self.names and not organ:
            known = "、".join(organ.code for organ in self.names.organs[:6])
            self.notices.append(f"没有“{value}”这个机构；可用名称或代码，如{known}")
            return None
        return Having("body", frozenset({organ.code if organ else value.upper()}))

    def _years(self, value: str) -> Node | None:
        found = _YEARS.fullmatch(unicodedata.normalize("NFKC", value))
        if not found or not (found["first"] or found["last"]):
            self.notices.append(f"“{value}”不是年份；可写2022、2015..2022")
            return None
        first = int(found["first"]) if found["first"] else None
        last = int(found["last"]) if found["last"] else None
        return Years(first, last if found["to"] else last or first)

    def _state(self, value: str) -> Node | None:
        code = self._state_code(value)
        return Having("state", frozenset({code})) if code else None

    def _state_code(self, value: str) -> str | None:
        """The code of a state by code or name; None, with a notice, for what is no state."""
        plain = unicodedata.normalize("NFKC", value).strip()
        state = self.names and (
            self.names.state_by_code(plain.upper())
            or self.names.state(plain)
            or self.names.state_in_english(plain)
        )
        if self.names and not state:
            self.notices.append(f"没有“{value}”这个国家或地区；可用名称或代码，如马里、MLI")
            return None
        return state.code if state else plain.upper()

    def _subject(self, value: str) -> Node:
        return Having(
            "subject", self.names.subject_headings(value) if self.names else frozenset({value.upper()})
        )

    def _session(self, value: str) -> Node | None:
        """A session by number, `50`; with its organ, `HRC/50` or `人权理事会第50届`."""
        owner, plain = self._owner(unicodedata.normalize("NFKC", value).upper())
        found = _SESSION.fullmatch(plain)
        number = found["number"] if found else plain
        with suppress(ValueError):
            number = str(from_chinese(number))
        prefix = _SPECIAL[found["special"]] if found else ""
        if owner:
            return Having("organ_session", frozenset({f"{owner}/{prefix}{number}"}))
        return Having("session", frozenset({prefix + number}))

    def _owner(self, session: str) -> tuple[str, str]:
        """The code of the organ that a session is named with, if any, and the session."""
        code, slash, rest = session.partition("/")
        if slash and rest:
            return code, rest
        named = {
            name: organ.code for organ in (self.names.organs if self.names else ()) for name in organ.names
        }
        name = max(filter(session.startswith, named), key=len, default="")
        return (named[name], session[len(name) :]) if name and name != session else ("", session)

    def _english(self, value: str) -> Node | None:
        if phrase := fold_english(value):
            return English(phrase)
        self.notices.append(f'“{value}”里没有英文词；可写 英:"due diligence"')
        return None

    def _part(self, value: str) -> Node | None:
        if part := part_named(value):
            return Having("part", frozenset({part}))
        self.notices.append(f"没有“{value}”这一部分；可用：{'、'.join(PART_NAMES)}")
        return None

    def _cites(self, value: str) -> Node | None:
        if keys := self.keys_of(cite_key(value)):
            return Cites(keys)
        self.notices.append(f"“{value}”不是文号，也不是已知文书的名称")
        return None

    def _title(self, value: str) -> Node | None:
        if near_by := _NEAR_TITLE.fullmatch(value):
            near = near_of(near_by["words"].split(), near_by["within"], self.notices)
            return Titled(near) if near else None
        row = in_order_of(re.split("[*＊]", value), value, self.notices)
        return Titled(row) if row else None


def in_words(query: SearchQuery, cut: Callable[[str], list[str]]) -> SearchQuery | None:
    """For a query with a single unquoted phrase of several words: the query for all of these words, else
    None.

    Other fields of the query are kept.
    """
    nodes = query.root.nodes if isinstance(query.root, All) else (query.root,)
    phrases = query.phrases
    if len(phrases) != 1 or phrases[0].quoted or phrases[0] not in nodes:
        return None
    words = list(dict.fromkeys(cut(phrases[0].text)))
    if len(words) < 2:
        return None
    fields = [node for node in nodes if node is not None and node != phrases[0]]
    root = all_of([*(Phrase(word, word) for word in words), *fields])
    told = f"没有找到“{phrases[0].typed}”，以下段落含有其中所有的词：{'、'.join(words)}"
    return replace(query, root=root).with_notice(told)
