"""What readers meet who see other colours, use a keyboard or read on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

LONG = "/A/HRC/RES/50/4"
COMPARED = "/compare?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4"

TOPMOST = """() => [...document.querySelectorAll(".unit")]
    .find((unit) => unit.getBoundingClientRect().bottom > innerHeight / 4).id"""
"""The paragraph that is read."""


@pytest.fixture
def phone(browser: Browser, served: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=served,
        viewport={"width": 360, "height": 700},
        is_mobile=True,
        has_touch=True,
        locale="zh-CN",
    )
    yield context.new_page()
    context.close()


def read_on(page: Page, paragraph: str) -> str:
    """Scroll to a paragraph, without an address for it; the paragraph that is read."""
    page.locator(f"#{paragraph}").evaluate("node => scrollTo(0, node.offsetTop - 100)")
    page.wait_for_timeout(200)  # the browser notes the place a moment later
    found: str = page.evaluate(TOPMOST)
    return found


def test_a_page_that_is_loaded_again_or_gone_back_to_shows_the_same_paragraph(phone: Page) -> None:
    phone.goto(LONG)
    read = read_on(phone, "op-20")
    phone.reload()
    phone.wait_for_function(f"({TOPMOST})() === {read!r}")
    phone.goto("/browse")
    phone.go_back()
    phone.wait_for_function(f"({TOPMOST})() === {read!r}")


def test_what_is_cited_stays_in_its_line_and_as_large_as_the_rest(phone: Page) -> None:
    phone.goto("/A/RES/77/213")
    styles = """() => [...document.querySelectorAll(".unit > p a.cite")].map((node) => {
        const [own, around] = [getComputedStyle(node), getComputedStyle(node.closest("p"))];
        return [own.display, own.fontSize === around.fontSize].join();
    })"""
    assert set(phone.evaluate(styles)) == {"inline,true"}
    assert phone.locator(".unit > p a.cite.held").count()


def test_no_text_is_laid_out_only_near_the_screen(phone: Page) -> None:
    phone.goto(LONG)
    styles = """() => [...document.querySelectorAll(".document-page, .document-page *")]
        .map((node) => getComputedStyle(node).contentVisibility)"""
    assert "auto" not in phone.evaluate(styles)


def test_the_contents_stay_in_reach_and_close_behind_who_chose(phone: Page) -> None:
    phone.goto(LONG)
    read_on(phone, "op-30")
    phone.get_by_text("目录", exact=True).tap()
    phone.locator(".contents li").get_by_role("link", name="执行部分").tap()
    first = phone.locator("#op-1")
    expect(first).to_be_in_viewport()
    expect(phone.locator(".contents ul")).to_be_hidden()
    bar, box = phone.locator(".contents").bounding_box(), first.bounding_box()
    assert bar is not None
    assert box is not None
    assert box["y"] >= bar["y"] + bar["height"]
    phone.get_by_role("link", name="回到开头").tap()
    expect(phone.locator("#symbol")).to_be_in_viewport()


def test_the_keyboard_leads_past_the_preamble(page: Page) -> None:
    page.goto(LONG)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到执行部分")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#op-1")).to_be_in_viewport()


def test_what_became_of_paragraphs_is_told_apart_in_forced_colours(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(COMPARED)
    fill = "node => { const style = getComputedStyle(node, %s); return style.backgroundColor + style.backgroundImage }"
    kinds = ("same", "amended", "new", "dropped")
    swatches = [page.locator(f".tally .{kind}").evaluate(fill % '"::before"') for kind in (*kinds, "moved")]
    assert len(set(swatches)) == len(kinds) + 1
    stripes = [page.locator(f".stripes .{kind}").first.evaluate(fill % "null") for kind in kinds]
    assert stripes == swatches[:-1]


def test_a_concordance_is_a_table(page: Page) -> None:
    page.goto("/search/kwic?q=国际合作")
    heads = [head.inner_text() for head in page.get_by_role("columnheader").all()]
    assert heads == ["前文", "短语", "后文", "出处"][: len(heads)]
    assert len(heads) >= 3  # on a phone each line has its source below
    row = page.get_by_role("row").nth(1)
    assert [cell.inner_text() for cell in row.get_by_role("cell").all()][1] == "国际合作"
