"""What may be the reason that a search finds nothing, in words for the reader."""

import re

from app.domain.english_passages import is_english
from app.domain.pasted import leads_to_united_nations
from app.domain.query.typesetting import FIELD_NAMES

_NAMED = re.compile(r"(?:^|\s)[-－]?([^\W\d_]{1,8})[:：](?!//)\S")
_FIELDS = tuple(
    next(name for name, field in FIELD_NAMES.items() if field == one)
    for one in dict.fromkeys(FIELD_NAMES.values())
)

UNREAD_LINK = "联合国的这个网址里没有文号，看不出是哪份文件；请键入文件上的文号，例如 A/RES/77/213"
ONLY_CHINESE = "检索的只是中文本；英文的词句请改用中文键入，或键入文号"
IN_NEITHER = "中文本和英文本里都没有这些词句；英文按整词查找，可以少写几个词"


def reasons(typed: str, *, has_english: bool) -> tuple[str, ...]:
    """Why nothing may have been found of what was typed: a link without a symbol, words that are not Chinese."""
    if leads_to_united_nations(typed):
        return (UNREAD_LINK,)
    if (named := _NAMED.search(typed)) and named[1].lower() not in FIELD_NAMES:
        return (f"“{named[1]}:”不是检索的栏目；可用的栏目：{'、'.join(_FIELDS)}",)
    if is_english(typed):
        return (IN_NEITHER if has_english else ONLY_CHINESE,)
    return ()
