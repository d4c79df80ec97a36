"""Comparison of a source's links with the references in its text. The words decide; differences are
reported."""

import re
from bisect import bisect, bisect_left
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from app.domain.citations.surface_form import surface_form
from app.domain.resolution import Citation, Link
from app.domain.symbols import Symbol, without_old_letter

_HOST = re.compile(r"(?:(?:www\.)?undocs|docs\.un)\.org", re.IGNORECASE)
_LANGUAGES = re.compile(r"/*(?:(?:ar|ch|zh|en|fr|ru|es)/)*", re.IGNORECASE)
_SUPPLEMENT = re.compile(r"\(Supp\)$")
_LETTER = re.compile(r"\s?(?P<letter>[A-Z]{1,2})(?![A-Za-z0-9/.])")


def linked_symbol(href: str) -> str | None:
    """The symbol in a URL of the United Nations' document sites, `https://undocs.org/ch/A/RES/70/1`, or None.

    The letter of an old number and the mark of a supplement, which some URLs have, are left out.
    """
    try:
        address = urlsplit(href.strip())
    except ValueError:
        return None
    if not _HOST.fullmatch(address.netloc):
        return None
    symbol = Symbol.read(_LANGUAGES.sub("", unquote(address.path), count=1))
    return _SUPPLEMENT.sub("", without_old_letter(symbol.canonical)) if symbol else None


def linked_target(plain: str, link: Link) -> str | None:
    """The target of a link; `plain` is the text in surface form.

    URLs omit the letter of a part (`72/262` for `第72/262 C号`), so it is taken from the text.
    """
    linked = linked_symbol(link.href)
    if linked is None:
        return None
    if re.fullmatch(r"A/RES/(?:E?S-)?\d+/\d+(?: [A-Z]-[A-Z])?", linked):
        printed = _LETTER.match(plain, link.end) or re.search(
            r"\d\s?(?P<letter>[A-Z]{1,2})\s?号?$", plain[link.start : link.end]
        )
        whole = Symbol(linked).whole.canonical
        return f"{whole} {printed['letter']}" if printed else linked
    return linked


def is_half(target: str, linked: str) -> bool:
    """Whether a linked symbol is one half of a double symbol."""
    return target.startswith(f"{linked}-") or target.endswith(f"-{linked}")


def differences(
    text: str, citations: tuple[Citation, ...], links: tuple[Link, ...], own: str | None
) -> Iterator[tuple[str, str]]:
    """Links that lead elsewhere than the words say, as problem code and message.

    `own` is the document's symbol: links to itself are ignored.
    """
    plain = surface_form(text)
    # References are sorted and do not overlap, so those at a link are adjacent.
    starts, ends = [found.start for found in citations], [found.end for found in citations]
    for link in links:
        linked = linked_target(plain, link)
        if linked is None or linked == own:
            continue
        here = citations[bisect(ends, link.start) : bisect_left(starts, link.end)]
        meant = [target for found in here for target in (found.target, *found.candidates) if target]
        if any(_agree(target, linked) for target in meant):
            continue
        words = text[link.start : link.end]
        if meant:
            yield (
                "link_differs",
                f"来源把“{words}”链接到 {linked}，文字所指的却是 {'、'.join(dict.fromkeys(meant))}",
            )
        elif any(char.isdigit() for char in words):
            yield "link_alone", f"来源把“{words}”链接到 {linked}，文字里却没有这一引用"


def _agree(target: str, linked: str) -> bool:
    """Whether two symbols name the same document, or one names a part of the other."""
    whole = Symbol(target).whole.canonical
    return target == linked or is_half(target, linked) or whole == Symbol(linked).whole.canonical
