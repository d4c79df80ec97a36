"""How marks and numbers of footnotes look on a page, and taking them out of the words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.sources.html.flow import Flowed
from app.sources.html.runs import Run
from app.sources.plain_text.line_patterns import RAISED, mark_number

RINGS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
SIGN = re.compile(
    rf"[\[［(（〔【]?\s*(?:注|註)?\s*(?P<number>\d{{1,3}}|[a-z]|\*{{1,3}}|[①-⑳]|[{RAISED}]{{1,3}})\s*[\]］)）〕】]?"
)
_SEVERAL = re.compile(r"\d{1,3}(?:\s*[,，、]\s*\d{1,3})+")
_BRACKETED = re.compile(
    r"[\[［〔【](?P<number>\d{1,3}|[a-z])[\]］〕】]|(?P<raised>[" + RAISED + r"]{1,3})|(?P<ring>[①-⑳])"
)
_BEGINNING = re.compile(
    rf"(?:[\[［〔【](?P<bracketed>\d{{1,3}}|[a-z])[\]］〕】]|(?P<raised>[{RAISED}]{{1,3}})|(?P<ring>[①-⑳])"
    r"|(?P<star>\*{1,3})"
    r"|[(（](?P<rounded>\d{1,3})[)）]|(?P<plain>\d{1,3})(?:\s*[.．、/]|\s+|(?=[\u3400-\u9fff《“]|[A-Z]/)))\s*(?=\S)"
)
HEADING = re.compile(
    r"[\[【(（]?(?:脚注|腳注|注释|注釋|註釋|附注|注|註|尾注|参考(?:文献|资料)?|來源|Notes?|Footnotes?|References?)[\]】)）]?[:：]?",
    re.IGNORECASE,
)
HEADING_BEFORE = re.compile(r"\s*(?:脚注|腳注|注释|注釋|註釋|附注|注|註|(?:Foot)?[Nn]otes)\s*[:：]\s*")
_BACKSIGNS = " \n\t\u00a0\u3000↩↑^⏎⤴🔙\ufe0e\ufe0f"
BACK = re.compile(r"[\s↩↑^⏎⤴🔙\ufe0e\ufe0f]+|返回|回到正文|[\d.\s]{1,9}|[a-z]|[\[［]\d{1,3}[\]］]")
_WORD_BEFORE = re.compile(r"[0-9A-Za-zµ]$")
_NEAR = 3


def plain_number(printed: str) -> str:
    """A number as plain digits; letters and stars are unchanged."""
    return _as_digits(printed) or printed


def _as_digits(printed: str | None) -> str:
    if not printed:
        return ""
    if "①" <= printed <= "⑳":
        return str(ord(printed) - ord("①") + 1)
    number = mark_number(printed)
    return str(int(number)) if number.isdecimal() else ""


def number_begun(text: str) -> tuple[str, bool]:
    """The number that a text begins with as a footnote does, empty if none, and whether it is set as other numbers are."""
    found = _BEGINNING.match(text)
    if found is None:
        return "", False
    printed = (
        found["bracketed"] or found["star"] or found["plain"] or _as_digits(found["raised"] or found["ring"])
    )
    return printed, found["plain"] is not None


def leading_raised(one: Flowed) -> str | None:
    """The raised number that a paragraph begins with, if words follow."""
    runs = [run for run in one.runs if run.text.strip()]
    if len(runs) < 2 or not runs[0].is_raised or one.role == "heading":
        return None
    found = SIGN.fullmatch(runs[0].text.strip())
    return plain_number(found["number"]) if found else None


def is_bracketed(one: Flowed) -> bool:
    """Whether a paragraph begins with a number that is set as a mark."""
    number, is_plain = number_begun(one.text)
    return number.isdigit() and not is_plain


def marked_in(one: Flowed) -> Iterator[str]:
    """The numbers of marks in a paragraph, without one that it begins with."""
    first = next((run for run in one.runs if run.text.strip()), None)
    for run in one.runs:
        if run is first and run.is_raised:
            continue
        if run.is_raised:
            yield from re.findall(r"\d{1,3}|^[a-z]$", mark_number(run.text.strip()))
        else:
            text = run.text.lstrip()
            begun = _BEGINNING.match(text) if run is first else None
            for found in _BRACKETED.finditer(text, begun.end() if begun else 0):
                yield found["number"] or _as_digits(found["raised"] or found["ring"])


def without_number(runs: Sequence[Run], number: str) -> list[Run]:
    """The runs without the number that they begin with."""
    kept = list(runs)
    while kept and not kept[0].text.strip(_BACKSIGNS):
        kept.pop(0)
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip(_BACKSIGNS))
    if kept and (found := SIGN.fullmatch(kept[0].text.strip())) and plain_number(found["number"]) == number:
        kept.pop(0)
    elif (
        kept
        and (begun := _BEGINNING.match(kept[0].text.lstrip()))
        and number_begun(kept[0].text.lstrip())[0] == number
    ):
        kept[0] = replace(kept[0], text=kept[0].text.lstrip()[begun.end() :])
    if kept and re.match(r"\s*[.．、/]\s", kept[0].text):
        kept[0] = replace(kept[0], text=kept[0].text.lstrip(" .．、/\n"))
    return kept


def with_marks(one: Flowed, linked: dict[int, str], numbers: frozenset[str], brackets: bool) -> Flowed:  # noqa: FBT001
    """A paragraph whose marks are runs of their own."""
    runs: list[Run] = []
    for at, run in enumerate(one.runs):
        if at in linked:
            runs.append(replace(run, mark=linked[at]))
        elif run.is_raised:
            runs += _raised_marks(run, "".join(done.text for done in runs[-_NEAR:]).rstrip(), numbers)
        else:
            runs += _typed_marks(run, numbers, brackets)
    return replace(one, runs=tuple(runs))


def _raised_marks(run: Run, before: str, numbers: frozenset[str]) -> list[Run]:
    text = run.text.strip()
    found = SIGN.fullmatch(text)
    if _SEVERAL.fullmatch(text):
        return [replace(run, text=number, mark=number) for number in re.findall(r"\d+", text)]
    number = plain_number(found["number"]) if found else ""
    if not number.isdigit() and number not in numbers:
        return [run]
    # `m²` and `10⁶` are words, unless there is such a footnote.
    if number and (number in numbers or not _WORD_BEFORE.search(before)) and before:
        return [replace(run, mark=number)]
    return [run]


def _typed_marks(run: Run, numbers: frozenset[str], brackets: bool) -> Iterator[Run]:  # noqa: FBT001
    done = 0
    for found in _BRACKETED.finditer(run.text):
        number = found["number"] or _as_digits(found["raised"] or found["ring"])
        before = run.text[: found.start()]
        is_mark = bool(found["raised"]) and not _WORD_BEFORE.search(before)
        if (number in numbers and (found["raised"] or brackets)) or is_mark:
            yield replace(run, text=run.text[done : found.start()])
            yield replace(run, text=found[0], mark=number)
            done = found.end()
    yield replace(run, text=run.text[done:])
