"""Citing from a document: copying permalinks, the menu, ranges, keys; and the fallback without scripts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser


@pytest.fixture(params=[(390, True), (1280, False)], ids=["phone", "desktop"])
def page(request: pytest.FixtureRequest, browser: Browser, served: str) -> Iterator[Page]:
    width, is_phone = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 800}, has_touch=is_phone, base_url=served, locale="zh-CN"
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_the_mark_copies_the_permalink_and_offers_citations(page: Page, served: str) -> None:
    page.goto("/A/HRC/RES/50/4")
    page.locator("#op-24 > .permalink").click()
    menu = page.get_by_role("dialog", name="引用")
    expect(menu.get_by_role("status")).to_have_text("永久链接已复制")
    assert copied(page) == f"{served}/A/HRC/RES/50/4/op/24"
    expect(menu.get_by_role("heading")).to_have_text("第50/4号决议第24段")
    menu.get_by_role("button", name="复制联合国用法").click()
    expect(menu.get_by_role("button", name="复制联合国用法")).to_have_text("已复制")
    assert copied(page) == "人权理事会2022年7月7日第50/4号决议第24段"
    menu.get_by_role("link", name="这一处的页面").click()
    expect(page).to_have_url(re.compile("/A/HRC/RES/50/4/op/24$"))


def test_what_is_cited_is_marked_and_not_hidden_by_the_menu(page: Page) -> None:
    page.goto("/A/HRC/RES/50/4#op-5")
    page.locator("#op-9").evaluate("node => node.scrollIntoView({block: 'end'})")
    page.locator("#op-9 > .permalink").click()
    menu = page.get_by_role("dialog", name="引用")
    expect(page.locator("#op-9.picked")).to_be_visible()
    page.wait_for_function(
        "document.querySelector('#op-9').getBoundingClientRect().bottom"
        " <= document.querySelector('#cite-menu').getBoundingClientRect().top"
    )
    menu.get_by_role("button", name="关闭").click()
    expect(page.locator(".picked")).to_have_count(0)


def test_the_menu_stays_on_the_screen_and_goes_by_key(page: Page) -> None:
    page.goto("/A/HRC/RES/50/4")
    mark = page.locator("#pp-34 > .permalink")
    mark.click()
    menu = page.get_by_role("dialog", name="引用")
    expect(menu.get_by_role("heading")).to_have_text("第50/4号决议序言部分第34段")
    expect(menu.get_by_role("button", name="关闭")).to_be_focused()
    box, size = menu.bounding_box(), page.viewport_size
    assert box is not None
    assert size is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    assert box["y"] + box["height"] <= size["height"]
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(mark).to_be_focused()


def test_a_range_is_chosen_in_the_menu(page: Page, served: str) -> None:
    page.goto("/A/HRC/RES/50/4")
    page.locator("#op-5 > .permalink").click()
    menu = page.get_by_role("dialog", name="引用")
    menu.get_by_label("引用到").select_option("第7段")
    expect(menu.get_by_role("heading")).to_have_text("第50/4号决议第5至7段")
    assert copied(page) == f"{served}/A/HRC/RES/50/4/op/5-7"


def test_a_late_answer_does_not_take_the_place_of_a_later_question(page: Page) -> None:
    page.goto("/A/HRC/RES/50/4")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/citing-formats?place=op%2F5&*", hold)
    page.locator("#op-5 > .permalink").click()
    menu = page.get_by_role("dialog", name="引用")
    menu.get_by_label("引用到").select_option("第7段")
    expect(menu.get_by_role("heading")).to_have_text("第50/4号决议第5至7段")
    with page.expect_response("**/citing-formats?place=op%2F5&*"):
        held[0].continue_()
    page.wait_for_timeout(200)
    expect(menu.get_by_role("heading")).to_have_text("第50/4号决议第5至7段")


def test_what_is_selected_can_be_cited(page: Page) -> None:
    page.goto("/A/HRC/RES/50/4#op-5")
    page.evaluate(
        """() => getSelection().setBaseAndExtent(
          document.querySelector("#op-5 p").firstChild, 0, document.querySelector("#op-7 p").lastChild, 2)"""
    )
    page.get_by_role("button", name="引用所选各段").click()
    expect(page.get_by_role("dialog", name="引用").get_by_role("heading")).to_have_text(
        "第50/4号决议第5至7段"
    )


def test_the_whole_document_is_cited_from_its_head(page: Page, served: str) -> None:
    page.goto("/A/HRC/RES/50/4")
    page.locator(".ways").get_by_role("link", name="引用本文件").click()
    expect(page.get_by_role("dialog", name="引用").get_by_role("heading")).to_have_text("第50/4号决议")
    assert copied(page) == f"{served}/A/HRC/RES/50/4"


def test_keys_lead_through_the_paragraphs(page: Page) -> None:
    page.goto("/A/HRC/RES/50/4#op-5")
    page.keyboard.press("j")
    expect(page).to_have_url(re.compile("#op-6$"))
    expect(page.locator("#op-6")).to_be_in_viewport()
    page.keyboard.press("k")
    page.keyboard.press("k")
    expect(page).to_have_url(re.compile("#op-4$"))
    page.keyboard.press("c")
    expect(page.get_by_role("dialog", name="引用").get_by_role("heading")).to_have_text("第50/4号决议第4段")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("j")
    expect(page.locator("#q")).to_have_value("j")
    expect(page).to_have_url(re.compile("#op-4$"))


def test_help_lists_the_keys_and_they_can_be_switched_off(page: Page) -> None:
    page.goto("/A/HRC/RES/50/4#op-5")
    page.keyboard.press("?")
    help_ = page.get_by_role("dialog", name="快捷键")
    expect(help_).to_contain_text("下一段")
    help_.get_by_label("使用单键快捷键").uncheck()
    help_.get_by_role("button", name="关闭").click()
    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("?")
    expect(help_).to_be_hidden()
    expect(page).to_have_url(re.compile("#op-5$"))


def test_the_site_menu_closes_by_key_and_beside_it(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/browse")
    opener, menu = page.locator(".menu summary"), page.locator(".menu details")
    opener.click()
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    opener.click()
    page.locator("h1").click()
    expect(menu).not_to_have_attribute("open", "")


def test_light_and_dark_are_chosen_and_remembered(page: Page) -> None:
    page.goto("/A/HRC/RES/50/4")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    if not page.locator("#theme").is_visible():
        page.locator(".menu summary").click()
    page.locator("#theme").click()
    expect(page.locator("#theme")).to_have_text("外观：深色")
    dark = page.evaluate(ground)
    assert light != dark
    page.goto("/")
    assert page.evaluate(ground) == dark
    page.evaluate("document.getElementById('theme').click()")
    assert page.evaluate(ground) == light
    page.evaluate("document.getElementById('theme').click()")
    assert page.evaluate("localStorage.getItem('theme')") is None


def test_the_page_of_a_place_copies_too(page: Page) -> None:
    page.goto("/A/RES/77/213/op/5")
    page.get_by_role("button", name="复制法学引注").click()
    expect(page.get_by_role("button", name="复制法学引注")).to_have_text("已复制")
    assert copied(page).startswith("《增进人权领域的国际合作》，联合国大会决议，A/RES/77/213，")


def test_without_scripts_the_mark_leads_to_the_page_of_its_place(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=served)
    page = context.new_page()
    page.goto("/A/HRC/RES/50/4")
    expect(page.locator("#theme")).to_be_hidden()
    page.locator("#op-24 > .permalink").click()
    expect(page).to_have_url(re.compile("/A/HRC/RES/50/4/op/24$"))
    expect(page.locator(".citing-formats")).to_contain_text("人权理事会2022年7月7日第50/4号决议第24段")
    page.get_by_role("link", name="第24至25段").click()
    expect(page).to_have_url(re.compile("/A/HRC/RES/50/4/op/24-25$"))
    expect(page.locator(".citing-formats")).to_contain_text(f"{served}/A/HRC/RES/50/4/op/24-25")
    page.get_by_role("link", name="在全文中看").click()
    expect(page).to_have_url(re.compile("/A/HRC/RES/50/4#op-24$"))
    expect(page.locator("#op-24")).to_be_in_viewport()
    context.close()
