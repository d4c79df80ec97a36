"""The languages that are read, and how another one is known."""

import re

from app.domain.resolution import Problem

READ = ("中文", "英文")
"""The languages whose texts are read."""

_LEAST = 0.1
"""Least share of a language's letters in a text of that language."""
_FEW = 40
"""A text with fewer letters than this is of no known language."""
_EXAMINED = 20_000
"""How much of a text is looked at, in characters."""
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_OTHERS = {
    "日文": re.compile(r"[\u3041-\u30ff]"),
    "韩文": re.compile(r"[\uac00-\ud7a3\u1100-\u11ff]"),
    "俄文": re.compile(r"[\u0400-\u04ff]"),
    "阿拉伯文": re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]"),
}
"""Languages by letters that no Chinese text has many of."""
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_WORDS = {
    "英文": frozenset("the of and to in on for with that its by".split()),
    "法文": frozenset("les des la et du dans que aux le sur une".split()),
    "西班牙文": frozenset("los las la el y del en que por una con".split()),
}


def unread_language(text: str) -> Problem | None:
    """The refusal of a text in a language that is not read; None if it is in one that is, or in none that is known."""
    language = language_of(text)
    if language is None or language in READ:
        return None
    return Problem("unread_language", f"看来是{language}文本；目前只读{'、'.join(READ)}文本")


def language_of(text: str) -> str | None:
    """The language that most of a text is in, in Chinese; None if that cannot be told."""
    text = text[:_EXAMINED]
    han, latin = len(_HAN.findall(text)), len(_LATIN.findall(text))
    others = {name: len(letters.findall(text)) for name, letters in _OTHERS.items()}
    letters = han + latin + sum(others.values())
    if letters < _FEW:
        return None
    name = max(others, key=lambda one: others[one])
    if others[name] > _LEAST * letters:
        return name
    return "中文" if han > _LEAST * letters else _of_latin(text)


def _of_latin(text: str) -> str:
    words = re.findall(r"[a-zà-ÿ]+", text.lower())
    counts = {name: sum(word in known for word in words) for name, known in _WORDS.items()}
    name = max(counts, key=lambda one: counts[one])
    return name if counts[name] > 0.05 * len(words) else "拉丁字母的"
