"""English numerals in words, as sessions and counts print them."""

import re

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
)
_ONES += "seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {word: value for value, word in enumerate(_ONES, 1)} | {
    word: 10 * tens for tens, word in enumerate(_TENS, 2)
}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
_ORDINALS |= {f"{word}th": value for word, value in _VALUES.items() if value < 20}
_ORDINALS |= {f"{word[:-1]}ieth": value for word, value in _VALUES.items() if word.endswith("ty")}
_OTHERS = {"hundred": 100, "hundredth": 100, "centenary": 100, "bicentenary": 200, "decade": 10, "dozen": 12}
_EVERY = _VALUES | _ORDINALS | _OTHERS | {"thousand": 1000, "half": 2, "twice": 2, "both": 2, "quarter": 4}
_ONE_WORD = "|".join(sorted(_EVERY, key=len, reverse=True))
ENGLISH_NUMERAL = rf"(?:{_ONE_WORD})(?:(?:-| and | )(?:{_ONE_WORD}))*"


def from_english(text: str) -> int | None:
    """The value of a numeral: `seventy-seventh` → 77, `two hundred and fifty` → 250; None if its words do not add
    up, as in `first and second`."""
    total = 0
    for word in re.split(r"-| and | ", text.lower()):
        value = _EVERY[word]
        if value == 100 and 0 < total < 10:
            total *= 100
        elif (
            total == 0
            or (total % 100 == 0 and value < 100)
            or (total % 10 == 0 and total % 100 and value < 10)
        ):
            total += value
        else:
            return None
    return total
