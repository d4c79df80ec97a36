"""The verbs that open paragraphs of English resolutions.

Source: the words that the United Nations sets in italics there: `Recalling also`, `Strongly condemns`. The base verb of
`Notes with deep concern` is `Notes`: the form of the verb tells a preambular paragraph from an operative one.
"""

import re
from collections.abc import Sequence

from app.domain.text import Span

_LONGEST = 80
"""Maximum length, in characters, of words in italics that are taken for a verb."""
_FARTHEST = 40
"""Maximum offset of the verb, in characters, behind `Convinced that …` or `In this regard,`."""
_BEFORE = re.compile(
    r"(?:(?:also|further|once again|again|and|while|in this (?:regard|respect|context),?|therefore|accordingly"
    r"|(?:[a-z]+ly(?:,| and)?(?= )))\s+)+",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r",?\s+(?:also|further(?:more)?|once again|again|in this (?:regard|respect|context|connection)|therefore|accordingly"
    r"|with\b.*|in particular|[a-z]+ly|the|that|its|to)\s*$",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:(?:Also|Further|Once again|Again|[A-Z][a-z]+ly(?: and [a-z]+ly)?) )?"
    r"(?P<verb>(?i:acknowledg|acting|adopt|affirm|agre|alarm|appeal|appreciat|appropriat|approv|ask|authori[sz]|aware|"
    r"bearing in mind|believ|call|cognizant|commend|commit|concern|conclud|condemn|confirm|congratulat|conscious|consider|"
    r"convinc|decid|declar|demand|deplor|desirous|determin|direct|disappoint|dismay|disturb|emphasi[sz]|encourag|endors|"
    r"establish|expect|express|extend|guid|having(?: also| further)? [a-z]+(?:ed|ard|t)\b|highlight|honour|inspir|invit|look(?:s|ing)? forward|maintain|mindful|not|"
    r"observ|pay|proclaim|re-emphasi[sz]|reaffirm|recall|recogni[sz]|recommend|recommit|reconfirm|referr?|regrett?|reiterat|"
    r"reject|remain|remind|renew|request|requir|resolv|shar|shock|stress|support|tak|underlin|underscor|urg|welcom|wish)(?:s|es|ed|ing|e)?\b"
    r"(?: upon| note| into account| forward)?)"
)


def find_english_verb(text: str, italics: Sequence[Span] = ()) -> tuple[str | None, int, int]:
    """The base verb of a paragraph or None, and the start and end of the verb as printed.

    The first words in italics near the beginning are the verb; without them a known verb opens the text.
    """
    for start, end in italics:
        words = text[start:end].strip(" ,;:")
        if start <= _FARTHEST and 1 < len(words) <= _LONGEST and words[0].isalpha():
            first = text.index(words, start)
            return base_of(words), first, first + len(words)
    found = _OPENING.match(text)
    return (base_of(found[0]), 0, found.end()) if found else (None, 0, 0)


def base_of(printed: str) -> str:
    """The verb without what qualifies it: `Notes` of `Also notes with appreciation`."""
    words = _BEFORE.sub("", printed, count=1) if _BEFORE.match(printed) else printed
    while (found := _BEHIND.search(words)) and found.start():
        words = words[: found.start()]
    return words[:1].upper() + words[1:]
