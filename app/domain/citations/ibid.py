"""`同上` in a footnote: the work cited in the previous footnote, with a pinpoint of its own."""

import re
from collections.abc import Iterator, Sequence

from app.domain.resolution import Citation

_SAME = re.compile(r"(?:另?见|参看|参见)?\s?(?P<same>同上)")
_OTHER = re.compile(r"\s?[，,]?\s?(?:《|第[^，；。(]{1,6}卷\s?\(|[0-9]{4}\s?年)")


def ibid(text: str, found: Sequence[Citation], before: Citation | None) -> Citation | None:
    """The reference made by `同上` at the beginning of a footnote, or None; `text` is in surface form.

    `found` are the other references of the footnote: if one follows at once, `同上` stands for the name of a
    series (`同上，《第七十届会议，补编第53号》(A/70/53)`) and is not a reference. `before` is the work cited
    in the previous footnote.
    """
    same = _SAME.match(text)
    if same is None or before is None or _OTHER.match(text, same.end()):
        return None
    if any(citation.start <= same.end() + 1 for citation in found):
        return None
    return Citation(same["same"], *same.span("same"), before.target, before.candidates)


def cited_work(text: str, found: Sequence[Citation]) -> Citation | None:
    """The work that a later `同上` refers to: the last one cited before `另见` and similar, ignoring
    corrections and addenda."""
    also = _ALSO.search(text, 1)
    end = also.start() if also else len(text)
    work: Citation | None = None
    seen: set[str | None] = set()
    for citation in found:
        if citation.start < end and seen.isdisjoint(_wholes(citation.target or "")):
            work = citation
        seen.add(citation.target)
    return work


_ALSO = re.compile(r"另见|另参|又见|并见")


def _wholes(target: str) -> Iterator[str]:
    """The symbols that a symbol continues: `A/75/6` of `A/75/6/Add.1`."""
    return (target[: slash.start()] for slash in re.finditer("/", target) if slash.start())
