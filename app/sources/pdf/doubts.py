"""What makes the text of a PDF doubtful, or refuses it: scans, text of OCR, fonts that do not tell their characters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.characters import UNREADABLE
from app.domain.resolution import Problem
from app.sources.pdf.glyphs import Page

_MOSTLY = 0.5
_MOST_LOST = 0.05
"""Share of characters that a font does not map at which a text is refused."""
_LEAST_HAN = 0.1
"""Share of Chinese characters below which a text that has unreadable or rare ones is refused."""
_COMMON = frozenset("的和在国会决议第年月日有关各于所以其为及人权大联合理事安全请并对发展")
"""Characters that make up at least a tenth of any resolution; rubbish has few of them. Counted in the shipped texts."""
_LEAST_COMMON = 0.06
_ENOUGH = 200
"""How many Chinese characters a text must have to be judged by them."""


@dataclass(frozen=True, slots=True)
class PageCounts:
    """What of a page is counted: characters, those set invisibly, those not mapped; and its text in another
    direction."""

    number: int
    characters: int
    hidden: int
    unmapped: int
    turned: str
    has_image: bool
    is_turned: bool

    @classmethod
    def of(cls, page: Page) -> "PageCounts":
        """Count a page."""
        printed = len("".join("".join(glyph.text for glyph in page.glyphs).split())) + len(page.turned)
        return cls(
            page.number, printed, page.hidden, page.unmapped, page.turned, page.has_image, page.is_turned
        )


def refusal(pages: Sequence[PageCounts], text: str) -> Problem | None:
    """Why a file cannot be read, or None; `text` is all that it prints."""
    if not any(page.characters for page in pages):
        if any(page.has_image for page in pages):
            return Problem(
                "scan", "PDF 文件只有扫描图像，没有文字层；请先做文字识别（OCR），再收入识别后的文件"
            )
        return Problem("no_text", "PDF 文件里没有文字")
    lost = sum(page.unmapped for page in pages) + len(UNREADABLE.findall(text))
    if lost > _MOST_LOST * len(text) or not _is_plausible(text):
        return Problem(
            "rubbish_font",
            "PDF 的字体没有说明各字是什么字，取出的文字是乱码；请改用其他格式，或重新做文字识别（OCR）",
        )
    return None


def _is_plausible(text: str) -> bool:
    """Whether Chinese characters, where there are many, are those of any text."""
    han = [char for char in text if "\u3400" <= char <= "\u9fff"]
    if len(han) < _ENOUGH:
        return True
    return sum(char in _COMMON for char in han) >= _LEAST_COMMON * len(han)


def doubts(pages: Sequence[PageCounts]) -> Iterator[Problem]:
    """What a reader of the text should know of its pages."""
    printed = [page for page in pages if page.characters]
    if sum(page.hidden for page in pages) >= _MOSTLY * sum(page.characters for page in pages):
        yield Problem("ocr_text", "文字来自扫描件的文字识别（OCR），可能有错字，请对照原件")
    else:
        ocr = [page.number for page in printed if page.hidden >= _MOSTLY * page.characters]
        if ocr:
            yield Problem("ocr_text", f"{_pages(ocr)}的文字来自文字识别（OCR），可能有错字，请对照原件")
    scans = [page.number for page in pages if page.has_image and not page.characters]
    if scans:
        yield Problem(
            "scanned_page", f"{_pages(scans)}只有图像，没有文字，其内容未读取；请先做文字识别（OCR）"
        )
    turned = [page.number for page in pages if page.is_turned]
    if turned:
        yield Problem("order_guessed", f"{_pages(turned)}的文字是转着排的，次序按版面重排，请对照原件")
    for page in pages:
        if page.turned:
            yield Problem("turned_text", f"第{page.number}页有横排以外的文字，未列入正文：{page.turned[:40]}")
        if page.unmapped:
            yield Problem("unmapped", f"第{page.number}页有 {page.unmapped} 个字，字体没有说明是什么字")


def _pages(numbers: Sequence[int]) -> str:
    return "第" + "、".join(map(str, numbers[:10])) + ("等页" if len(numbers) > 10 else "页")
