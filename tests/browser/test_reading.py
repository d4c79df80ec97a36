"""Checks that need a browser: page width, link targets, legibility."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def test_a_fragment_leads_to_its_paragraph_and_marks_it(page: Page) -> None:
    page.goto("/A/HRC/RES/32/6#op-10")
    paragraph = page.locator("#op-10")
    expect(paragraph).to_be_in_viewport()
    shadow = "node => getComputedStyle(node).boxShadow"
    assert paragraph.evaluate(shadow) != "none"
    assert page.locator("#op-9").evaluate(shadow) == "none"


def test_a_comparison_has_two_columns_where_there_is_room(page: Page) -> None:
    page.goto("/compare?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4#op-26")
    pair = page.locator("#op-26")
    expect(pair).to_be_in_viewport()
    is_wide = page.viewport_size is not None and page.viewport_size["width"] > 1000
    if is_wide:
        first, second = pair.locator(".first"), pair.locator(".second")
        boxes = first.bounding_box(), second.bounding_box()
        assert boxes[0] is not None
        assert boxes[1] is not None
        assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
        expect(second.locator("del").first).to_be_hidden()
    elif page.viewport_size is not None and page.viewport_size["width"] < 500:
        expect(pair.locator(".first")).to_be_hidden()
        expect(pair.locator(".second del").first).to_be_visible()
    expect(pair.locator(".second ins").first).to_be_visible()


def test_a_stripe_leads_to_its_pair(page: Page) -> None:
    page.goto("/compare?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4")
    page.locator('.stripes a[href="#op-31"]').click()
    expect(page.locator("#op-31")).to_be_in_viewport()


def test_a_footnote_is_reached_from_its_mark_and_leads_back(page: Page) -> None:
    page.goto("/A/HRC/RES/50/4")
    page.get_by_role("link", name="脚注5", exact=True).click()
    expect(page.locator("#fn-5")).to_be_in_viewport()
    page.get_by_role("link", name="回到第31段").click()
    expect(page.locator("#op-31")).to_be_in_viewport()


def test_a_phrase_is_found_from_the_first_page(page: Page) -> None:
    page.goto("/")
    page.locator("#q").fill("真誠對話")
    page.get_by_role("button", name="检索").click()
    expect(page.locator(".summary")).to_contain_text("5 份文件，14 处")
    page.locator(".result h2 a").first.click()
    expect(page.locator("mark").first).to_have_text("真诚对话")


def test_what_is_typed_is_completed(page: Page) -> None:
    page.goto("/")
    page.locator("#q").press_sequentially("国际合")
    expect(page.locator("#suggestions option[value='加强人权领域的国际合作']")).to_be_attached()
    page.locator("#q").fill("")
    page.locator("#q").press_sequentially("a/hrc/res/5")
    expect(page.locator("#suggestions option").first).to_have_attribute("value", "A/HRC/RES/50/4")


def test_from_a_hit_one_steps_to_the_next(page: Page) -> None:
    page.goto("/search?q=人权理事会")
    page.locator(".result h2 a", has_text="A/HRC/RES/50/4").click()
    step = page.locator(".unit:target .hit-step")
    first = step.inner_text()
    step.get_by_label("下一处").click()
    expect(step).not_to_have_text(first)
    expect(page.locator(".unit:target mark").first).to_be_in_viewport()


def test_lines_of_text_are_about_forty_characters_long(page: Page) -> None:
    page.goto("/A/HRC/RES/50/4")
    characters = page.locator("#op-8 p").evaluate(
        "node => node.clientWidth / parseFloat(getComputedStyle(node).fontSize)"
    )
    assert characters <= 42
    assert characters >= 38 or page.viewport_size["width"] < 900


def test_everything_can_be_reached_by_keyboard(page: Page) -> None:
    page.goto("/A/RES/77/213")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.evaluate("node => document.querySelector('main').contains(node)")
    assert focused.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(
    browser: Browser, served: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=scheme, base_url=served)
    page = context.new_page()
    page.goto("/A/HRC/RES/50/4?q=真诚对话")
    for selector in (".unit p", ".unit .permalink", ".facts dt", "a.cite", "mark", ".count", ".doubt"):
        assert page.locator(selector).first.evaluate(CONTRAST) >= 4.5, selector
    context.close()


CONTRAST = """node => {
  const channels = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  let ground = node, opacity = 1;
  for (let up = node; up; up = up.parentElement) opacity *= +getComputedStyle(up).opacity;
  while (ground && channels(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
  const back = channels(getComputedStyle(ground || document.documentElement).backgroundColor);
  const ink = channels(getComputedStyle(node).color).slice(0, 3).map((v, i) => v * opacity + back[i] * (1 - opacity));
  const [high, low] = [light(ink), light(back)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}"""


def test_the_printed_page_is_the_text_alone(browser: Browser, served: str) -> None:
    context = browser.new_context(base_url=served)
    page = context.new_page()
    page.goto("/A/HRC/RES/50/4")
    page.emulate_media(media="print")
    for selector in ("header.site", ".contents", ".neighbours"):
        assert page.locator(selector).count() == 0 or not page.locator(selector).first.is_visible()
    expect(page.get_by_text("非正式文本，以联合国正式文件为准").first).to_be_visible()
    expect(page.locator("#op-5 .permalink")).to_be_visible()
    context.close()


def test_pages_work_without_javascript(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=served)
    page = context.new_page()
    page.goto("/search?q=人权")
    page.get_by_text("此文件中另有").first.click()
    expect(page.locator("details[open] li").first).to_be_visible()
    page.get_by_role("link", name="从旧到新").click()
    expect(page.locator(".result .symbol").first).to_have_text("A/HRC/RES/32/6")
    context.close()


def test_facets_fold_on_phones_and_stand_open_on_wide_screens(browser: Browser, served: str) -> None:
    for width, is_open in ((390, False), (1280, True)):
        context = browser.new_context(viewport={"width": width, "height": 900}, base_url=served)
        page = context.new_page()
        page.goto("/browse")
        values = page.locator(".facet .filters").first
        assert values.is_visible() == is_open
        if not is_open:
            page.locator(".facet summary").first.click()
            expect(values).to_be_visible()
        context.close()


def test_going_back_brings_the_answer_to_a_draft_back(page: Page) -> None:
    page.goto("/wording")
    page.locator("#text").fill("真诚对话")
    page.get_by_role("button", name="查找措辞").click()
    page.locator(".forms a").first.click()
    page.wait_for_url("**/A/**")
    page.go_back()
    expect(page.locator("#text")).to_have_value("真诚对话")
    assert page.locator(".forms > li").count() > 1


@pytest.mark.parametrize("width", range(320, 440, 17))
def test_no_line_of_names_begins_with_a_comma(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/A/HRC/RES/50/4/vote")
    firsts = page.locator(".names").first.evaluate(
        """names => {
          const range = document.createRange(), walker = document.createTreeWalker(names, NodeFilter.SHOW_TEXT)
          const firsts = []
          for (let node, line = -1; (node = walker.nextNode()); )
            for (let place = 0; place < node.length; place++) {
              range.setStart(node, place)
              range.setEnd(node, place + 1)
              const { top } = range.getBoundingClientRect()
              if (top > line + 8) firsts.push(node.data[place])
              line = Math.max(line, top)
            }
          return firsts
        }"""
    )
    assert len(firsts) > 2
    assert "、" not in firsts
