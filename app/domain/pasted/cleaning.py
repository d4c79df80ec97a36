"""What is pasted, without what typesetting, messages and browsers put into it."""

import html
import re
import unicodedata
from urllib.parse import unquote

from app.domain.citations.surface_form import surface_form
from app.domain.numerals import CHINESE_NUMERAL, from_chinese, to_roman

_HALF_WIDTH = str.maketrans("％＃＿｡～•＊＆", "%#_。~ *&")
_ROMAN_SIGNS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2160, 0x2180)}
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
_JOINED = re.compile(
    r"(?<![A-Za-z0-9/-])(?:A|S|E|A[-. ]HRC)(?P<join>[-. ])(?:RES|DEC)(?P=join)[0-9]{1,4}(?:(?P=join)[0-9]{1,4})?(?![0-9A-Za-z/-])",
    re.IGNORECASE,
)
_SPACED_SLASH = re.compile(r"(?<=[A-Za-z0-9.)])\s*/\s*(?=[A-Za-z0-9])")
_BESIDE_NUMBER = re.compile(r"(?<=第)\s+(?=[0-9ES])|(?<=[0-9A-Z)])\s+(?=号)")
_OLD_NUMBER = re.compile(
    rf"(?P<number>[0-9]{{1,4}}|{CHINESE_NUMERAL}{{1,5}})\s?\((?P<session>{CHINESE_NUMERAL}{{1,4}})\)(?=\s?号)"
)
_CHINESE_PAIR = re.compile(
    rf"(?<=第)(?P<session>{CHINESE_NUMERAL}{{1,4}})/(?P<number>{CHINESE_NUMERAL}{{1,4}})(?=\s?号)"
)
_YEAR_BEFORE_OLD = re.compile(
    r"(?P<organ>联合国大会|大会|联大)(?:19[4-7][0-9])年(?:通过的?)?第?\s?(?P<number>[0-9]{1,4}\s?号(?=决议|决定))"
)
"""The year is the date of a resolution that was counted through all sessions, up to 1976."""
_DATED_BY_YEAR = re.compile(
    rf"(?P<number>[0-9]{{1,4}}|{CHINESE_NUMERAL}{{1,6}})\s?\((?P<year>[一二][〇零○一二三四五六七八九]{{3}})\)(?=\s?号)"
)
_DASHED_PAIR = re.compile(r"(?<=第)(?P<session>[3-9][0-9])-(?P<number>[0-9]{1,4})(?=\s?号)")
"""`第77-213号`: the General Assembly's sessions since it numbers by session; a range goes upwards."""
_LABEL_IN_BRACKETS = re.compile(rf"(?<=第)\s?\(({CHINESE_NUMERAL}{{1,3}}|[0-9]{{1,3}})\)(?=\s?[段条款])")
_FORMAL_LABEL = re.compile("(?<=第)[壹贰叁肆伍陆柒捌玖拾]{1,4}(?=\\s?[段条款])")
_MARK_BEFORE = re.compile(
    r"\s*(?:[\[［〔][0-9]{1,3}[\]］〕]|[①-⑳⁰¹²³⁴-⁹]{1,3}|脚?注\s?[0-9]{1,3}\s?[:：.、]|[0-9]{1,3}[.、]\s(?![0-9]))\s*(?=\S)"
)
"""The mark or number of the footnote that was copied whole."""
_UNITED_NATIONS_BEFORE = re.compile(r"(?<![A-Za-z0-9/])UN/(?=[ASE]/)")
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_CHINESE_NUMBER = re.compile(r"(?<=第)[一二三四五六七八九][〇零○一二三四五六七八九]{2,3}(?=\s?号)")
_SESSION_APART = re.compile(
    rf"(?P<before>大会|联大)?第?\s?(?P<session>[0-9]{{1,3}}|{CHINESE_NUMERAL}{{1,5}})\s?届"
    r"(?P<special>紧急特别|特别)?(?P<organ>联大|(?:联合国)?大会)?(?:会议)?(?:上|期间)?(?:通过的?)?[,，]?\s?"
    r"(?P<date>[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)?(?:通过的?)?第?\s?"
    rf"(?P<number>[0-9]{{1,4}}|{CHINESE_NUMERAL}{{1,6}})\s?(?=号(?:决议|决定))"
)
_YEAR_APART = re.compile(
    r"(?P<organ>经济(?:及|暨)社会理事会|经社理事会)(?P<year>[0-9]{4})年(?:通过的?)?第?\s?(?P<number>[0-9]{1,3})(?=号(?:决议|决定))"
)
_STATEMENT = re.compile(
    r"(?:安全理事会|安理会)?主席声明\s?(?:第\s?)?(?P<year>(?:19|20)[0-9]{2})\s?[年/]\s?(?:第\s?)?(?P<number>[0-9]{1,3})\s?号"
)
_OF_NUMBERS = frozenset("/第号")
"""What is read here has one of these signs."""
_PREFIXES = {"特别": "S-", "紧急特别": "ES-"}
_LAST_OLD_SESSION = {"": 30, "S-": 7, "ES-": 5}
"""Up to these sessions the General Assembly printed them in Roman numerals behind the number."""
_LAST_SESSION = 40
"""The old numbering ended with session XXX; 40 is a safe bound."""


def cleaned(typed: str) -> str:
    """A text in surface form, on one line, without invisible characters, the escapes of HTML and a footnote's mark."""
    unescaped = html.unescape(typed) if "&" in typed else typed
    unmarked = unescaped[found.end() :] if (found := _MARK_BEFORE.match(unescaped)) else unescaped
    plain = surface_form(without_invisible(unmarked)).translate(_HALF_WIDTH).translate(_ROMAN_SIGNS)
    return _with_plain_labels(_UNITED_NATIONS_BEFORE.sub("", re.sub(r"\s+", " ", plain).strip()))


def _with_plain_labels(text: str) -> str:
    """`第(五)段` and `第伍段` as `第五段`."""
    if "第" not in text:
        return text
    return _FORMAL_LABEL.sub(lambda found: found[0].translate(_FORMAL), _LABEL_IN_BRACKETS.sub(r"\1", text))


def without_invisible(text: str) -> str:
    """A text without characters that have no width, and without controls; line ends become blanks."""
    if text.isprintable():
        return text  # as almost all are
    lined = re.sub(r"[\t\n\r\x0b\x0c\u2028\u2029]", " ", text)
    return "".join(char for char in lined if unicodedata.category(char) not in ("Cc", "Cf"))


def unescaped(text: str) -> str:
    """A text with `%20` and the like decoded, also where they were encoded twice."""
    for _ in range(2):
        if not _ESCAPED.search(text):
            break
        decoded = unquote(text)
        if "\ufffd" in decoded:
            break
        text = decoded
    return without_invisible(text)


def with_slashes(text: str) -> str:
    """A symbol whose parts are joined by hyphens, full stops or blanks, with slashes: `A-RES-77-214`, `A RES 77 214`."""
    return _JOINED.sub(lambda found: re.sub(r"[-. ]+", "/", found[0]), text)


def with_plain_numbers(text: str) -> str:
    """Numbers in the form that references are read in: no blanks around a symbol's slashes, `第二七五八号` and
    `第1514(十五)号` in figures, `第七十七届会议第213号` and `第77-213号` as `第77/213号`, `经社理事会2022年第18号` as
    `第2022/18号`."""
    if _OF_NUMBERS.isdisjoint(text):
        return text
    text = _STATEMENT.sub(r"S/PRST/\g<year>/\g<number>", text)
    close = _BESIDE_NUMBER.sub("", _SPACED_SLASH.sub("/", text))
    yeared = _DASHED_PAIR.sub(_with_slash, _DATED_BY_YEAR.sub(_with_year, close))
    whole = _SESSION_APART.sub(_with_session, _OLD_NUMBER.sub(_in_roman, yeared))
    dated = _YEAR_APART.sub(r"\g<organ>第\g<year>/\g<number>", whole)
    dated = _YEAR_BEFORE_OLD.sub(r"\g<organ>第\g<number>", _CHINESE_PAIR.sub(_in_figures, dated))
    return _CHINESE_NUMBER.sub(lambda found: str(from_chinese(found[0].replace("○", "〇"))), dated)


def _with_year(found: re.Match[str]) -> str:
    return "{}({})".format(*(from_chinese(found[part].replace("○", "〇")) for part in ("number", "year")))


def _with_slash(found: re.Match[str]) -> str:
    session, number = int(found["session"]), int(found["number"])
    return found[0] if session < number < 100 else f"{session}/{number}"


def _in_figures(found: re.Match[str]) -> str:
    return f"{from_chinese(found['session'])}/{from_chinese(found['number'].replace('○', '〇'))}"


def _in_roman(found: re.Match[str]) -> str:
    session = from_chinese(found["session"])
    return f"{from_chinese(found['number'])}({to_roman(session)})" if session <= _LAST_SESSION else found[0]


def _with_session(found: re.Match[str]) -> str:
    """A number with the session that is told before it; a session before 1976 as it was printed then."""
    session, number = from_chinese(found["session"]), from_chinese(found["number"])
    organ = "大会" if found["before"] or found["organ"] else ""
    prefix = _PREFIXES.get(found["special"] or "", "")
    if organ and 0 < session <= _LAST_OLD_SESSION[prefix]:
        return f"{organ}{found['date'] or ''}第{number}({prefix}{to_roman(session)})"
    return f"{organ}{found['date'] or ''}第{prefix}{session}/{number}"
