"""A query written back as text. Parsing that text yields an equal query."""

import re

from app.domain.proximity import InOrder, Near
from app.domain.query.grammar import read
from app.domain.query.terms import All, Either, Field, Node, Not, Phrase
from app.domain.query.typesetting import FIELD_NAMES
from app.domain.text import unfolded

_PLAIN = re.compile(r"(?!(?:OR|ＯＲ)$)[^\W_][\w/.]*")
"""Words without punctuation that the grammar could interpret."""
_NAMES = {name: typed for typed, name in reversed(FIELD_NAMES.items())}


def to_text(node: Node) -> str:
    """A node as text. Raises TypeError for nodes that cannot be typed: interpreted fields."""
    text = _written(node, is_marked=False)
    return text if read(text).root == node else _written(node, is_marked=True)


def _written(node: Node, *, is_marked: bool) -> str:
    if isinstance(node, Phrase):
        return _phrase(node, is_marked=is_marked)
    if isinstance(node, Near | InOrder):
        return _together(node)
    if isinstance(node, Field):
        is_plain = _PLAIN.fullmatch(node.value) and not is_marked
        return f"{_NAMES[node.name]}:{node.value if is_plain else f'“{node.value}”'}"
    if isinstance(node, Not):
        return f"-{_grouped(node.node, is_marked=is_marked)}"
    if isinstance(node, Either):
        return " | ".join(_grouped(part, is_marked=is_marked) for part in node.nodes)
    if isinstance(node, All):
        return " ".join(_written(part, is_marked=is_marked) for part in node.nodes)
    raise TypeError(node)


def _together(node: Near | InOrder) -> str:
    words = [f"“{unfolded(part)}”" for part in node.parts]
    return f'"{" ".join(words)}"~{node.within}' if isinstance(node, Near) else "*".join(words)


def _phrase(phrase: Phrase, *, is_marked: bool) -> str:
    """A phrase as typed or, if that could be misread, in quotation marks.

    The `。` after the quotation marks folds to nothing and keeps the phrase from counting as quoted.
    """
    if phrase.quoted or (_PLAIN.fullmatch(phrase.typed) and not is_marked):
        return phrase.typed
    return f"“{unfolded(phrase.text)}”。"


def _grouped(node: Node, *, is_marked: bool) -> str:
    text = _written(node, is_marked=is_marked)
    return f"({text})" if isinstance(node, All | Either) else text
