"""Letters that a scan has for figures, `1O月`, `l.`, `7l2(VIII)`, and a dash for `一`: read as figures where only figures
can stand. Each is told; words of a text stay as they are printed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.resolution import Problem
from app.sources.plain_text.closing import ends_text
from app.sources.plain_text.line_patterns import begins_with_verb, label_of
from app.sources.plain_text.number_lines import is_number_line, sure_number_line
from app.sources.reading import Line

_FIGURES = str.maketrans("OoОΟlI|", "0000111")
_SLIPS = "OoОΟlI|"
_FIGURE = rf"(?<![0-9A-Za-z])(?=[0-9{_SLIPS}]*[0-9])[0-9{_SLIPS}]+"
_COUNTED = re.compile(
    rf"{_FIGURE}(?=\s*[年月日次])|第\s*[0-9{_SLIPS}]+(?=\s*次)|(?<=[年月])[{_SLIPS}]{{1,2}}(?=\s*[月日])"
)
_DASHED = re.compile(r"[—–－-](?=[〇○零OＯ一二三四五六七八九—–－-]{3}\s*年)|(?<=[年月十])[—–－-](?=[月日十])")
_LABEL = re.compile(rf"(?P<label>[0-9{_SLIPS}]{{1,3}})\s*[.．、](?=\s*[\u3400-\u9fff])")
_COMMA_LABEL = re.compile(r"(?P<number>[0-9]{1,3})[，,](?=[\u3400-\u9fff])")
"""`3，请秘书长…`, where a scan has a comma for the stop."""
_DASH_LABEL = re.compile(r"[—–－-]\s*[、.．]\s*(?=[\u3400-\u9fff])")
_NUMBER = re.compile(rf"[0-9{_SLIPS}]{{1,4}}(?:/[0-9{_SLIPS}]{{1,4}})?(?=\s*[.．(（A-Z])")
_LONGEST, _LONGEST_HEAD = 200, 24
"""In characters: a line of date and meeting; the beginning of a line that is looked at for a label or number."""


@dataclass(frozen=True, slots=True)
class UnslippedText:
    """The lines of a text, slips of a scan in dates, labels and number mended, and what was mended."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()


def without_slips(lines: Sequence[Line]) -> UnslippedText:
    """The lines with figures where a scan has letters; in a text without such letters the lines as they are."""
    if not any(_may_slip(line.text) for line in lines):
        return UnslippedText(tuple(lines))
    labels = [label for line in lines if (label := label_of(line.text))]
    numbers = {label.text for label in labels if label.kind in ("number", "han")}
    is_numbered = any(is_number_line(line.text) for line in lines)
    kept, told = [], []
    for line in lines:
        words = (
            _closing(line.text)
            or _labelled(line.text, numbers)
            or ("" if is_numbered else _numbered(line.text))
        )
        kept.append(replace(line, text=words) if words else line)
        told += [(line.text, words)] if words else []
    return UnslippedText(tuple(kept), tuple(_problem(printed, words) for printed, words in told))


_HALVES = str.maketrans("｡｢｣､", "。「」、")


def in_full_width(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    """The lines with Japanese signs of half width as those of full width; one that stands for a comma as well is a comma at
    the end of a line."""
    if not any(sign in line.text for line in lines for sign in "｡､"):
        return _with_commas(lines)
    wide = (line.text.removesuffix("､") + "，" * line.text.endswith("､") for line in lines)
    told = Problem("scan_slip", "半角标点“｡”“､”读作“。”“、”，行末的“､”读作“，”")
    return tuple(
        replace(line, text=text.translate(_HALVES)) for line, text in zip(lines, wide, strict=True)
    ), (told,)


_FORMULA_WITH_PAUSE = re.compile(
    r"(?:大[会會]|[\u3400-\u9fff]{2,8}理事[会會]|[\u3400-\u9fff]{2,8}委[员員][会會])、"
)


def _with_commas(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    """The lines; where the formula ends with `、`, so does what ends with a comma else, and is read so."""
    formula = next((at for at, line in enumerate(lines) if _FORMULA_WITH_PAUSE.fullmatch(line.text)), None)
    if formula is None or any(line.text.endswith(("，", ",")) for line in lines[formula:]):
        return tuple(lines), ()
    below = (
        replace(line, text=line.text[:-1] + "，") if line.text.endswith("、") else line
        for line in lines[formula:]
    )
    return (*lines[:formula], *below), (Problem("scan_slip", "行末的“、”作逗号用，读作“，”"),)


def _may_slip(text: str) -> bool:
    beginning = text[:_LONGEST_HEAD]
    labelled = _LABEL.match(beginning) or _DASH_LABEL.match(beginning) or _COMMA_LABEL.match(beginning)
    return bool(labelled or _NUMBER.match(beginning)) or (
        len(text) <= _LONGEST and bool(_COUNTED.search(text) or _DASHED.search(text))
    )


def _closing(text: str) -> str:
    """A line of date and meeting in figures, if only so it is one; else nothing."""
    if len(text) > _LONGEST or ends_text(text):
        return ""
    words = _COUNTED.sub(lambda found: found[0].translate(_FIGURES), text)
    words = _DASHED.sub("一", words)
    return words if words != text and ends_text(words) else ""


def _labelled(text: str, numbers: set[str | None]) -> str:
    """A line whose label counts on in figures, if no other line has that number; else nothing."""
    if _DASH_LABEL.match(text) and "二" in numbers and "一" not in numbers:
        numbers.add("一")
        return "一" + text[1:]
    comma = _COMMA_LABEL.match(text[:_LONGEST_HEAD])
    if comma and comma["number"] not in numbers and str(int(comma["number"]) - 1) in numbers:
        numbers.add(comma["number"])
        return f"{comma['number']}.{text[comma.end() :]}" if begins_with_verb(text[comma.end() :]) else ""
    found = _LABEL.match(text[:_LONGEST_HEAD])
    figures = found["label"].translate(_FIGURES) if found else ""
    if found is None or figures == found["label"] or figures in numbers or figures.startswith("0"):
        return ""
    number = int(figures)
    if not {str(number - 1), str(number + 1)} & numbers or (number > 1 and str(number - 1) not in numbers):
        return ""
    numbers.add(figures)
    return figures + text[len(figures) :]


def _numbered(text: str) -> str:
    """A line with the number of a text in figures, if only so it is one; else nothing."""
    found = _NUMBER.match(text[:_LONGEST_HEAD])
    figures = found[0].translate(_FIGURES) if found else ""
    words = figures + text[len(figures) :]
    return words if found and words != text and sure_number_line(words) else ""


def _problem(printed: str, words: str) -> Problem:
    places = [index for index, (one, other) in enumerate(zip(printed, words, strict=True)) if one != other]
    start, end = max(0, places[0] - _BESIDE), places[-1] + 1 + _BESIDE
    return Problem(
        "scan_slip", f"“{printed[start:end]}”看来是扫描识别之误，读作“{words[start:end]}”；正文中的字未改"
    )


_BESIDE = 6
"""How many characters on each side of a slip are quoted."""
