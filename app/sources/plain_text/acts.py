"""Acts without numbers: where the operative part of a text begins that lost or never had them."""

from collections.abc import Sequence

from app.sources.plain_text.line_signs import LineSigns
from app.sources.plain_text.text_pack import BodySigns

_SEMICOLONS = ("；", ";")


def first_act(texts: Sequence[str | None], signs: LineSigns, body: BodySigns) -> int:
    """Index of the first of several acts that end a text, `核定公约；` `请秘书长…。`; None stands for a paragraph with a
    label."""
    first = len(texts) - 1
    while first > 0 and _is_act(texts, first - 1, signs, body):
        first -= 1
    return first


def _is_act(texts: Sequence[str | None], index: int, signs: LineSigns, body: BodySigns) -> bool:
    text = texts[index]
    if text is None or text[-1:] not in _SEMICOLONS:
        return False
    above = texts[index - 1] if index else None
    # Behind paragraphs with commas one with a semicolon is an act, unless it recalls something.
    is_behind = above is not None and above[-1:] in ("，", ",", *_SEMICOLONS)
    return body.is_act(text) or (is_behind and signs.begins_with_verb(text) and not body.recalls(text))
