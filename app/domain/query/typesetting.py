"""Removal of blanks in a query that separate nothing: those beside digits, as typeset, and those inside
symbols."""

import re

from app.domain.query.terms import FieldName

FIELD_NAMES: dict[str, FieldName] = {
    "机构": "body",
    "body": "body",
    "年": "year",
    "year": "year",
    "届": "session",
    "session": "session",
    "部分": "part",
    "part": "part",
    "动词": "verb",
    "verb": "verb",
    "引用": "cites",
    "cites": "cites",
    "标题": "title",
    "title": "title",
    "题目": "title",
    "題目": "title",
    "主题": "subject",
    "subject": "subject",
    "国家": "state",
    "state": "state",
    "委员会": "committee",
    "committee": "committee",
    "英": "english",
    "英文": "english",
    "en": "english",
    "english": "english",
    "赞成": "in_favour",
    "for": "in_favour",
    "infavour": "in_favour",
    "反对": "against",
    "against": "against",
    "弃权": "abstaining",
    "abstain": "abstaining",
    "未投": "not_voting",
    "notvoting": "not_voting",
    "赞成票": "in_favour_count",
    "votesfor": "in_favour_count",
    "反对票": "against_count",
    "votesagainst": "against_count",
    "弃权票": "abstaining_count",
    "abstentions": "abstaining_count",
    "贊成": "in_favour",
    "反對": "against",
    "棄權": "abstaining",
    "贊成票": "in_favour_count",
    "反對票": "against_count",
    "棄權票": "abstaining_count",
    "機構": "body",
    "屆": "session",
    "動詞": "verb",
    "標題": "title",
    "主題": "subject",
    "國家": "state",
    "委員會": "committee",
}

_NAMES = "|".join(FIELD_NAMES)
_AT_TERM = r"(?<![^\s(（|｜－−-])"
_AFTER_NAME = re.compile(rf"{_AT_TERM}({_NAMES})\s*([:：])\s*(?=\S)", re.IGNORECASE)
_QUOTED = '《[^》]*》|"[^"]*"|“[^”]*”|「[^」]*」|『[^』]*』'
# A cited document: a title in 《》 or quotation marks, or a symbol with an optional letter and bracket.
_BRACKETED = r"[(（](?:\d{4}|[IVXLC]+)[)）]"
_SYMBOL = rf"[^\s《(（|｜]+(?:\s[A-Z]{{1,2}}(?=[\s|｜)）]|$))?(?:\s?{_BRACKETED}|\s?\(Part\s[IVX]+\))?"
_FIELD = re.compile(
    rf"((?:{_QUOTED})\s*[~～]\s*\d+|{_AT_TERM}(?:(?:引用|cites)[:：](?:{_QUOTED}|{_SYMBOL})|(?:{_NAMES})[:：](?:{_QUOTED}|[^\s|｜)）]+)))",
    re.IGNORECASE,
)
_HAN = r"[\u3400-\u9fff]"
# 2030 年, 第 70/1 号, 5 873 652, 2722 (2024), 72/262 C.
_BESIDE_DIGITS = re.compile(
    rf"(?<=\d)\s+(?={_HAN})|(?<={_HAN})\s+(?=\d)"
    r"|(?<![\d.])(?P<group>\d{1,3}(?:\s\d{3})+)(?!\d)"
    rf"|(?<=\d)\s+(?={_BRACKETED})|(?<=\d\s[A-Z])\s+(?={_BRACKETED})|(?<=\d)\s+(?=[A-Z](?:\s|$|[(（]))"
)


def without_typesetting(text: str) -> str:
    """The query without such blanks; a field is joined to its value and to nothing else."""
    text = _AFTER_NAME.sub(r"\1\2", text)
    while (closer := _closer(text)) != text:
        text = closer
    return text


def _closer(text: str) -> str:
    pieces = _FIELD.split(text)
    pieces[::2] = [
        _BESIDE_DIGITS.sub(lambda found: re.sub(r"\s", "", found["group"] or ""), piece)
        for piece in pieces[::2]
    ]
    pieces[1::2] = [
        piece if piece[-1] in '"”」』' or piece[0] in '"“「『' else "".join(piece.split())
        for piece in pieces[1::2]
    ]
    return "".join(pieces)
