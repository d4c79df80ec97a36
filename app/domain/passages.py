"""A pasted text cut into its passages."""

import re

MAX_PASSAGES = 60
"""Maximum number of passages."""
MAX_PASTED_LENGTH = 5000
"""Maximum length of a pasted text, in characters."""

_ENDS = ("。", "；", "，", "：", "！", "？", ";", ":", ".")
_LABEL = re.compile(
    r"\A(?:[0-9]{1,3}[.．、](?![0-9])\s*|[（(][0-9a-z一二三四五六七八九十]{1,4}[）)]\s*|[一二三四五六七八九十]+、\s*)"
)


def passages(pasted: str) -> tuple[str, ...]:
    """The paragraphs of a pasted text, without their numbers and without repetitions.

    A line without closing punctuation continues on the next one, as in hard-wrapped text; a blank line ends a
    passage.
    """
    found: list[str] = [""]
    for line in pasted.splitlines():
        text = line.strip()
        if not text or _LABEL.match(text):
            found.append("")
        found[-1] += text
        if text.endswith(_ENDS):
            found.append("")
    whole = (_LABEL.sub("", passage) for passage in found)
    return tuple(dict.fromkeys(passage for passage in whole if passage))[:MAX_PASSAGES]
