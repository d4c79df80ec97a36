"""The frame of a site around a text: menus, headers, footers, lists of links, tools, rights.

Nothing is dropped: what is judged to be frame is handed on as such, with the reason, and where it reads like a text's
own paragraph, as a doubt.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from app.domain.text import fold
from app.sources.html.appearance import classes
from app.sources.html.flow import Flowed
from app.sources.plain_text.line_signs import LineSigns

_TAGS = {
    "nav": "导航",
    "header": "页首",
    "footer": "页脚",
    "aside": "侧栏",
    "form": "表单",
    "dialog": "弹出窗口",
    "menu": "菜单",
}
_ROLES = {
    "navigation": "导航",
    "banner": "页首",
    "contentinfo": "页脚",
    "complementary": "侧栏",
    "search": "检索框",
    "dialog": "弹出窗口",
    "alertdialog": "弹出窗口",
    "menu": "菜单",
    "menubar": "菜单",
    "toolbar": "工具栏",
}
_WORDS = {
    "导航": "nav navbar navigation breadcrumb breadcrumbs crumb crumbs menu submenu topmenu mainnav pager pagination toc sitemap navbox jump-link mw-jump-link "
    "mw-editsection editsection printfooter catlinks sister noprint dangqian weizhi daohang",
    "侧栏": "sidebar side aside leftbar rightbar widget widgets related recommend recommended portlet infobox ambox hatnote",
    "页脚": "footer foot bottom copyright banquan siteinfo site-footer page-footer",
    "页首": "topbar masthead site-header page-header logo banner head-top siteheader",
    "工具栏": "toolbar tools share sharing social bdsharebuttonbox print-tools fontsize login search searchbox dayin guanbi",
    "告示": "cookie cookies cookie-banner cookie-consent consent gdpr notice-bar alert popup modal advert ads ad advertisement",
    "评论": "comments comment comment-list pinglun",
}
_BY_WORD = {word: why for why, words in _WORDS.items() for word in words.split()}
_HOLDS_TEXT = frozenset(("article", "main"))
_HEAD_OF_TEXT = frozenset(("header", "hgroup"))
_NEARLY_ALL = 0.95
"""Share of the paragraphs of a text that stand in the innermost element that holds it."""
_MOSTLY, _ALL = 0.5, 0.9
"""Share of words in links at which a line outside of the text, or in it, is one of links."""
_SENTENCE = 30
"""Least length, in characters, of a paragraph of prose."""
_TITLE_AMONG = 25
"""How many paragraphs from the beginning may hold the title."""


@dataclass(frozen=True, slots=True)
class Framed:
    """For each paragraph of a page why it is frame, empty for the text; the places of doubts; titles above the text."""

    why: tuple[str, ...]
    doubts: tuple[int, ...]
    heads: tuple[str, ...]


def frame_of(paragraphs: Sequence[Flowed], notes: frozenset[int], signs: LineSigns) -> Framed:
    """Tell frame and text apart; `notes` are the indices of footnotes, which are never frame."""
    core = _core(paragraphs, signs)
    judge = _Judge(paragraphs, core, notes, signs)
    why = [judge.why(index) for index in range(len(paragraphs))]
    heads = _repeated_titles(paragraphs, why, signs)
    doubts = tuple(
        index
        for index, reason in enumerate(why)
        if reason and not paragraphs[index].unread and _reads_like_text(paragraphs[index], signs)
    )
    return Framed(tuple(why), doubts, heads)


def link_share(one: Flowed) -> float:
    """The share of the words of a paragraph that lead to another page."""
    linked = sum(len(run.text.strip()) for run in one.runs if run.href and not run.href.startswith("#"))
    return linked / max(1, sum(len(run.text.strip()) for run in one.runs))


def _is_candidate(one: Flowed, signs: LineSigns) -> bool:
    is_frame = one.unread or one.role == "rule" or link_share(one) > _MOSTLY or signs.web_line(one.text)
    return not is_frame


def _is_paragraph(one: Flowed, signs: LineSigns) -> bool:
    text = one.text
    label = signs.label_of(text)
    is_labelled = (label is not None and label.kind in ("number", "point")) or (one.label or "•") != "•"
    begins = signs.begins_paragraph(text) or signs.is_draft_formula(text)
    return is_labelled or begins or signs.is_number_line(text)


def _is_prose(one: Flowed, signs: LineSigns) -> bool:
    return len(one.text) >= _SENTENCE and signs.pauses(one.text)


def _core(paragraphs: Sequence[Flowed], signs: LineSigns) -> etree._Element | None:
    """The innermost element that holds nearly all of what reads like paragraphs of a resolution."""
    likely = [one for one in paragraphs if _is_candidate(one, signs)]
    likely = [one for one in likely if _is_paragraph(one, signs) or _is_prose(one, signs)] or likely
    middle = set(_upward(_holder([one.element for one in likely], _MOSTLY)))
    in_frame: dict[etree._Element, bool] = {}
    for one in likely:
        chain = [element for element in _upward(one.element) if element not in middle]
        in_frame[one.element] = any(_own_reason(element, is_inside=False) for element in chain)
    return _holder([one.element for one in likely if not in_frame[one.element]], _NEARLY_ALL)


def _holder(elements: Sequence[etree._Element], share: float) -> etree._Element | None:
    """The innermost element that holds a share of some elements, each counted as often as it is given."""
    held = Counter(elements)
    # The count of each element is handed to its parent once, the deepest first.
    by_depth: dict[int, set[etree._Element]] = {}
    for element in held:
        by_depth.setdefault(sum(1 for _ in element.iterancestors()), set()).add(element)
    for depth in range(max(by_depth, default=0), -1, -1):
        for element in by_depth.get(depth, set()):
            if held[element] >= share * len(elements):
                return element
            parent = element.getparent()
            if parent is not None:
                held[parent] += held[element]
                by_depth.setdefault(depth - 1, set()).add(parent)
    return None


class _Judge:
    """Judges the paragraphs of one page; `core` holds most of the text."""

    def __init__(
        self,
        paragraphs: Sequence[Flowed],
        core: etree._Element | None,
        notes: frozenset[int],
        signs: LineSigns,
    ) -> None:
        self._all, self._core, self._notes, self._signs = paragraphs, core, notes, signs
        self._around = set(_upward(core))
        self._known: dict[etree._Element, tuple[str, bool]] = {}
        self._end = max(
            (index for index, one in enumerate(paragraphs) if self._element(one.element)[1]),
            default=len(paragraphs),
        )

    def why(self, index: int) -> str:
        """Why a paragraph is frame; empty if it is text."""
        one = self._all[index]
        if one.unread:
            return one.unread
        if index in self._notes or one.role == "rule":
            return ""
        reason, is_inside = self._element(one.element)
        if reason:
            return reason
        if self._signs.web_line(one.text):
            return "网站附加的文字"
        if is_inside:
            return "只有链接" if self._is_only_links(index) else ""
        return "" if self._is_part_outside(index) else "正文区域之外"

    def _element(self, element: etree._Element) -> tuple[str, bool]:
        """Why an element is frame, and whether it stands in the core."""
        chain = []
        found: tuple[str, bool] = ("", False)
        for one in _upward(element):
            if one in self._known:
                found = self._known[one]
                break
            chain.append(one)
        for one in reversed(chain):
            reason, is_inside = found
            is_inside |= one is self._core
            reason = reason or ("" if one in self._around else _own_reason(one, is_inside=is_inside))
            found = self._known[one] = (reason, is_inside)
        return found

    def _is_only_links(self, index: int) -> bool:
        one = self._all[index]
        if link_share(one) < _ALL or one.role == "heading" or _is_paragraph(one, self._signs):
            return False
        return not self._signs.head_line(one.text)

    def _is_part_outside(self, index: int) -> bool:
        """Whether words beside the core belong to the text: its title and cover, its closing lines, its annex."""
        one = self._all[index]
        if link_share(one) > _MOSTLY or one.role == "table":
            return False
        signs = self._signs
        if index < self._end and (
            one.role == "heading" or signs.is_number_line(one.text) or signs.head_line(one.text)
        ):
            return True
        return signs.is_closing_line(one.text) or signs.is_annex(one.text) or signs.is_draft_formula(one.text)


def _own_reason(element: etree._Element, *, is_inside: bool) -> str:
    """Why an element is frame by its name, role or class; empty if it is none."""
    tag = str(element.tag)
    role = (element.get("role") or "").lower()
    if role.startswith("doc-"):
        return ""
    if role in _ROLES and not (is_inside and role == "banner"):
        return _ROLES[role]
    if tag in _TAGS and not (tag in _HEAD_OF_TEXT and _is_in_text(element, is_inside=is_inside)):
        return _TAGS[tag]
    told = classes(element) | {(element.get("id") or "").lower()}
    return next((_BY_WORD[word] for word in sorted(told) if word in _BY_WORD), "")


def _is_in_text(element: etree._Element, *, is_inside: bool) -> bool:
    return is_inside or any(one.tag in _HOLDS_TEXT for one in element.iterancestors())


def _upward(element: etree._Element | None) -> Iterator[etree._Element]:
    """An element and those around it, the innermost first."""
    if element is None:
        return
    yield element
    yield from element.iterancestors()


def _reads_like_text(one: Flowed, signs: LineSigns) -> bool:
    """Whether words of the frame read like a paragraph of a resolution, or are long."""
    if link_share(one) > _MOSTLY or signs.web_line(one.text):
        return False
    return signs.reads_like_text(one.text)


def _end_of_head(texts: Sequence[str], signs: LineSigns) -> int:
    """Where the text begins: at its formula; a decision, which has none, behind the line with its number."""
    formula = (at for at, text in enumerate(texts) if signs.is_draft_formula(text))
    number = (at + 1 for at, text in enumerate(texts) if signs.numbered_title(text))
    return next(formula, next(number, len(texts)))


def _repeated_titles(paragraphs: Sequence[Flowed], why: list[str], signs: LineSigns) -> tuple[str, ...]:
    """Titles that a page sets above the text, which has them again; `why` is amended."""
    kept = [index for index, reason in enumerate(why) if not reason and paragraphs[index].role != "rule"]
    head = kept[:_TITLE_AMONG]
    end = _end_of_head([paragraphs[index].text for index in head], signs)
    heads: list[str] = []
    texts = {index: fold(paragraphs[index].text) for index in head[:end]}
    for at, index in enumerate(head[:end]):
        is_again = any(texts[index] and texts[index] in texts[after] for after in head[at + 1 : end])
        is_page_title = paragraphs[index].role == "heading"
        if is_page_title and is_again:
            why[index] = "网页标题，正文中重复"
            heads.append(paragraphs[index].text)
    return tuple(heads)
