"""Fields: an instruction that is not printed and a result that is (ECMA-376, part 1, 17.16)."""

import re
from dataclasses import dataclass, field

_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:\\[lmnot]\s+)*"([^"]+)"', re.IGNORECASE)
_NAME = re.compile(r"\s*([A-Za-z=]+)")
_PRINTING = frozenset({"LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "EQ", "SYMBOL", "ADVANCE"})
"""Fields that print something although the file has no result of them."""
_MOST_OPEN = 50
_LONGEST = 4000
"""Most of an instruction that is read, in characters."""


@dataclass(slots=True)
class _Open:
    instruction: str = ""
    in_result: bool = False
    href: str | None = None


@dataclass(slots=True)
class Fields:
    """The fields that are open; one may begin in a paragraph and end in another."""

    _open: list[_Open] = field(default_factory=list)

    def begin(self, instruction: str = "") -> None:
        """A field begins; raises ValueError if too many are open."""
        if len(self._open) >= _MOST_OPEN:
            raise ValueError("域嵌套过深，不予读取")
        self._open.append(_Open(instruction))

    def instruct(self, text: str) -> None:
        """A part of the instruction of the innermost field."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].instruction = (self._open[-1].instruction + text)[:_LONGEST]

    def separate(self) -> None:
        """The result begins."""
        if self._open:
            found = _HYPERLINK.match(self._open[-1].instruction)
            self._open[-1].in_result = True
            self._open[-1].href = found[1] if found else None

    def end(self) -> str | None:
        """A field ends; returns its name if it prints what the file does not have."""
        if not self._open:
            return None
        closed = self._open.pop()
        name = _name(closed)
        return name if name in _PRINTING and not closed.in_result else None

    @property
    def is_printed(self) -> bool:
        """Whether what comes now is printed: it is in no instruction."""
        return all(one.in_result for one in self._open)

    @property
    def href(self) -> str | None:
        """The address of the innermost link."""
        return next((one.href for one in reversed(self._open) if one.href), None)

    def within(self, name: str) -> bool:
        """Whether a field of that name is open."""
        return any(_name(one) == name for one in self._open)


def _name(one: _Open) -> str:
    found = _NAME.match(one.instruction)
    return found[1].upper() if found else ""
