"""A query's values written as a reader would type them; read again they are the same."""

import re

from app.domain.query.grammar import read
from app.domain.query.terms import All, Either, Field, Node, Not, Phrase
from app.domain.query.typesetting import FIELD_NAMES

_PLAIN = re.compile(r"(?!(?:OR|ＯＲ)$)[^\W_][\w/.]*")
"""Words without signs that a grammar could read."""
_NAMES = {name: typed for typed, name in reversed(FIELD_NAMES.items())}


def to_text(node: Node) -> str:
    """A node as text. Raises TypeError for what is not typed: a field that was understood already."""
    text = _written(node, is_marked=False)
    return text if read(text).root == node else _written(node, is_marked=True)


def _written(node: Node, *, is_marked: bool) -> str:
    if isinstance(node, Phrase):
        return _phrase(node, is_marked=is_marked)
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


def _phrase(phrase: Phrase, *, is_marked: bool) -> str:
    """A phrase as typed or, so that nothing can be joined to it, in quotation marks.

    What stands outside of the marks says that the reader did not quote it, and folds to nothing. A blank of
    folded text was a sign between two runs.
    """
    if phrase.quoted or (_PLAIN.fullmatch(phrase.typed) and not is_marked):
        return phrase.typed
    return f"“{phrase.text.replace(' ', '、')}”。"


def _grouped(node: Node, *, is_marked: bool) -> str:
    text = _written(node, is_marked=is_marked)
    return f"({text})" if isinstance(node, All | Either) else text
