"""Every kind of page on screens of four widths, light and dark: all of it fits, nothing covers anything, axe is content."""

from collections.abc import Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WIDTHS = (320, 360, 768, 1280)

PAGES = (
    "/",
    "/browse",
    "/browse?body=HRC&session=50&subject=" + "x" * 300,
    "/browse/sessions",
    "/states",
    "/states/CHN?year=2022",
    "/states/CHN/with/CUB",
    "/states/CHN/with/USA?division=10",
    "/states/CHN/nearest",
    "/states/map",
    "/groups",
    "/groups/P5",
    "/groups/EU?day=2012-01-01",
    "/states/CHN/changes",
    "/search",
    "/search?q=真诚对话",
    "/search?q=人权&body=HRC&verb=重申&all=verb",
    "/search?q=中国",
    "/search?q=标题:国际合作",
    "/search?q=赞成:中国 反对票:>10",
    "/search?q=50/4",
    "/search/kwic?q=国际合作",
    "/search/timeline?q=真诚对话&q=自愿基金",
    "/coverage",
    "/bulk",
    "/A/HRC/RES/50/4",
    "/A/HRC/RES/50/4?q=真诚对话",
    "/A/RES/77/213/op/5",
    "/A/HRC/RES/50/4/op/5-7",
    "/A/HRC/RES/50/4/vote",
    "/A/RES/70/1",
    "/instruments",
    "/instruments/charter",
    "/problems",
    "/divergences",
    "/api",
    "/A/HRC/RES/50/4/cited-by",
    "/A/HRC/RES/50/4/series",
    "/compare",
    "/compare?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4",
    "/compare?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4&view=redline",
    "/compare?a=A/HRC/RES/50/4&b=A/HRC/RES/56/4",
    "/compare/brief?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4",
    "/wording",
    "/wording?at=A/HRC/RES/50/4/op/26",
    "/wording/places?at=A/HRC/RES/50/4/pp/26",
    "/wording?q=决定继续处理此案。%0A%0A重申各国有义务彼此合作，促进普遍尊重和遵守人权，并在火星上设立研究所；",
    "/wording?q=国际合作",
    "/wording/removed?q=国际合作",
    "/wording/replaced",
    "/nothing",
)

PAGES_OF_BOTH = (
    "/A/RES/77/213",
    "/A/RES/77/213/en",
    "/A/RES/77/213?view=bilingual",
    "/A/RES/77/214/en",
    "/wording?q=Urges all States to cooperate;",
    "/search?q=en:cooperation",
    "/search/parallel?q=en:cooperation",
    "/terms?q=cooperation",
    "/divergences",
)
"""Those of a text in both languages, of one in English only, and of all English texts."""

# The middle of each line of text, cut off where it is cut off on the page: no two may meet.
COVERED = """() => {
  const lines = [], range = document.createRange();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const holder = node.parentElement;
    if (!node.data.trim() || holder.closest(".unseen, title, .skip") || !holder.checkVisibility()) continue;
    let [left, right, top, bottom] = [-Infinity, Infinity, -Infinity, Infinity];
    for (let up = holder; up; up = up.parentElement) {
      if (up instanceof SVGElement || getComputedStyle(up).overflowX === "visible") continue;
      const box = up.getBoundingClientRect();
      [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
      [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
    }
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const line = {
        left: Math.max(left, box.left) + 1, right: Math.min(right, box.right) - 1,
        top: Math.max(top, box.top + box.height * 0.3), bottom: Math.min(bottom, box.bottom - box.height * 0.3),
        text: node.data.trim().slice(0, 30), node,
      };
      if (line.left < line.right && line.top < line.bottom) lines.push(line);
    }
  }
  lines.sort((a, b) => a.top - b.top);
  const found = [];
  lines.forEach((a, index) => {
    for (let next = index + 1; next < lines.length && lines[next].top < a.bottom; next++) {
      const b = lines[next];
      if (a.node !== b.node && a.left < b.right && b.left < a.right) found.push(`${a.text} | ${b.text}`);
    }
  });
  return found;
}"""

# One text of each look, light and dark alike: what decides its contrast are its own ink and size and all that lies
# behind it. Of a thousand links of one look axe would measure every one, for seconds.
LOOKS = """() => {
  const grounds = new Map(), looks = new Map();
  const ground = (node) => {
    if (!node) return "";
    if (!grounds.has(node)) {
      const style = getComputedStyle(node);
      const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.position, style.zIndex];
      grounds.set(node, [ground(node.parentElement), ...own].join());
    }
    return grounds.get(node);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const holder = node.parentElement;
    if (!node.data.trim() || !holder.checkVisibility()) continue;
    const style = getComputedStyle(holder);
    const look = [ground(holder), style.color, style.fontSize, style.fontWeight, style.textShadow].join();
    if (!looks.has(look)) looks.set(look, holder);
  }
  return [...looks.values()];
}"""

# The rule and the first place that breaks it. The nodes that pass would be described at length and thrown away.
AUDIT = """async ([context, options]) => {
  const found = await axe.run(context ?? document, {resultTypes: ["violations"], ...options});
  return found.violations.map(({id, nodes: [first]}) => `${id}: ${first.html.slice(0, 200)} ${first.failureSummary}`);
}"""


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    context = browser.new_context(base_url=served, locale="zh-CN", reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_everything_loads_fits_and_is_accessible(page: Page, path: str) -> None:
    assert_all_is_well(page, path)


@pytest.mark.parametrize("path", PAGES_OF_BOTH)
def test_so_it_is_with_texts_in_two_languages(page: Page, served_both: str, path: str) -> None:
    assert_all_is_well(page, served_both + path)


def assert_all_is_well(page: Page, path: str) -> None:
    """All that a page needs comes, and on no screen is anything too wide, covered or beyond some readers."""
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on(
        "response",
        lambda answer: failed.append(answer.url) if answer.status >= 400 and answer.url != page.url else None,
    )
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on(
        "console", lambda message: failed.append(message.text) if "Content Security" in message.text else None
    )
    page.goto(path)
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="light")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        assert page.evaluate(COVERED) == [], width
        assert violations(page) == [], width
        assert pale_texts(page) == [], width
        page.emulate_media(color_scheme="dark")
        assert pale_texts(page) == [], width
    assert [address for address in failed if not address.endswith("/nothing")] == []


def test_no_margin_goes_down_where_it_would_be_cut_off(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/A/HRC/RES/50/4")
    cut = """() => {
      const text = document.querySelector(".document-page > .text").getBoundingClientRect();
      return [...document.querySelectorAll(".margin")]
        .filter((margin) => margin.getBoundingClientRect().bottom > text.bottom + 1)
        .map((margin) => margin.textContent.trim());
    }"""
    assert page.evaluate(cut) == []


def violations(page: Page) -> list[str]:
    """What axe finds besides contrast."""
    rules = {"color-contrast": {"enabled": False}, "target-size": {"enabled": True}}
    found: list[str] = page.evaluate(AUDIT, [None, {"rules": rules}])
    return found


def pale_texts(page: Page) -> list[str]:
    """What axe finds of contrast."""
    looks = page.evaluate_handle(LOOKS)
    found: list[str] = page.evaluate(AUDIT, [{"include": looks}, {"runOnly": ["color-contrast"]}])
    return found


def test_at_twice_the_size_nothing_is_lost(page: Page) -> None:
    # 200 % on a screen of 1280 pixels is a page of 640 with pixels twice as large.
    page.set_viewport_size({"width": 640, "height": 400})
    page.goto("/A/HRC/RES/50/4")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(COVERED) == []
