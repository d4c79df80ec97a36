"""Safe parsing of web pages: no network, no scripts, bounded depth and size, nothing lost without a word."""

import re

from lxml import etree

from app.sources.limits import check_tags, check_text

_HAN = re.compile(r"[\u3400-\u9fff]")
_TAG = re.compile(r"<[^<>]*>")
_UNSHOWN = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"))
_MOST_LOST = 0.02
"""Share of Chinese characters that a parser may lose; stray signs of markup in the text cost a few."""
_FATAL = 3
_FRAMES = re.compile(r"<frameset\b", re.IGNORECASE)


def parse(text: str) -> etree._Element:
    """The root element of a page.

    Raises ValueError, with a reason in Chinese, if it is nested deeper than libxml2 allows (2,048), too large
    (`sources.limits`), holds no text, or if the parser lost some of it.
    """
    # lxml takes no text that says of itself which encoding it is in.
    data = text.replace("\x00", "").encode("utf-8", "replace")
    check_tags(data, "网页")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    root = etree.fromstring(data, parser)
    fatal = next((error for error in parser.error_log if error.level == _FATAL), None)
    if fatal is not None:
        is_deep = "depth" in fatal.message.lower()
        raise ValueError("网页嵌套过深，读不出文字" if is_deep else f"网页无法解析：{fatal.message[:160]}")
    if root is None or not words(root).strip():
        raise ValueError(
            "网页由几个框架(frameset)组成，请另存框架里的那一页" if _FRAMES.search(text) else "网页里没有文字"
        )
    check_text(words(root))
    _check_whole(text, root)
    return root


def words(element: etree._Element) -> str:
    """All text in an element, including blanks."""
    return "".join(str(piece) for piece in element.itertext())


def _check_whole(text: str, root: etree._Element) -> None:
    there = len(_HAN.findall(_TAG.sub("", _shown(text))))
    read = len(_HAN.findall(words(root)))
    if there - read > _MOST_LOST * there:
        raise ValueError(f"网页有{there}个汉字，解析后只得到{read}个，看来标签已损坏")


def _shown(text: str) -> str:
    """A page without comments, scripts and styles."""
    for opening, closing in _UNSHOWN:
        kept, done = [], 0
        lower = text.lower() if len(text.lower()) == len(text) else text
        while (start := lower.find(opening, done)) >= 0:
            end = lower.find(closing, start)
            kept.append(text[done:start])
            done = len(text) if end < 0 else end + len(closing)
        text = "".join([*kept, text[done:]])
    return text
