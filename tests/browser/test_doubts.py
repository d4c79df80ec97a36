"""Marks of doubt in a browser: quiet, reached by keyboard, left out of what is copied, opened in print."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

ADDRESS = "/A/HRC/RES/50/4"
SAID = "叼请"


def test_a_doubt_opens_by_keyboard(page: Page) -> None:
    page.goto(ADDRESS)
    mark, said = page.locator("#op-10 .doubt summary"), page.locator("#op-10 .doubt p")
    expect(said).to_be_hidden()
    mark.focus()
    page.keyboard.press("Enter")
    expect(said).to_be_visible()
    expect(said).to_contain_text(SAID)


def test_a_doubt_is_no_part_of_what_is_selected(page: Page) -> None:
    page.goto(f"{ADDRESS}/op/10")
    expect(page.locator("#op-10 .doubt p")).to_be_visible()
    selected = page.evaluate(
        "() => { getSelection().selectAllChildren(document.querySelector('.text')); return String(getSelection()) }"
    )
    assert page.locator("#op-10 > p").inner_text() in selected
    assert "存疑" not in selected


def test_a_doubt_is_printed_with_its_words(page: Page) -> None:
    page.emulate_media(media="print")
    page.goto(ADDRESS)
    expect(page.locator("#op-10 .doubt p")).to_be_visible()
