"""What Chromium prints, read from the PDF: the address on each sheet, no controls, no half-empty sheet, heads repeated."""

import io
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

pytestmark = pytest.mark.browser

PAIR = "a=A/HRC/RES/32/6&b=A/HRC/RES/50/4"
COUNCIL = "a=A/HRC/RES/50/4&b=A/HRC/RES/56/4"

PAGES = (
    "/",
    "/browse?body=HRC",
    "/states",
    "/states/CHN",
    "/search?q=人权",
    "/search/kwic?q=自愿基金",
    "/search/timeline?q=真诚对话&q=自愿基金",
    "/A/HRC/RES/50/4",
    "/A/HRC/RES/50/4/op/26",
    "/A/HRC/RES/50/4/series",
    "/A/RES/70/1",
    "/instruments/charter",
    "/problems",
    "/divergences",
    f"/compare?{PAIR}",
    f"/compare/brief?{PAIR}",
    "/wording?at=A/HRC/RES/50/4/op/26",
    "/wording?q=真诚对话",
)

FOOT = 22 * 72 / 25.4
"""The height of the foot of a sheet (`@page` in print.css), in points."""

# Links are text on paper; what is pressed, typed into or chosen from is not.
CONTROLS = """() => [...document.querySelectorAll("button, input, select, textarea, form, nav, .views, .facets")]
  .filter((one) => !one.matches(".stripes") && one.checkVisibility()).map((one) => one.outerHTML.slice(0, 80))"""


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    """A page without scripts: nothing of what is printed needs them."""
    context = browser.new_context(base_url=served, locale="zh-CN", java_script_enabled=False)
    yield context.new_page()
    context.close()


@dataclass(frozen=True)
class Sheet:
    """A printed sheet, read when it is asked for: that takes longer than to print it."""

    page: PageObject

    @cached_property
    def _texts(self) -> list[tuple[float, str]]:
        """Its texts with their heights, in points."""
        found: list[tuple[float, str]] = []

        def seen(text: str, cm: list[float], tm: list[float], *_: object) -> None:
            found.append((tm[4] * cm[1] + tm[5] * cm[3] + cm[5], text))

        self.page.extract_text(visitor_text=seen)
        return found

    @property
    def text(self) -> str:
        """Its text without blanks; Chromium writes some characters as the radicals that look like them."""
        return unicodedata.normalize("NFKC", "".join("".join(text for _, text in self._texts).split()))

    @property
    def patterns(self) -> int:
        """The number of patterns and gradients that it is drawn with."""
        resources = self.page["/Resources"].get_object()
        assert isinstance(resources, DictionaryObject)
        return len(resources.get("/Pattern", ()))

    @property
    def reach(self) -> float:
        """How far down its text reaches, 0 to 1 of the room above the foot."""
        top = float(self.page.mediabox.top)
        heights = [height for height, text in self._texts if text.strip() and height > FOOT]
        return (top - min(heights, default=top)) / (top - FOOT)


@pytest.fixture
def printed(page: Page) -> Callable[[str], list[Sheet]]:
    """Print a page on A4."""

    def sheets(path: str) -> list[Sheet]:
        page.goto(path)
        return [Sheet(one) for one in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]

    return sheets


@pytest.mark.parametrize("path", PAGES)
def test_each_sheet_has_its_address_and_nothing_to_press(
    page: Page, printed: Callable[[str], list[Sheet]], path: str
) -> None:
    sheets = printed(path)
    for number in {1, len(sheets)}:
        text = sheets[number - 1].text
        for told in (page.url.partition("?")[0], "日读取", "以联合国正式文件为准", f"{number}/{len(sheets)}"):
            assert told in text
        assert not [control for control in ("外观:随系统", "快捷键", "跳到正文") if control in text]
    assert [round(sheet.reach, 2) for sheet in sheets[:-1][:1] if sheet.reach < 0.8] == []
    page.emulate_media(media="print")
    assert page.evaluate(CONTROLS) == []


def test_a_comparison_on_one_page_is_one_sheet(page: Page, printed: Callable[[str], list[Sheet]]) -> None:
    for pair in (PAIR, COUNCIL):
        (sheet,) = printed(f"/compare/brief?{pair}")
        origin = page.url.partition("/compare")[0]
        for told in ("对比简报", "表决变动", "新增的段落", f"{origin}/A/HRC/RES/50/4", "全文对比"):
            assert told in sheet.text
    assert "赞成→弃权1国阿根廷" in sheet.text


def test_heads_of_tables_stand_on_each_sheet(printed: Callable[[str], list[Sheet]]) -> None:
    texts = [sheet.text for sheet in printed("/states")]
    # Two columns a sheet, each with its head, as far as they are filled.
    assert sum(text.count("国家赞成反对弃权提案") for text in texts) >= 2
    assert all("国家赞成反对弃权提案" in text for text in texts)


def test_votes_have_their_legend_and_patterns(printed: Callable[[str], list[Sheet]]) -> None:
    first = printed("/A/HRC/RES/50/4/vote")[0]
    assert "赞成2961.7%" in first.text
    assert first.patterns


def test_the_strip_of_a_comparison_and_its_key_are_printed(
    page: Page, printed: Callable[[str], list[Sheet]]
) -> None:
    first = printed(f"/compare?{PAIR}&only=changes")[0]
    # Gradients are patterns of a PDF; where backgrounds are left out, there are none.
    assert first.patterns > 10
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 673, "height": 900})  # what an A4 sheet has room for
    last, votes = (page.locator(one).bounding_box() for one in (".stripes a:last-child", "#vote-changes"))
    assert last["y"] + last["height"] <= votes["y"]


def test_what_is_folded_is_unfolded(printed: Callable[[str], list[Sheet]]) -> None:
    (sheet, *_) = printed("/A/RES/77/213")
    assert "第54次全体会议" in sheet.text
    assert "永久链接" not in sheet.text
