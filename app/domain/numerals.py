"""Chinese numerals as session names and labels print them."""

import re

_DIGITS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
HEAVENLY_STEMS = "甲乙丙丁戊己庚辛壬癸"
EARTHLY_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
"""Labels of points in older texts, in their order."""

_UNITS = {"十": 10, "百": 100, "千": 1000}
CHINESE = f"[{''.join([*_DIGITS, *_UNITS])}]"


def from_chinese(text: str) -> int:
    """The number that a numeral says: `七十五` is 75, `二〇二四` is 2024, `12` is 12.

    Raises ValueError where the text is no numeral.
    """
    if text.isascii() and text.isdigit():
        return int(text)
    if not re.fullmatch(f"{CHINESE}+", text):
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


def from_roman(text: str) -> int:
    """The number that a Roman numeral says: `XXVIII` is 28. Raises KeyError where it is none."""
    values = [_ROMAN[char] for char in text]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def to_roman(number: int) -> str:
    """A number from 1 to 89 in Roman numerals: 28 is `XXVIII`."""
    tens, ones = divmod(number, 10)
    return "L" * (tens >= 5) + ("XL" if tens == 4 else "X" * (tens % 5)) + _ONES[ones]


_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
