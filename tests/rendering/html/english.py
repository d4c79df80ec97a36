"""The frames of sites around an English text: the words of the Chinese ones in English."""

import re

from tests.rendering.printed import PrintedText

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORDS = {
    "高山文献网": "Mountain Documents",
    "山地网": "Mountain Net",
    "首页": "Home",
    "文献": "Documents",
    "新闻": "News",
    "最新": "Latest",
    "检索": "Search",
    "来源：": "Source: ",
    "发布时间：": "Published: ",
    "浏览次数：": "Views: ",
    "本站使用 Cookie 改善您的体验。": "Cookies make this site better.",
    "接受": "Accept",
    "微信": "Facebook",
    "微博": "X",
    "相关Documents": "Related documents",
    "相关链接：": "Related links",
    "关于我们": "About us",
    "联系我们": "Contact us",
    "版权所有": "Copyright",
    "决议": "Resolutions",
    "栏目": "Section ",
    "机构": "Organs",
    "文件": "Papers",
    "您现在的位置：": "You are here: ",
    "打印": "Print",
    "关闭": "Close",
    "编辑": "edit",
    "注释": "Notes",
    "注：": "Notes:",
    "宋体": "Times",
    "zh-CN": "en",
}


def is_english(text: PrintedText) -> bool:
    """Whether a document is in English."""
    return not any(_HAN.search(one.text) for one in text.paragraphs)


def in_english(page: str) -> str:
    """The page with English words in its frame; what is not told here is left out."""
    for chinese, english in _WORDS.items():
        page = page.replace(chinese, english)
    return re.sub(r"[\u3001-\u9fff\uff00-\uffef]+", "", page)
