"""Votes in queries: `赞成:CHN`, `反对:美国、古巴`, `反对票:>10`, and the states whose votes a query is about."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import get_args

from app.domain.adoption import CAST_VOTES, Choice
from app.domain.query.terms import All, Either, Having, Node, Not, SearchQuery, Tally

VOTED = "voted"
"""The facet of how states voted; its values are those of `voted_value`."""
TALLY_FIELDS: dict[str, Choice] = {f"{choice}_count": choice for choice in CAST_VOTES}
"""The fields of numbers of votes."""

_BETWEEN_STATES = re.compile("[,，、;；]")
_NUMERIC = re.compile(r"\s*(?:[<>=≥≤\d]|\.\.\d)")
_COMPARED = re.compile(r"(?P<sign>[<>]=?|[=≥≤])?(?P<number>\d{1,4})票?")
_RANGE = re.compile(r"(?P<first>\d{1,4})?票?(?:\.\.|[-–—~至到]+)(?P<last>\d{1,4})?票?")


def voted_value(state: str, choice: str) -> str:
    """The value of the facet for a state's vote: `CHN.in_favour`."""
    return f"{state}.{choice}"


def of_states(choice: Choice, value: str, code_of: Callable[[str], str | None]) -> Node | None:
    """Texts on which all of the named states voted so; None if no state is named. `code_of` gives the code of a state, or
    None for a name that is none."""
    named = [name.strip() for name in _BETWEEN_STATES.split(value) if name.strip()]
    codes = dict.fromkeys(code for name in named if (code := code_of(name)))
    nodes = tuple(Having(VOTED, frozenset({voted_value(code, choice)})) for code in codes)
    return All(nodes) if len(nodes) > 1 else next(iter(nodes), None)


def of_tally(choice: Choice, value: str, notices: list[str]) -> Tally | None:
    """Texts by a number of votes: `>10`, `100..150`, `0`."""
    plain = unicodedata.normalize("NFKC", value).replace(" ", "")
    if (found := _RANGE.fullmatch(plain)) and (found["first"] or found["last"]):
        return Tally(choice, *(int(end) if end else None for end in found.group("first", "last")))
    if compared := _COMPARED.fullmatch(plain):
        return _compared(choice, compared["sign"] or "=", int(compared["number"]))
    notices.append(f"“{value}”不是票数；可写 0、>10、100..150")
    return None


def _compared(choice: Choice, sign: str, number: int) -> Tally:
    if sign in ("<", "<=", "≤"):
        return Tally(choice, None, number - (sign == "<"))
    if sign == "=":
        return Tally(choice, number, number)
    return Tally(choice, number + (sign == ">"), None)


def states_meant(query: SearchQuery) -> tuple[str, ...]:
    """The codes of the states that a query names by vote or by name, in its tree or beside it."""
    found = [*_values(query.root), *(pair for pair in query.chosen.items() if pair[0] in (VOTED, "state"))]
    values = (value for _, several in found for value in sorted(several))
    return tuple(dict.fromkeys(value.partition(".")[0] for value in values))


def _values(node: Node | None) -> Iterator[tuple[str, frozenset[str]]]:
    if isinstance(node, Having) and node.facet in (VOTED, "state"):
        yield node.facet, node.values
    elif isinstance(node, Not):
        yield from _values(node.node)
    elif isinstance(node, All | Either):
        for part in node.nodes:
            yield from _values(part)


def choice_named(field: str) -> Choice | None:
    """The vote that a field is about, None for a field that is not about the votes of states."""
    return next((choice for choice in get_args(Choice) if choice == field), None)


def counted_choice(field: str, value: str) -> Choice | None:
    """The vote whose number a field is about: also that of `反对:>10`, which names no state."""
    if _NUMERIC.match(unicodedata.normalize("NFKC", value)):
        return next((choice for choice in CAST_VOTES if choice == field), TALLY_FIELDS.get(field))
    return TALLY_FIELDS.get(field)
