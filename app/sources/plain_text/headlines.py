"""The title inside the headline that a site or an agency sets above a text."""

import re

_HEADLINE = re.compile(
    r"^(?:联合国|联大|大会|安理会|安全理事会|人权理事会)+(?:通过)?(?:的|第\S{1,12}号)?(?:决议|决定)[:：]\s*|\s*[(（]第\S{1,16}号(?:决议|决定)[)）]$|\s*[(（](?:中文)?(?:全文|附全文|中文本?)[)）]$"
)
"""What a site sets around a title: `联合国大会决议：题目（全文）`."""
_NAMED_HEADLINE = re.compile(
    r"(?:联合国|联大|大会|安理会|安全理事会|人权理事会)+关于(?P<title>.{2,60})的决[议議]"
)
"""`联合国大会关于山地局势的决议`."""


def title_in_headline(text: str) -> str:
    """The title in a line that a site sets around it; a line with nothing around it as it is."""
    bare = _HEADLINE.sub("", text) or text
    named = _NAMED_HEADLINE.fullmatch(bare)
    return named["title"] if named else bare
