"""What a reader copies: the text as printed, and nothing of the page; with scripts and without."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import serving
from tests.conftest import run_ingest
from tests.sources.akn.text import document, note, paragraph, statement

pytestmark = pytest.mark.browser

TABLE = (
    '<container name="table"><table><tr><th><p>款次</p></th><th><p>数额</p></th></tr>'
    f"<tr><td><p>法律事务{note('2', '见A/2。')}</p></td><td><p>1 500</p></td></tr></table></container>"
)
ADDED = "¶↩–"


@pytest.fixture(scope="module")
def served_structure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base URL of a server with a text that has points, footnotes and a table."""
    folder = tmp_path_factory.mktemp("structure")
    body = (
        paragraph("1.", f"请按第18/120号决定{note('1', '见A/1。')}、2013年“甲‘乙’”各款办理：")
        + paragraph("", "(a) 丙事；")
        + paragraph("", "(b) 丁事。")
        + TABLE
        + paragraph("2.", "又请继续。")
    )
    (folder / "text.xml").write_bytes(document(statement(body, number="77/300", cover="A/RES/77/300")))
    run_ingest(folder / "archive", folder)
    with serving(folder / "archive") as base_url:
        yield base_url


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def page(request: pytest.FixtureRequest, browser: Browser, served_structure: str) -> Iterator[Page]:
    yield from opened(browser, served_structure, scripts=request.param)


@pytest.fixture
def page_of_five(browser: Browser, served: str) -> Iterator[Page]:
    yield from opened(browser, served)


def opened(browser: Browser, base_url: str, *, scripts: bool = True) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800},
        base_url=base_url,
        locale="zh-CN",
        java_script_enabled=scripts,
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def select(page: Page, first: str, last: str) -> None:
    """Select from the beginning of one element to the end of another."""
    page.evaluate(
        """([first, last]) => {
          const range = document.createRange();
          range.setStart(document.querySelector(first), 0);
          const end = document.querySelector(last);
          range.setEnd(end, end.childNodes.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        [first, last],
    )


def copied(page: Page) -> str:
    """What is in the clipboard after Ctrl+C; it is plain text alone where scripts run."""
    page.keyboard.press("Control+c")
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def lines(page: Page) -> list[str]:
    """The same by lines; without scripts, there may be blank ones."""
    return [line for line in copied(page).splitlines() if line]


WHOLE = [
    "1. 请按第18/120号决定、2013年“甲‘乙’”各款办理：",
    "(a) 丙事；",
    "(b) 丁事。",
    "款次\t数额",
    "法律事务\t1 500",
    "2. 又请继续。",
]


def test_paragraphs_points_and_tables_are_copied_as_printed(page: Page) -> None:
    page.goto("/A/RES/77/300")
    select(page, "#op-1", "#op-2")
    assert lines(page) == WHOLE
    select(page, "#op-1-a", "#op-1-a")
    assert lines(page) == ["(a) 丙事；"]
    select(page, "#table-1", "#table-1")
    assert lines(page) == WHOLE[3:5]
    select(page, "#op-1 p", "#op-1 p")
    assert lines(page)[-1].removeprefix("1. ") == WHOLE[0].removeprefix("1. ")


def test_the_page_of_a_place_is_copied_alike(page: Page) -> None:
    page.goto("/A/RES/77/300/op/1")
    select(page, ".text .unit", ".text .unit:last-child")
    assert lines(page) == WHOLE[:3]


def test_a_paragraph_chosen_by_clicks_has_its_number_and_a_part_has_none(page_of_five: Page) -> None:
    page = page_of_five
    page.goto("/A/HRC/RES/50/4#op-31")
    page.locator("#op-31 > p").click(click_count=3)
    whole = copied(page)
    assert whole == "31. 注意到高级专员提交人权理事会本届会议的关于落实和加强人权领域国际合作的报告；"
    assert page.evaluate("navigator.clipboard.read().then(([one]) => one.types)") == ["text/plain"]
    page.locator("#op-31 > p").dblclick(position={"x": 80, "y": 12})
    part = copied(page)
    assert part in whole
    assert len(part) < 8


def test_nothing_of_the_page_is_in_a_whole_text(page_of_five: Page) -> None:
    page = page_of_five
    page.goto("/A/HRC/RES/50/4?q=人权")
    select(page, ".document-page > .text", ".document-page > .text")
    text = copied(page)
    printed = page.request.get("/api/v1/documents/A/HRC/RES/50/4").json()
    assert [sign for sign in (*ADDED, "存疑：", "被引用", "\n\n") if sign in text] == []
    assert [one["text"] for one in printed["footnotes"] if f"\n{one['text']}" in text] == []
    for one in printed["paragraphs"]:
        number = f"{one['number']}. " if one["number"] else ""
        assert f"\n{number}{one['text']}\n" in f"{text}\n"
    assert page.evaluate("document.documentElement.className") == ""


def test_a_footnote_is_copied_where_it_is_chosen_itself(page: Page) -> None:
    page.goto("/A/RES/77/300")
    note = page.locator("#fn-1 p")
    note.hover()
    note.click(click_count=3)
    assert copied(page).strip() == "见A/1。"


def test_results_and_comparisons_give_plain_text(page_of_five: Page) -> None:
    page = page_of_five
    page.goto("/search?q=真诚对话")
    select(page, ".result .excerpt", ".result .excerpt")
    assert copied(page) == page.locator(".result .excerpt").first.inner_text()
    assert page.evaluate("navigator.clipboard.read().then(([one]) => one.types)") == ["text/plain"]
    page.goto("/compare?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4&view=redline#op-26")
    select(page, "#op-26 p", "#op-26 p")
    later = page.request.get("/api/v1/documents/A/HRC/RES/50/4").json()["paragraphs"]
    texts = {one["anchor"]: one["text"] for one in later}
    assert copied(page) == texts["op/26"]
    page.goto("/A/HRC/RES/50/4/op/26")
    select(page, ".wording:has(del)", ".wording:has(del)")
    assert copied(page) == texts["op/26"]


@pytest.mark.parametrize("width", [390, 1280])
def test_lines_of_a_concordance_are_copied_as_rows(page_of_five: Page, width: int) -> None:
    page = page_of_five
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/search/kwic?q=真诚对话")
    select(page, ".kwic tbody tr", ".kwic tbody tr:nth-child(2)")
    rows = [line.split("\t") for line in copied(page).splitlines()]
    assert [(len(row), row[1]) for row in rows] == [(4, "真诚对话")] * 2


def test_a_dropped_paragraph_is_copied_too(page_of_five: Page) -> None:
    page = page_of_five
    page.goto("/compare?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4")
    select(page, ".pair.dropped .whole", ".pair.dropped .whole")
    assert copied(page) == page.locator(".pair.dropped .whole").first.inner_text() != ""


def choose(page: Page, unit: str, words: str) -> None:
    """Select words of a paragraph that stand in one piece."""
    page.evaluate(
        """([unit, words]) => {
          const walker = document.createTreeWalker(document.querySelector(unit), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at >= 0) {
              getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
              return;
            }
          }
        }""",
        [unit, words],
    )


def first_format(page: Page) -> str:
    """Name and text of the first citation that the menu offers."""
    name, text = page.locator("#cite-menu dt").first, page.locator("#cite-menu code").first
    return f"{name.inner_text()}：{text.inner_text()}"


def test_what_is_selected_stays_selected_and_is_quoted(page_of_five: Page, served: str) -> None:
    page = page_of_five
    page.goto("/A/HRC/RES/50/4#op-31")
    choose(page, "#op-31 p", "人权领域国际合作")
    quotation = (
        f"引文和出处：“人权领域国际合作”（人权理事会2022年7月7日第50/4号决议第31段） "
        f"{served}/A/HRC/RES/50/4/op/31"
    )
    page.get_by_role("button", name="引用所选文字").click()
    menu = page.get_by_role("dialog", name="引用")
    expect(menu.get_by_role("heading")).to_have_text("第50/4号决议第31段")
    assert first_format(page) == quotation
    menu.get_by_role("button", name="复制引文和出处").click()
    expect(menu.get_by_role("button", name="复制引文和出处")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == quotation.partition("：")[2]
    assert page.evaluate("getSelection().toString()") == "人权领域国际合作"
    page.keyboard.press("Escape")
    page.locator("#op-31 > .permalink").click()
    expect(menu.get_by_role("status")).to_have_text("永久链接已复制")
    expect(menu.get_by_role("heading")).to_have_text("第50/4号决议第31段")
    assert first_format(page) == quotation
    page.keyboard.press("Escape")
    page.locator("#op-30 > .permalink").click()
    expect(menu.get_by_role("heading")).to_have_text("第50/4号决议第30段")
    assert first_format(page).startswith("引文和出处：“请全体会员国和联合国系统")


def test_a_quotation_has_points_and_inner_marks_and_no_footnotes(
    browser: Browser, served_structure: str
) -> None:
    page = next(opened(browser, served_structure))
    page.goto("/A/RES/77/300")
    select(page, "#op-1 p", "#op-1-a p")
    page.get_by_role("button", name="引用所选各段").click()
    expect(page.get_by_role("dialog", name="引用").get_by_role("heading")).to_have_text("第77/300号决议第1段")
    source = f"（大会2022年12月15日第77/300号决议第1段） {served_structure}/A/RES/77/300/op/1"
    first = "“请按第18/120号决定、2013年‘甲“乙”’各款办理："
    code = page.locator("#cite-menu code")
    expect(code.first).to_have_text(f"{first}\n“(a) 丙事；”{source}", use_inner_text=True)
    page.keyboard.press("Escape")
    page.evaluate("getSelection().removeAllRanges()")
    page.locator("#op-1 > .permalink").click()
    expect(code.first).to_have_text(f"{first}\n“(a) 丙事；\n“(b) 丁事。”{source}", use_inner_text=True)
    noted = page.locator("#cite-menu dt", has_text="原文和脚注").locator("+ dd code")
    assert noted.inner_text().splitlines() == [
        "请按第18/120号决定[1]、2013年“甲‘乙’”各款办理：",
        "(a) 丙事；",
        "(b) 丁事。",
        "[1] 见A/1。",
    ]
    page.context.close()


def test_a_place_is_shared_by_the_sheet_of_the_system_where_there_is_one(
    browser: Browser, served: str
) -> None:
    for has_sheet in (True, False):
        context = browser.new_context(base_url=served, viewport={"width": 390, "height": 800}, has_touch=True)
        page = context.new_page()
        stub = "async (data) => { window.shared = data; }" if has_sheet else "undefined"
        page.add_init_script(
            f"Object.defineProperty(Navigator.prototype, 'share', {{value: {stub}, configurable: true}})"
        )
        page.goto("/A/HRC/RES/50/4/op/31")
        button = page.locator(".cite-here").get_by_role("button", name="分享")
        expect(button).to_be_visible(visible=has_sheet)
        if has_sheet:
            button.tap()
            shared = page.evaluate("window.shared")
            assert shared["url"] == f"{served}/A/HRC/RES/50/4/op/31"
            assert shared["text"].startswith("“注意到高级专员")
            assert shared["text"].endswith("”（人权理事会2022年7月7日第50/4号决议第31段）")
        page.locator("#op-31 > .permalink").click()
        expect(page.locator("#cite-menu code").first).to_be_visible()
        expect(page.locator("#cite-menu").get_by_role("button", name="分享")).to_be_visible(visible=has_sheet)
        context.close()
