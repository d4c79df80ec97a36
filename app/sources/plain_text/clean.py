"""Stage 1: take page furniture and footnotes out of the lines, wherever a page break put them."""

import re
from dataclasses import dataclass

from app.domain.symbols import Symbol
from app.sources.dates import DATE
from app.sources.plain_text.lines import is_wrapped
from app.sources.plain_text.shapes import FROM_RAISED, NUMBERED, PAUSE, POINT, RAISED
from app.sources.reading import Claim, Line

_JOB = r"(?:[A-Z]{1,4}\.)?\d{2}-\d{5}(?: ?\([A-Z]\))*"
_FURNITURE = {
    "rule": r"[_＿—–-]{3,}",
    "page_number": rf"\d{{1,3}}|[-–—] ?\d{{1,3}} ?[-–—]|{_JOB}(?: +\d+/\d+)?|\d+/\d+ +{_JOB}",
    "link_list": r"https?://\S+",
}
_PAGE_OF_PAGES = re.compile(r"(?P<page>\d{1,3})/(?P<pages>\d{1,3})")
_SYMBOL = re.compile(r"(?P<symbol>[A-Z]+(?:/[A-Za-z0-9.()-]+)+)(?:\s+(?P<rest>.*))?")
_LONGEST = 200
"""How long a line of page furniture may be, in characters."""

_RAISED_NOTE = re.compile(rf"(?P<number>[{RAISED}]+)\s*(?P<text>\S.*)")
_STARRED_NOTE = re.compile(r"(?P<number>\*{1,3})\s+(?P<text>\S.*)|(?P<glued>\*)(?P<rest>[^*\s].*)")
_PLAIN_NOTE = re.compile(r"(?P<number>\d{1,3})\s+(?P<text>\S.*)")


@dataclass(frozen=True, slots=True)
class NoteLines:
    """A footnote as its lines: `before` is how many lines of the text stand above it."""

    number: str
    lines: tuple[Line, ...]
    texts: tuple[str, ...]
    before: int


@dataclass(frozen=True, slots=True)
class CleanText:
    """The lines of the text itself, the footnotes, the claims on page furniture, and the symbols of running heads.

    `page_starts` holds the indices in `lines` where something was taken out before the line;
    `raised` says whether footnote marks are superscript.
    """

    lines: tuple[Line, ...]
    notes: tuple[NoteLines, ...]
    furniture: tuple[Claim, ...]
    heads: tuple[Symbol, ...]
    page_starts: frozenset[int]
    raised: bool


def furniture_kind(text: str) -> str | None:
    """The kind of page furniture that a line is by its shape alone, if it is any."""
    if len(text) > _LONGEST:
        return None
    return next((kind for kind, shape in _FURNITURE.items() if re.fullmatch(shape, text)), None)


def running_head(text: str, number: str | None, title: str | None) -> Symbol | None:
    """The symbol of a line that repeats the document's own, alone or with the title, as pages do."""
    found = _SYMBOL.fullmatch(text) if len(text) <= _LONGEST else None
    symbol = Symbol.read(found["symbol"]) if found else None
    if found is None or symbol is None:
        return None
    rest = (found["rest"] or "").strip()
    is_own = symbol.number is not None and symbol.number == number
    return symbol if (rest == title if rest else is_own) else None


class _Cleaner:
    """Walks the lines once; its state is whether a footnote is open and what page furniture came last."""

    def __init__(self, lines: list[Line], number: str | None, title: str | None) -> None:
        self._number, self._title = number, title
        self.raised = any(_RAISED_NOTE.fullmatch(line.text) for line in lines)
        # Hard-wrapped text may come with a blank line after each line; then a blank line says nothing.
        self._spaced = is_wrapped(lines) and sum(line.gap for line in lines) > 0.8 * len(lines)
        self.kept: list[Line] = []
        self.notes: list[NoteLines] = []
        self.furniture: list[Claim] = []
        self.heads: list[Symbol] = []
        self.page_starts: set[int] = set()
        self._below_rule = self._open = False
        self._last_number = 0

    def take(self, line: Line, near_furniture: bool) -> None:
        if role := self._role(line, near_furniture):
            self.furniture.append(Claim(line, f"furniture.{role}"))
            self._below_rule, self._open = role == "rule", False
        elif note := self._note(line):
            self.notes.append(NoteLines(note[0], (line,), (note[1],), len(self.kept)))
            self._open = not _ends(line)
        elif self._open and self._goes_on(line):
            last = self.notes.pop()
            self.notes.append(
                NoteLines(last.number, (*last.lines, line), (*last.texts, line.text), last.before)
            )
            self._open = not _ends(line)
        else:
            self.kept.append(line)
            self._below_rule = self._open = False
            return
        self.page_starts.add(len(self.kept))

    def _role(self, line: Line, near_furniture: bool) -> str | None:
        if symbol := running_head(line.text, self._number, self._title):
            self.heads.append(symbol)
            return "running_head"
        paged = _PAGE_OF_PAGES.fullmatch(line.text)
        if paged and near_furniture and int(paged["page"]) <= int(paged["pages"]):
            return "page_number"
        return furniture_kind(line.text)

    def _note(self, line: Line) -> tuple[str, str] | None:
        """Number and words of a footnote that begins here. Numbers rise, so a mark that wrapping
        put at the head of a line is not taken for one whose number came before or is far off."""
        if starred := _STARRED_NOTE.fullmatch(line.text):
            return starred["number"] or starred["glued"], starred["text"] or starred["rest"]
        shape = _RAISED_NOTE if self.raised else _PLAIN_NOTE
        found = shape.fullmatch(line.text)
        if found is None or not (
            self._below_rule or (self.raised and self._at_pause(line)) or self._follows_note()
        ):
            return None
        number = int(found["number"].translate(FROM_RAISED))
        if self._last_number and not self._last_number < number <= self._last_number + 3:
            return None
        self._last_number = number
        return str(number), found["text"]

    def _at_pause(self, line: Line) -> bool:
        """Whether a page may end above a line: at a pause, or where a blank line cuts a sentence off."""
        paused = not self.kept or bool(PAUSE.search(self.kept[-1].text))
        return paused or (line.gap and not self._spaced)

    def _follows_note(self) -> bool:
        return bool(self.notes) and self.notes[-1].before == len(self.kept)

    def _goes_on(self, line: Line) -> bool:
        """Whether a line goes on with the footnote above it."""
        if line.gap and not self._spaced:
            return False
        starts = NUMBERED.fullmatch(line.text) or POINT.fullmatch(line.text) or DATE.fullmatch(line.text)
        return not starts


def clean(lines: list[Line], number: str | None = None, title: str | None = None) -> CleanText:
    """Separate the lines after the opening formula into text, footnotes and page furniture.

    `number` and `title` are the document's own, by which its running heads are known.
    """
    cleaner = _Cleaner(lines, number, title)
    shaped = [bool(furniture_kind(line.text) or running_head(line.text, number, title)) for line in lines]
    for index, line in enumerate(lines):
        cleaner.take(line, any(shaped[max(0, index - 1) : index + 2]))
    return CleanText(
        tuple(cleaner.kept),
        tuple(cleaner.notes),
        tuple(cleaner.furniture),
        tuple(dict.fromkeys(cleaner.heads)),
        frozenset(cleaner.page_starts),
        cleaner.raised,
    )


def _ends(line: Line) -> bool:
    return line.text[-1] in "。."
