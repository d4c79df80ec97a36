"""Two texts compared in another language beside their comparison in Chinese: what each pair of paragraphs says there."""

import re
from dataclasses import dataclass
from typing import Literal

from app.domain.redline import Change, changes, unclosed_form

Contrast = Literal["chinese_only", "other_only"]
"""The Chinese changed and the other language did not; or the reverse."""

_PIECES = re.compile(r"[^\W_]+(?:[’'./()-]+[^\W_]+)*|[^\w\s]|_|\s+")


@dataclass(frozen=True, slots=True)
class OtherWords:
    """What stands beside a paragraph in another language; `is_sure` unless it stands beside others too, or hardly
    anything tells that it is the same paragraph."""

    text: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class OtherRow:
    """What a row of a comparison says in another language: its diff, and how that stands to the Chinese one.

    `lacks_first`, `lacks_second`: the Chinese paragraph has nothing beside it. Nothing is concluded (`contrast`) from
    what is not sure.
    """

    changes: tuple[Change, ...]
    contrast: Contrast | None
    is_sure: bool
    lacks_first: bool = False
    lacks_second: bool = False


class _Words:
    """Cuts texts of languages with blanks into whole words and signs; blanks stay with what they follow."""

    def cuts(self, text: str) -> list[str]:
        """The words of a text; joined, they are the text."""
        found: list[str] = []
        for piece in _PIECES.findall(text):
            if piece.isspace() and found:
                found[-1] += piece
            else:
                found.append(piece)
        return found


def other_row(
    first: OtherWords | None, second: OtherWords | None, *, in_both: bool, is_amended: bool
) -> OtherRow | None:
    """The row in another language of a paragraph that both Chinese texts have (`in_both`) or only one of them.

    `is_amended`: its Chinese words changed. None where there is nothing to show: no words in that language, or no
    change in either language.
    """
    if first is None and second is None:
        return None
    held = [one for one in (first, second) if one]
    is_sure = all(one.is_sure for one in held)
    if first is None or second is None:
        if in_both and not is_amended:
            return None
        found = tuple(Change("delete" if first else "insert", one.text) for one in held)
        return OtherRow(found, None, is_sure, in_both and first is None, in_both and second is None)
    has_changed = _form(first.text) != _form(second.text)
    if not has_changed and not is_amended:
        return None
    contrast: Contrast | None = None
    if is_sure and has_changed != is_amended:
        contrast = "other_only" if has_changed else "chinese_only"
    return OtherRow(changes(first.text, second.text, _Words()), contrast, is_sure)


def _form(text: str) -> str:
    return unclosed_form(text.replace("’", "'"))
