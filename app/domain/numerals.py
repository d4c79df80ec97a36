"""Chinese and Roman numerals, as printed in session names and labels."""

import re

_DIGITS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "○": 0,
}
HEAVENLY_STEMS = "甲乙丙丁戊己庚辛壬癸"
EARTHLY_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
"""Heavenly stems and earthly branches: labels of points in older texts, in order."""

_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
_UNITS = {"十": 10, "百": 100, "千": 1000}
CHINESE_NUMERAL = f"[{''.join([*_DIGITS, *_UNITS])}]"


def from_chinese(text: str) -> int:
    """The value of a numeral: `七十五` → 75, `二〇二四` → 2024, `廿一` → 21, `12` and `１２` → 12.

    Raises ValueError if the text is not a numeral.
    """
    text = text.translate(_TENS)
    if text.isdecimal():
        return int(text)
    if not re.fullmatch(f"{CHINESE_NUMERAL}+", text):
        raise ValueError(f"not a numeral: {text!r}")
    if not any(char in _UNITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def to_chinese(number: int) -> str:
    """A number from 1 to 99 as a Chinese numeral: 12 → `十二`; greater ones in figures."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return (_ONES_IN_CHINESE[tens] if tens > 1 else "") + ("十" if tens else "") + _ONES_IN_CHINESE[ones]


_ONES_IN_CHINESE: tuple[str, ...] = ("", *"一二三四五六七八九")


def from_roman(text: str) -> int:
    """The value of a Roman numeral: `XXVIII` → 28. Raises KeyError if it is not one."""
    values = [_ROMAN[char] for char in text]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def to_roman(number: int) -> str:
    """A number from 1 to 89 as a Roman numeral: 28 → `XXVIII`."""
    tens, ones = divmod(number, 10)
    return "L" * (tens >= 5) + ("XL" if tens == 4 else "X" * (tens % 5)) + _ONES[ones]


_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
