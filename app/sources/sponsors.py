"""The sponsors printed on a draft before `：决议草案`."""

import re
from collections.abc import Iterator

from app.domain.organs import Names
from app.domain.resolution import Problem, Sponsor

SPONSORS = re.compile(r"(?P<names>.+?)\s*[:：]\s*(?:订正)?(?P<kind>决议草案|决定草案)")
"""`中国、古巴* 和俄罗斯联邦：决议草案`."""


_MARK_BEHIND_SIGN = re.compile(r"(\s*[、，]\s*)(\*{1,3})\s*")


def printed_sponsors(text: str, names: Names) -> Iterator[Sponsor]:
    """The states named in a line, each with the footnote mark at its name."""
    # A mark may be printed behind the sign that follows the name: `芬兰、* 加纳`.
    for item in re.split(r"\s*[、，]\s*", _MARK_BEHIND_SIGN.sub(r"\2\1 ", text)):
        for printed in _last_two(item, names):
            name = printed.rstrip("* ")
            state = names.state(name)
            yield Sponsor(state.code if state else None, name, printed[len(name) :].strip() or None)


def unknown_sponsor(name: str) -> Problem:
    """The problem of a sponsor that is not a known state."""
    return Problem("unknown_state", f"提案国“{name[:80]}”不是已知的国名")


def _last_two(item: str, names: Names) -> list[str]:
    """The last two names of a list, split at 和: `古巴* 和俄罗斯联邦` is two states, `波斯尼亚和黑塞哥维那`
    one."""
    if names.state(item.rstrip("* ")):
        return [item]
    for found in re.finditer(r"\s*和\s*", item):
        pair = [item[: found.start()], item[found.end() :]]
        if pair[0].endswith("*") or all(names.state(name.rstrip("* ")) for name in pair):
            return pair
    return [item]
