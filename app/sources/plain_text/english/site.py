"""Lines around an English text: those of a site, and those of its cover."""

import re

from app.sources.plain_text.english.lines import DAY, begins_with_verb
from app.sources.web_lines import web_line as web_line_in_chinese

_SITE = re.compile(
    r"Skip to (?:main )?content|Home|Print|Share|Search|Menu|Contact(?: us)?|About(?: us)?|Back to top|Top|Sign in|Log ?in"
    r"|Privacy(?: (?:policy|notice))?|Terms of use|Download(?: PDF| Word)?|Subscribe|Next|Previous|Related (?:links|documents)"
    r"|Cookies?.{0,60}|(?:Copyright|©|\(c\) \d{4}).{0,100}|.{0,60}All rights reserved\.?"
    r"|(?:Source|Published|Updated|Posted|Retrieved from|Author|Tags?|Views)\s*:.{0,100}"
)
_ORGANS = "General Assembly|Security Council|Human Rights Council|Economic and Social Council|Commission on Human Rights"
_HEAD_LINE = re.compile(
    rf"(?:[AES]|[A-Z]{{3,5}})/\S{{1,40}}(?: ?\(\d{{4}}\))?|United Nations|Distr\..*|Original:.*|English|[A-Z][a-z -]{{2,40}} session"
    rf"|\d{{4}} session.*|Agenda items? .{{1,60}}|(?:Resolution|Decision)s? adopted .{{1,120}}|Adopted by the .{{1,120}}"
    rf"|(?:{_ORGANS}).{{0,20}}|\[.*\]?|{DAY}|.{{1,160}}: (?:revised )?draft (?:resolution|decision)"
    r"|(?:Draft )?(?:[Rr]esolution|[Dd]ecision)(?: .{1,30})?|[A-Z]"
)
_LETTERS = re.compile(r"[A-Za-z]")
_LONGEST = 120
"""In characters."""
_LONG, _LESS_LONG = 180, 40
"""Least numbers of letters outside of a text that are worth a doubt; the second if a verb opens them."""


def web_line(text: str) -> bool:
    """Whether a line is one that web sites print around a text, in English or Chinese."""
    if len(text) > _LONGEST:
        return False
    return bool(_SITE.fullmatch(text.strip())) or web_line_in_chinese(text)


def head_line(text: str) -> bool:
    """Whether a line may be one of a cover."""
    return bool(_HEAD_LINE.fullmatch(text))


def reads_like_text(text: str) -> bool:
    """Whether words beside a text read like its paragraphs."""
    letters = len(_LETTERS.findall(text))
    return letters >= _LONG or (letters >= _LESS_LONG and begins_with_verb(text))
