"""A pasted text cut into the passages that it consists of."""

import re

MOST = 60
"""How many passages of a text are looked at."""
MAX_LENGTH = 5000
"""How long a pasted text may be, in characters."""

_ENDS = ("。", "；", "，", "：", "！", "？", ";", ":", ".")
_LABEL = re.compile(
    r"\A(?:[0-9]{1,3}[.．、](?![0-9])\s*|[（(][0-9a-z一二三四五六七八九十]{1,4}[）)]\s*|[一二三四五六七八九十]+、\s*)"
)


def passages(pasted: str) -> tuple[str, ...]:
    """The paragraphs of a text that was pasted, without their numbers.

    A line that ends with no sign goes on in the next one, as lines of a page do; a blank line ends a passage.
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
    return tuple(dict.fromkeys(passage for passage in whole if passage))[:MOST]
