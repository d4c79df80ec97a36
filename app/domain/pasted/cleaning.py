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
_SPACED_SLASH = re.compile(r"(?<=[A-Za-z0-9.)])\s*/\s*(?=[A-Za-z0-9])")
_BESIDE_NUMBER = re.compile(r"(?<=第)\s+(?=[0-9ES])|(?<=[0-9A-Z)])\s+(?=号)")
_OLD_NUMBER = re.compile(
    rf"(?P<number>[0-9]{{1,4}}|{CHINESE_NUMERAL}{{1,5}})\s?\((?P<session>{CHINESE_NUMERAL}{{1,4}})\)(?=\s?号)"
)
_CHINESE_NUMBER = re.compile(r"(?<=第)[一二三四五六七八九][〇零○一二三四五六七八九]{2,3}(?=\s?号)")
_LAST_SESSION = 40
"""The old numbering ended with session XXX; 40 is a safe bound."""


def cleaned(typed: str) -> str:
    """A text in surface form, on one line, without invisible characters and the escapes of HTML."""
    unescaped = html.unescape(typed) if "&" in typed else typed
    plain = surface_form(without_invisible(unescaped)).translate(_HALF_WIDTH).translate(_ROMAN_SIGNS)
    return re.sub(r"\s+", " ", plain).strip()


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


def with_plain_numbers(text: str) -> str:
    """Numbers in the form that references are read in: no blanks around a symbol's slashes, `第二七五八号` and
    `第1514(十五)号` in figures."""
    close = _BESIDE_NUMBER.sub("", _SPACED_SLASH.sub("/", text))
    dated = _OLD_NUMBER.sub(_in_roman, close)
    return _CHINESE_NUMBER.sub(lambda found: str(from_chinese(found[0].replace("○", "〇"))), dated)


def _in_roman(found: re.Match[str]) -> str:
    session = from_chinese(found["session"])
    return f"{from_chinese(found['number'])}({to_roman(session)})" if session <= _LAST_SESSION else found[0]
