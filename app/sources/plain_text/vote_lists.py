"""Lists of states that voted alike: where one name ends and the next begins."""

import re
from collections.abc import Sequence

from app.domain.organs import Names
from app.sources.plain_text.line_patterns import BRACKETED_MARK, RAISED_MARK
from app.sources.plain_text.lines import join

_MARK_OF_NAME = re.compile(
    rf"(?:{RAISED_MARK.pattern}|{BRACKETED_MARK.pattern}|\*+|(?<=[\u3400-\u9fff])\d+)$"
)
_LONGEST_NAME = 60
"""In characters, with room for what stands beside it."""
_COMMAS = ("、", "，", ",")
_TABS = re.compile(r"(?<!\s)\s*(?:\t|\n| \| )\s*")
_NOBODY = ("无", "没有", "-", "–", "—")


def whole_list(parts: Sequence[str], names: Names) -> str:
    """The lines of a list in one; tabs and cells separate names, and so do lines where known states end and begin."""
    pieces: list[str] = []
    for part in parts:
        listed = _TABS.sub("、", part.strip())
        is_apart = bool(pieces) and _is_state(pieces[-1], -1, names) and _is_state(listed, 0, names)
        pieces.append(f"、{listed}" if is_apart else listed)
    return join(pieces)


def _is_state(listed: str, which: int, names: Names) -> bool:
    """Whether the first (0) or last (-1) name of a list is that of a known state."""
    if listed.endswith(_COMMAS) and which:
        return False
    found = names_in(listed[:_LONGEST_NAME] if which == 0 else listed[-_LONGEST_NAME:])
    return bool(found) and names.state(found[which]) is not None


def names_in(text: str) -> list[str]:
    """The states in a list, without footnote marks."""
    listed = re.split("[、，,]", text.partition("。")[0].strip(" ]］。."))
    bare = (_MARK_OF_NAME.sub("", name.strip()) for name in listed)
    return [name for name in bare if name and name not in _NOBODY]
