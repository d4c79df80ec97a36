"""The title inside the headline that a site or an agency sets above a text."""

import re

from app.domain.characters import simplified
from app.sources.dates import DATE, GivenDate, given_dates

_HEADLINE = re.compile(
    r"^【(?:收藏|重磅|全文|转载|轉載|分享|原创|资料|資料|文件|双语|中文版|独家|最新|法律|国际法)】\s*|^[●■◆▲★☆○◎]\s*|^(?:联合国|联大|大会|安理会|安全理事会|人权理事会)+(?:通过)?(?:的|第\S{1,12}号)?(?:决议|决定)[:：]\s*|\s*[(（](?:联合国|联大|大会|安理会|安全理事会|人权理事会)*(?:\d{4}年.{3,8}日)?(?:通过的?)?第\S{1,16}号(?:决议|决定)(?:通过)?[)）]$|\s*[(（](?:中文)?(?:全文|附全文|中文本?)[)）]$"
)
"""What a site sets around a title: `联合国大会决议：题目（全文）`."""
_DATELINE = re.compile(rf"{DATE.pattern}\s*[电電讯訊]")
_TODAY = re.compile("今天|今日|当天|當天|同日")
_NAMED_HEADLINE = re.compile(
    r"(?:联合国|联大|大会|安理会|安全理事会|人权理事会)+关于(?P<title>.{2,60})[的之]决议案?"
)
"""`联合国大会关于山地局势的决议`."""


def title_in_headline(text: str) -> str:
    """The title in a line that a site sets around it; a line with nothing around it as it is."""
    bare = _HEADLINE.sub("", text) or text
    named = _NAMED_HEADLINE.fullmatch(simplified(bare))
    return bare[slice(*named.span("title"))] if named else bare


def day_of_news(text: str, posted: str) -> tuple[GivenDate, ...]:
    """The day on which a piece of news says that a text was adopted: `一九七二年七月二十一日电…今天通过`, or `2日通过` where
    `posted`, the date alone above it, is that of such a day; nothing where it says none."""
    plain = simplified(text)
    if (line := _DATELINE.search(plain)) and _TODAY.search(plain, line.end()):
        return given_dates("cover", [line[0][:-1]])
    dates = given_dates("cover", [posted]) if posted else ()
    said = re.search(r"(?<![\d月])(\d{1,2})日", plain)
    days = [one.day for one in dates if said and one.day and one.day.day == int(said[1])]
    return dates if days else ()
