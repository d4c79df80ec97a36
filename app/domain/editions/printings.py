"""Whether a text was printed again: a correction, or a reissue. What its languages differ in may be what was mended in
one of them, so it is told apart."""

import re
from collections.abc import Iterable
from typing import Literal

Printing = Literal["", "reissued", "corrected"]
"""How a document, or one of its texts, came to be printed again; empty for what is printed once."""

_CORRECTED = re.compile(r"更正|\bcorrect(?:ed|ion)\b|\bcorrigend(?:um|a)\b", re.I)
_REISSUED = re.compile(r"技术原因.{0,40}(?:重新印发|重发|再次印发)|重新印发|\bre-?issued?\b", re.I)
_NOTE = re.compile(
    r"[\s*＊†]*(?:(?P<reissued>(?:由于|因)技术(?:性)?原因.{0,40}?(?:重新印发|重发|再次印发)"
    r"|Re-?issued (?:for technical reasons|on)\b)|(?P<corrected>Corrected\b))",
    re.I,
)
_LONGEST_NOTE = 80
"""In characters: a longer note says something else, too."""


def printing_of(symbol: str | None, remarks: Iterable[str], notes: Iterable[str]) -> Printing:
    """How a document was printed, by its symbol, what its covers say of the printing, and its footnotes.

    A footnote counts only if it is nothing but such a remark: others name corrections of other documents.
    """
    said = list(remarks)
    of_notes = [found for note in notes if len(note) <= _LONGEST_NOTE and (found := _NOTE.match(note))]
    if (
        "/Corr." in (symbol or "")
        or any(map(_CORRECTED.search, said))
        or any(found["corrected"] for found in of_notes)
    ):
        return "corrected"
    return "reissued" if of_notes or any(map(_REISSUED.search, said)) else ""
