"""Instruments and documents cited by title: `《联合国宪章》`, `《宪章》`, `《公约》`.

The meaning of a short form is, in this order: its definition in the text, `《…公约》(《公约》)` or
`(下称“《公约》”)`; the instrument cited by a footnote at it; the only instrument named before it whose title
ends so; of several, the one named in the document's own title, else all remain candidates.
`《残疾人权利公约》及其《任择议定书》` is the protocol of that convention. `《宪章》` is the Charter of the
United Nations unless the text has named another.

An unknown title means the document cited by its footnote; so does a title with a date of adoption,
`其2000年9月8日通过《联合国千年宣言》`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.instruments import INSTRUMENT_PREFIX, Instruments, title_key
from app.domain.resolution import Citation, NoteMark
from app.domain.symbols import is_deliberation

_TITLE = re.compile(r"《([^《》]{1,120})》")
_DEFINED = re.compile(r"\s?\(\s?(?:以下简称|下称|简称|以下称|即)?\s?[“\"]?《([^《》]{1,40})》[”\"]?\s?\)")
_ADOPTED = re.compile(r"[0-9]{4}\s?年\s?[0-9]{1,2}\s?月\s?[0-9]{1,2}\s?日\s?通过(?:的|了)?\s?$")
_SHORT = frozenset(
    "宪章 公约 宣言 议定书 条约 协定 协议 规约 盟约 契约 议程 行动议程 纲领 行动纲领 行动纲要 计划 行动计划 执行计划 战略 框架"
    " 行动框架 原则 指导原则 规则 守则 准则 政治宣言 任择议定书 最后文件 共识 承诺 文书 和平协议 和平协定".split()
)
_ITS = re.compile(r"《(?P<owner>[^《》]{2,60})》[0-9]?\s?(?:及其|和其|与其)(?:[0-9]{4}\s?年)?各?(?:项)?\s?$")
_BACK = 90
"""How far before a title, in characters, its owner or its date of adoption may stand."""

_COMMAS = ("、", "，", "；", "。")
_CHARTER = "宪章"
_MOST = 6
"""Maximum number of candidates for a short form; with more, it is dropped."""


@dataclass(frozen=True, slots=True)
class _NamedTitle:
    """A title that was named: its target, and all names that may be shortened to a short form."""

    target: str | None
    names: tuple[str, ...]

    def ends(self, short: str) -> bool:
        """Whether a short form may stand for it: `《维也纳宣言和行动纲领》` is also 《宣言》."""
        return any(name.endswith(short) or f"{short}和" in name for name in self.names)


class Titles:
    """The meaning of titles in one document, read from its beginning."""

    def __init__(self, instruments: Instruments, notes: Mapping[str, Citation], title: str = "") -> None:
        """`title` is the document's own title, `notes` the first citation of each footnote by number."""
        self._in_title = instruments.named_in(title)
        self._instruments = instruments
        self._notes = notes
        self._defined: dict[str, str | None] = {}
        self._seen: set[str] = set()
        self._ending: dict[str, dict[str | None, None]] = {}
        """For each short form, the targets that it may stand for, by all titles read so far."""

    def read(self, text: str) -> None:
        """Record the titles of a text in surface form."""
        for _ in self.find(text, ()):
            pass

    def find(self, text: str, marks: tuple[NoteMark, ...]) -> Iterator[Citation]:
        """The titles cited in a text in surface form; `marks` are its footnote marks."""
        here: dict[str, _NamedTitle] = {}
        for found in _TITLE.finditer(text):
            key = title_key(found[1])
            target, candidates = self._resolve(key, here, _belongs_to(text, found.start()))
            note = self._noted(text, found.end(), marks)
            is_act = note and is_deliberation(note.target or "") and _is_act(text, found.start())
            is_short = key in _SHORT and note and (note.target or "").startswith(INSTRUMENT_PREFIX)
            if note and (is_act or is_short or not target):
                target, candidates = note.target, note.candidates
            if target or candidates:
                yield Citation(found[0], found.start(), found.end(), target, candidates)
            if key not in _SHORT and key not in here:
                here[key] = self._named(key, target)
                self._note(key, here[key])
            if defined := _DEFINED.match(text, found.end()):
                self._defined[title_key(defined[1])] = target

    def _note(self, key: str, named: _NamedTitle) -> None:
        if key not in self._seen:
            self._seen.add(key)
            for short in _SHORT:
                if named.ends(short):
                    self._ending.setdefault(short, {})[named.target] = None

    def _named(self, key: str, target: str | None) -> _NamedTitle:
        instrument = self._instruments.named(key)
        return _NamedTitle(target, (key, title_key(instrument.name)) if instrument else (key,))

    def _resolve(
        self, key: str, here: Mapping[str, _NamedTitle], owner: str | None
    ) -> tuple[str | None, tuple[str, ...]]:
        if owner and key in _SHORT and (protocol := self._instruments.protocol_of(owner, key)):
            return protocol.target, ()
        if key in self._defined:
            return self._defined[key], ()
        if instrument := self._instruments.named(key):
            return instrument.target, ()
        if key not in _SHORT:
            return None, ()
        return self._shortened(key, here)

    def _shortened(self, key: str, here: Mapping[str, _NamedTitle]) -> tuple[str | None, tuple[str, ...]]:
        """Candidates for a short form: titles of the same text go before earlier ones."""
        ending_here = dict.fromkeys(named.target for named in here.values() if named.ends(key))
        targets: list[str | None] = []
        for ending in (ending_here, self._ending.get(key, {})):
            targets = list(ending)
            if len(targets) == 1:
                return targets[0], ()
        in_title = [target for target in targets if target in self._in_title]
        if len(in_title) == 1:
            return in_title[0], ()
        charter = self._instruments.of_slug("charter")
        if key == _CHARTER and charter and (not targets or charter.target in targets):
            return charter.target, ()
        return None, tuple(target for target in targets if target) if len(targets) <= _MOST else ()

    def _noted(self, text: str, end: int, marks: tuple[NoteMark, ...]) -> Citation | None:
        """The citation of the footnote whose mark follows a title, or the comma after it."""
        last = end + (text[end : end + 1] in _COMMAS)
        numbers = (mark.number for mark in marks if end <= mark.offset <= last)
        return next((self._notes[number] for number in numbers if number in self._notes), None)


def _belongs_to(text: str, start: int) -> str | None:
    """The key of the owner's title: `《X》及其《议定书》` gives that of X."""
    found = _ITS.search(text, max(0, start - _BACK), start)
    return title_key(found["owner"]) if found else None


def _is_act(text: str, start: int) -> bool:
    """Whether the text before a title gives its day of adoption."""
    return _ADOPTED.search(text, max(0, start - _BACK), start) is not None
