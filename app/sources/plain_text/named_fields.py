"""Lines that name what they tell, `通过日期：2019年3月4日`, as web sites and libraries print them; and dates in figures
alone, `2019. 3. 4`."""

import re

from app.domain.characters import simplified

_DAY_NAMES = "通过日期|通过时间|通过于|决议日期|批准日期|颁布日期|日期|时间"
_FIELDS = re.compile(
    rf"(?P<name>{_DAY_NAMES}|会议|会议次数|会议编号|会次|会议记录|文号|文件号|文件编号|文献编号|文件文号|发文字号|决议编号|决议号|决议(?=\s*[:：])|编号|代号|代码|机构|机关|发布部门|发布机关|颁布部门|颁布机关|制定机关|通过机构|通过机关"
    r"|届会|届次|委员会|通过方式|投票结果|表决结果|表决|投票|结果|(?:(?i:(?:UN )?(?:document )?symbol|date|resolution)(?=\s*[:：])))(?:\s*[:：]\s*|\s+)(?P<rest>\S.*)"
)
_MEETINGS, _COUNT = frozenset(("会议", "会议次数", "会议编号", "会次")), re.compile(r"\d{1,2},\d{3}|\d{1,5}")
_ORDINAL = re.compile(r"第\s*\d{1,5}\s*次")
_WITHOUT_ORDINAL = re.compile(r"\d{1,5}\s*次会议")
_KIND_OF_FILE = re.compile(r"\s*[（(](?:文件|文档|档案|全文|原文)[)）]$")
_TITLE = re.compile(
    r"(?:(?:标题|题名)\s+|(?:标题|题目|题名|决议名称|法规名称|法规标题|条约名称|文件名称|名称|(?i:title))\s*[:：]\s*)[\"']?(?P<rest>\S.*?)[\"']?(?:\s*[:：/]\s*(?:决议|决定)(?:\s*/\s*\S{2,10}通过)?)?"
)
_FIGURES = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})\s*(?P<sign>[.．/]|-(?=[0-9]{2}-[0-9]{2}))\s*(?P<month>[0-9]{1,2})\s*(?P=sign)\s*(?P<day>[0-9]{1,2})\s*[.．日]?"
)
FIELD_IN_BRACKETS = re.compile(r"[【［\[](?P<name>[\u3400-\u9fff]{2,8})[】］\]]\s*[:：]?\s*(?=\S)")
"""`【发文字号】 第40/299号决议`, as databases of laws print fields."""
FIELD_IN_ENGLISH = re.compile(r"[A-Z][A-Za-z ]{2,24}:\s")
"""`Agenda: …`, in a library's record."""
WHOLE_TEXT = re.compile(
    "(?:决议)?(?:中文)?(?:全文|案文|正文|中文本?|中文版|译文|译本|中译本?|中文译[本文])(?:如下)?[:：]?"
)
"""What a site sets in brackets behind a number, and what is no title."""
_LONGEST, _LONGEST_NAME = 200, 24
"""In characters."""


def told_in(text: str) -> str:
    """What a line tells, without the name of the field before it and with a date in figures as `2019年3月4日`; any
    other line as it is."""
    named = _with_colon(text)
    found = _FIELDS.fullmatch(simplified(named)) if len(named) <= _LONGEST else None
    rest = named[found.start("rest") :] if found else text
    if day := _FIGURES.fullmatch(rest):
        return f"{day['year']}年{day['month']}月{day['day']}日"
    if found and _WITHOUT_ORDINAL.fullmatch(simplified(rest)):
        return f"第{rest}"
    if found and found["name"] in _MEETINGS and _ORDINAL.fullmatch(rest):
        return f"{rest}会议"
    if found and found["name"] in _MEETINGS and _COUNT.fullmatch(rest):
        return f"第{rest.replace(',', '')}次会议"
    return _KIND_OF_FILE.sub("", rest) if found else rest


def _with_colon(text: str) -> str:
    """A line whose field is named in brackets, with a colon behind the name instead."""
    found = FIELD_IN_BRACKETS.match(text[:_LONGEST_NAME])
    return f"{found['name']}：{text[found.end() :]}" if found else text


def unwrapped(text: str) -> str:
    """A line without the round brackets around it."""
    is_wrapped = text.startswith(("(", "（")) and text.endswith((")", "）"))
    return text[1:-1].strip() if is_wrapped else text


def named_title(text: str) -> str | None:
    """The title on a line that names it, `标题：…`; or None."""
    text = _with_colon(text)
    found = _TITLE.fullmatch(simplified(text)) if len(text) <= _LONGEST else None
    return text[slice(*found.span("rest"))] if found else None


def with_dates_in_words(text: str) -> str:
    """A short line with its dates in figures, `2000. 9. 8`, as `2000年9月8日`."""
    if len(text) > _LONGEST:
        return text
    return _FIGURES.sub(lambda day: f"{day['year']}年{day['month']}月{day['day']}日", text)
