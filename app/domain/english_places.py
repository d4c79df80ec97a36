"""Places in the words of English citations: `op/5/a` → `para. 5 (a)`."""

from app.domain.numerals import to_roman

_KINDS = {
    "op": "para.",
    "para": "para.",
    "pp": "preambular para.",
    "fn": "footnote",
    "h": "heading",
    "table": "table",
    "sec": "sect.",
    "annex": "annex",
}


def in_english(place: str) -> str:
    """A place as English texts of the United Nations cite it: `annex/1/op/5-7` → `annex I, paras. 5–7`, `vote` →
    `recorded vote`."""
    parts: list[str] = []
    for segment in place.split("/") if place else ():
        if segment == "vote":
            parts.append("recorded vote")
        elif word := _KINDS.get(segment):
            parts.append(word)
        elif parts:
            parts[-1] += _label(parts[-1], segment)
    return ", ".join(parts)


def _label(before: str, segment: str) -> str:
    """A label behind its kind, or behind the label of what it is a point of."""
    if segment.startswith("end"):
        return ", closing words"
    label = segment.partition("~")[0].replace("-", "–")
    if before == "annex":
        return f" {to_roman(int(label))}" if label.isdecimal() else f" {label}"
    return f" {label}" if before in _KINDS.values() else f" ({label})"
