"""The folded form of single characters: width, case, accents, script, radicals; and what is invisible in a text."""

import re
import unicodedata

import opencc

VARIANTS = str.maketrans(
    "著衞敍佈甦藉瞭覆俱座像逕枱揹鍊暱簷痺祇祗吿馀谘讬钜锺缐麹侭齶顎衹粧糭〇◯",
    "着卫叙布苏借了复具坐象迳台背链昵檐痹只只告余咨托巨钟线曲尽腭腭只妆粽零○",
)
"""Characters that the common traditional-to-simplified tables leave out or decide by context, and 〇.

Folding cannot depend on context, or a part of a text would fold differently from the whole; so 著 is always
着, and 瞭, 覆, 藉 and similar become what simplified texts mostly print for them.
"""

RADICALS = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺮⺯⺰⺱⺲⺶⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳⺟",
    "厂乛乚乙亻冂刀刂卜㔾小小兀尣尢巳幺彑忄㣺扌攵旡日月歺民氵氺灬爫爫丬牛犭王目示礻竹糹纟罓罒羊耂肀聿肉臼艹艹艹虎衤覀西见角讠贝足车辶辶辶邑钅長镸长门阝雨青韦页风飞食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟母",
)
"""The radicals that Unicode encodes once more, which some PDF files yield for common characters; those that NFKC
knows (the Kangxi Radicals) are added below. Source: EquivalentUnifiedIdeograph of the Unicode Character Database."""

RADICALS |= {code: ord(unicodedata.normalize("NFKC", chr(code))) for code in range(0x2F00, 0x2FD6)}

_INVISIBLE = ("Cc", "Cf", "Mn", "Me")
"""Unicode categories that are neither text nor punctuation: control and format characters, combining
marks."""
_FILLERS = "\u115f\u1160\u3164\uffa0\u2800"
"""Letters and signs without any ink."""

_HIDDEN = re.compile(
    f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    f"\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff{_FILLERS}]"
)
"""Controls other than blanks, and characters without width."""

UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
"""Private-use characters, which each font draws differently, and the sign for a character that was lost."""

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u2501\u2e3a\u2e3b"
_SIGNS = str.maketrans(
    dict.fromkeys(_DASHES, "-")
    | dict.fromkeys("’‘‛ʼʻʹʽʾʿ`´′", "'")
    | dict.fromkeys("⁄∕", "/")
    | dict.fromkeys("〜∼", "~")
)
"""Punctuation that is printed in several forms between Latin words or numbers."""

_LATIN = str.maketrans(
    {"ß": "ss", "ð": "d", "þ": "th", "ŋ": "n", "ə": "e", "ʒ": "z", "ʃ": "s", "ɣ": "g", "ɩ": "i", "ʊ": "u"}
    | {"ʉ": "u", "ɑ": "a", "ĸ": "k"}
)
_LATIN_NAME = re.compile(r"LATIN (?:SMALL |CAPITAL )*LETTER (?:[A-Z]+ )*?(?P<letter>[A-Z]{1,2})(?: WITH .*)?")


class _CharacterTable(dict[int, str]):
    """For `str.translate`: the folded form of each character, before punctuation; a blank for any blank.

    Of the characters looked up so far, `dropped` fold to nothing, `widened` to more than one.
    """

    def __init__(self) -> None:
        super().__init__()
        self._simplify = opencc.OpenCC("t2s").convert
        self.dropped: set[str] = set()
        self.widened: set[str] = set()

    def __missing__(self, code_point: int) -> str:
        plain = chr(code_point).translate(RADICALS).translate(_SIGNS)
        folded = unicodedata.normalize("NFKC", plain).lower().translate(_SIGNS)
        self[code_point] = form = "".join(map(self._folded, folded)).translate(VARIANTS)
        if len(form) != 1:
            (self.widened if form else self.dropped).add(chr(code_point))
        return form

    def _folded(self, char: str) -> str:
        if char.isspace() and not _HIDDEN.match(char):
            return " "
        if unicodedata.category(char) in _INVISIBLE or char in _FILLERS:
            return ""
        return char if char.isascii() else _without_accent(char) or self._simplify(char)


def _without_accent(char: str) -> str:
    """A Latin letter in lower case as ASCII; empty for anything else."""
    name = unicodedata.name(char, "")
    if not name.startswith("LATIN "):
        return ""
    base = unicodedata.normalize("NFKD", char)[0].translate(_LATIN)
    if base.isascii():
        return base
    found = _LATIN_NAME.fullmatch(name)
    return found["letter"].lower() if found else ""


CHARACTERS = _CharacterTable()


class _SimplifiedTable(dict[int, str]):
    """For `str.translate`: the simplified form of a character, always one character."""

    def __missing__(self, code_point: int) -> str:
        char = chr(code_point)
        is_han = "\u2e80" <= char <= "\u2fdf" or "\u3400" <= char <= "\ufaff"
        folded = CHARACTERS[code_point] if is_han else char
        self[code_point] = folded if len(folded) == 1 else char
        return self[code_point]


_SIMPLIFIED = _SimplifiedTable()


def simplified(text: str) -> str:
    """A text in simplified characters, of the same length; punctuation is unchanged."""
    return text.translate(_SIMPLIFIED)


def visible(text: str) -> str:
    """A text without characters that have no width and controls other than blanks."""
    return _HIDDEN.sub("", text)


def visible_offsets(text: str) -> list[int]:
    """The offset in a text of each character of its visible form."""
    return [offset for offset, char in enumerate(text) if not _HIDDEN.match(char)]


def with_common_characters(text: str) -> str:
    """A text with radicals as the common characters that they look like, of the same length."""
    return text.translate(RADICALS)
