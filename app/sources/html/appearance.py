"""How an element appears: what its name, its attributes and its own style say of it."""

from dataclasses import dataclass, replace

from lxml import etree

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol p pre section summary table tbody td "
    "tfoot th thead title tr ul".split()
)
"""Elements that begin a paragraph and end one."""

UNREAD = frozenset(
    "applet area audio base button canvas datalist embed iframe img input link map math meta meter object optgroup "
    "option param picture progress rp rt rtc script select source style svg template textarea track video xml".split()
)
"""Elements without words of the text: scripts, pictures, forms, readings above characters."""

_SET_OFF = frozenset("b strong i em u cite dfn var".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_LONGEST_STYLE = 4000
"""In characters."""
_UNSEEN = frozenset("sr-only visually-hidden screen-reader-text hidden visuallyhidden".split())
_TOOLS = frozenset("mw-editsection editsection mw-jump-link headerlink anchor-link anchorjs-link".split())
"""Classes of links beside headings and words that are tools of a site."""
_DELETED = frozenset("del s strike".split())


@dataclass(frozen=True, slots=True)
class Appearance:
    """The appearance of words, inherited from the elements around them; `unread` tells why they are no text."""

    is_set_off: bool = False
    is_raised: bool = False
    is_label: bool = False
    is_centred: bool = False
    unread: str = ""
    keeps_blanks: bool = False
    is_heading: bool = False
    href: str | None = None

    def within(self, element: etree._Element) -> "Appearance":
        """The appearance of words in an element that stands in words of this appearance."""
        tag, style = str(element.tag), style_of(element)
        return replace(
            self,
            is_set_off=_is_set_off(self.is_set_off, tag, style),
            is_raised=_is_raised(self.is_raised, tag, style, element),
            is_label=self.is_label or style.get("mso-list", "").lower() == "ignore",
            is_centred=_is_centred(self.is_centred, tag, style, element),
            unread=self.unread or _unread(tag, style, element),
            keeps_blanks=_keeps_blanks(self.keeps_blanks, tag, style),
            is_heading=self.is_heading or tag in _HEADINGS or element.get("role") == "heading",
            href=element.get("href") or self.href if tag == "a" else self.href,
        )


def style_of(element: etree._Element) -> dict[str, str]:
    """The declarations of an element's own style, in lower case."""
    written = element.get("style")
    if not written:
        return {}
    declared = (one.partition(":") for one in written[:_LONGEST_STYLE].lower().split(";"))
    return {name.strip(): value.strip() for name, _, value in declared}


def classes(element: etree._Element) -> frozenset[str]:
    """The classes of an element, in lower case."""
    return frozenset((element.get("class") or "").lower().split())


def is_block(element: etree._Element) -> bool:
    """Whether an element begins a paragraph and ends one."""
    if element.tag in BLOCKS:
        return True
    return "display" in (element.get("style") or "").lower() and style_of(element).get("display") == "block"


def _is_set_off(inherited: bool, tag: str, style: dict[str, str]) -> bool:  # noqa: FBT001
    weight, slant = style.get("font-weight", ""), style.get("font-style", "")
    if weight in ("normal", "400") or slant == "normal":
        return tag in _SET_OFF and weight not in ("normal", "400")
    is_bold = weight.startswith("bold") or (weight.isdigit() and int(weight[:4]) >= _BOLD)
    return inherited or tag in _SET_OFF or is_bold or slant in ("italic", "oblique")


_BOLD = 600
"""The weight from which a face counts as bold."""


def _is_raised(inherited: bool, tag: str, style: dict[str, str], element: etree._Element) -> bool:  # noqa: FBT001
    is_note = "msofootnotereference" in classes(element) or "mso-footnote-id" in style
    return inherited or tag == "sup" or is_note or style.get("vertical-align") in ("super", "text-top")


def _is_centred(inherited: bool, tag: str, style: dict[str, str], element: etree._Element) -> bool:  # noqa: FBT001
    set_so = style.get("text-align") or (element.get("align") or "").lower()
    if set_so and tag != "table":
        return set_so in ("center", "-webkit-center")
    return tag == "center" or (inherited and tag != "table")


def _unread(tag: str, style: dict[str, str], element: etree._Element) -> str:
    """Why the words of an element are no text; empty if they are."""
    if tag in _DELETED:
        return "删去的文字"
    if classes(element) & _TOOLS:
        return "编辑链接"
    is_hidden = (
        tag == "noscript"
        or element.get("hidden") is not None
        or style.get("display") == "none"
        or style.get("visibility") == "hidden"
        or style.get("mso-hide") == "all"
        or bool(classes(element) & _UNSEEN)
    )
    return "网页上不显示" if is_hidden else ""


def _keeps_blanks(inherited: bool, tag: str, style: dict[str, str]) -> bool:  # noqa: FBT001
    space = style.get("white-space", "")
    return space.startswith("pre") if space else inherited or tag in ("pre", "listing", "xmp", "plaintext")
