"""A number in the formats of automatic numbering (ECMA-376, part 1, 17.18.59, ST_NumberFormat)."""

from collections.abc import Callable

from app.domain.numerals import EARTHLY_BRANCHES, HEAVENLY_STEMS, to_chinese

_MOST = 10_000
"""Numbers from here on, which no text has, are printed in figures."""
_LETTERS = 26
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_LEGAL = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_LEGAL_TRADITIONAL = str.maketrans("〇一二三四五六七八九十百千", "零壹貳參肆伍陸柒捌玖拾佰仟")


def formatted(number: int, shape: str) -> str | None:
    """A number as a format prints it; in figures where the format has no such number, None for an unknown format."""
    form = _FORMATS.get(shape)
    if form is None:
        return None
    return form(number) if 0 < number < _MOST else str(number)


def _letters(number: int) -> str:
    """a … z, aa, bb … as Word counts."""
    return chr(97 + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1)


def _roman(number: int) -> str:
    signs = ""
    for value, sign in _ROMAN:
        signs += number // value * sign
        number %= value
    return signs


_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def _in_chinese(number: int) -> str:
    """The numeral with its units: 123 → 一百二十三."""
    if number < 100:
        return to_chinese(number)
    printed, is_gap = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            printed += ("〇" if is_gap and printed else "") + str(digit).translate(_DIGITS) + sign
        is_gap = not digit
    return printed


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"


def _of(signs: str) -> Callable[[int], str]:
    """The signs one after another, then figures."""
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _range(first: int, count: int) -> str:
    return "".join(chr(first + index) for index in range(count))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _of(_range(0x2460, 20)),
    "decimalEnclosedCircleChinese": _of(_range(0x2460, 20)),
    "decimalEnclosedParen": _of(_range(0x2474, 20)),
    "decimalEnclosedFullstop": _of(_range(0x2488, 20)),
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": _ordinal,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
    "chineseCounting": _in_chinese,
    "chineseCountingThousand": _in_chinese,
    "taiwaneseCounting": _in_chinese,
    "taiwaneseCountingThousand": _in_chinese,
    "japaneseCounting": _in_chinese,
    "ideographDigital": lambda number: str(number).translate(_DIGITS),
    "taiwaneseDigital": lambda number: str(number).translate(_DIGITS),
    "japaneseDigitalTenThousand": lambda number: str(number).translate(_DIGITS),
    "chineseLegalSimplified": lambda number: _in_chinese(number).translate(_LEGAL),
    "ideographLegalTraditional": lambda number: _in_chinese(number).translate(_LEGAL_TRADITIONAL),
    "ideographEnclosedCircle": _of(_range(0x3220, 10)),
    "ideographTraditional": _of(HEAVENLY_STEMS),
    "ideographZodiac": _of(EARTHLY_BRANCHES),
    "none": lambda _: "",
}
"""By the name of the format. Word prints the ideographs of its enclosed format in brackets (㈠)."""
