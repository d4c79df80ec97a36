"""The shapes of lines that several stages know."""

import re

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
FROM_RAISED = str.maketrans(RAISED, "0123456789")

NUMBERED = re.compile(r"(?P<number>[0-9]{1,3})\s*[.．、](?!\d)\s*(?P<text>\S.*)")
"""`12. 决定…`: an operative paragraph with its number."""

POINT = re.compile(
    r"(?:[(（](?P<label>[a-z]{1,4}|[A-Z]|[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）]|(?P<ring>[㈠-㈩])|(?P<bullet>[•·‧–—-])\s)"
    r"\s*(?P<text>\S.*)"
)
"""`(a) …`, `㈠ …`, `– …`: a point."""

PAUSE = re.compile(rf"(?:[，；。：,;:][”’」』）)]*[0-9{RAISED}*]{{0,3}}|^[{RAISED}]+)$")
"""Where a paragraph may end: a sign, and the footnote mark that may be glued to it or alone on its line."""
