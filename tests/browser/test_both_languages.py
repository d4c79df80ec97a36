"""Both languages side by side in a browser: hiding a side, copying a pair, keeping the place."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import serving
from tests.conftest import run_ingest
from tests.sources.akn import english
from tests.sources.akn import text as chinese

CHINESE = (
    chinese.paragraph("1.", '<span class="bold">欢迎</span>秘书长的报告；')
    + chinese.paragraph("2.", '<span class="bold">决定</span>设立72个教育信托基金；')
    + chinese.paragraph("3.", '<span class="bold">促请</span>所有国家继续合作。')
)
ENGLISH = english.paragraph("1", "Welcomes", "the report of the Secretary-General;") + english.paragraph(
    "2", "Calls upon", "all States to continue their cooperation."
)
BOTH = "/A/RES/77/213?view=bilingual"


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with one document in both languages; the English text lacks the second paragraph."""
    folder = tmp_path_factory.mktemp("both")
    texts = folder / "texts"
    texts.mkdir()
    (texts / "zh.xml").write_bytes(chinese.document(chinese.statement(CHINESE)))
    (texts / "en.xml").write_bytes(chinese.document(english.statement(ENGLISH)))
    assert not run_ingest(folder / "archive", texts).refused
    with serving(folder / "archive") as base_url:
        yield base_url


@pytest.fixture
def wide(browser: Browser, at: str) -> Iterator[Page]:
    """A wide page."""
    with browser.new_context(
        base_url=at,
        viewport={"width": 1280, "height": 800},
        permissions=["clipboard-read", "clipboard-write"],
    ) as context:
        yield context.new_page()


def test_a_key_hides_a_side_and_a_tap_shows_it_by_pairs(wide: Page) -> None:
    wide.goto(BOTH)
    welcome = wide.locator(".pair", has=wide.locator("#op-1"))
    wide.keyboard.press("z")
    expect(welcome.locator(".en")).to_be_hidden()
    welcome.get_by_role("button", name="英文", exact=True).click()
    expect(welcome.locator(".en")).to_be_visible()
    expect(wide.locator(".pair", has=wide.locator("#op-3")).locator(".en")).to_be_hidden()
    wide.keyboard.press("e")
    expect(welcome.locator(".zh")).to_be_hidden()
    wide.keyboard.press("b")
    expect(welcome.locator(".zh")).to_be_visible()
    expect(welcome.locator(".en")).to_be_visible()


def test_a_pair_is_copied_with_its_source(wide: Page, at: str) -> None:
    wide.goto(BOTH)
    wide.locator(".pair", has=wide.locator("#op-3")).get_by_role("button", name="复制").click()
    expect(wide.get_by_text("已复制")).to_be_visible()
    assert wide.evaluate("navigator.clipboard.readText()").split("\t") == [
        "促请所有国家继续合作。",
        "Calls upon all States to continue their cooperation.",
        f"大会2022年12月15日第77/213号决议第3段 {at}/A/RES/77/213/op/3",
    ]


def test_the_place_is_kept_from_one_language_to_the_other(wide: Page, at: str) -> None:
    wide.goto("/A/RES/77/213#op-3")
    wide.get_by_role("link", name="英文本", exact=True).click()
    wide.wait_for_url(f"{at}/A/RES/77/213/en#op-2")
    wide.get_by_role("link", name="中英对照", exact=True).click()
    wide.wait_for_url(f"{at}{BOTH}#op-3")
    wide.get_by_role("link", name="英文本", exact=True).click()
    wide.wait_for_url(f"{at}/A/RES/77/213/en#op-2")
    wide.get_by_role("link", name="中文本", exact=True).click()
    wide.wait_for_url(f"{at}/A/RES/77/213#op-3")


def test_on_a_phone_one_language_stands_alone_until_the_other_is_asked_for(browser: Browser, at: str) -> None:
    with browser.new_context(base_url=at, viewport={"width": 390, "height": 844}) as context:
        phone = context.new_page()
        phone.goto(f"{BOTH}#op-1")
        expect(phone.locator(".en .unit").last).to_be_hidden()
        expect(phone.locator(".pair", has=phone.locator("#op-1")).locator(".en")).to_be_visible()
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
