"""Texts that are made to be dear to read: one sign, or one kind of line, again and again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

_HEAD = "77/1. 题目\n\n大会，\n\n"

SIGNS = (
    *(
        "1 十 （ （1） ） “ “大会” — - 第1号 第77/1号决议 第77/1、 和 ， ； 《 《公约》 ¹ [1] a A/ A/RES/77/1和 大会 。 1.1. / 2022年"
        " 2022年7月7日 第1段 第1、2、 第五条 第1至第2段 * _ 国 國 \u0301 😀 Ａ # http://a/ ” 》 \u202e \u200b 、 (III) 同上， 见"
        " 1948年12月10日第217A(III)号决议 本决议 序言部分第1段 附件 中国、 赞成： A/77/1，第1段； \u3000 \xa0 | ** 1.a 《a和"
    ).split(" "),
    " ",
    "\t",
    " |",
    "a ",
    "题为“",
)
"""Repeated within one paragraph."""

LINES = (
    "\n", " \n", "\r\n", "\f", "\u2028", "1. 请\n\n", "{i}. 请各国\n\n", "1.\n", "(a) 请\n", "（{i}）请\n\n", "一、请\n\n",
    "________\n", "¹ 见A/77/1。\n", "{i} 见A/77/1。\n", "{i}. 见\n", "{i}/99\n", "A/RES/77/1\n\n", "2022年7月7日\n\n",
    "重申人权，\n\n", "国\n", "国\n\n", "甲\t乙\n", "甲  乙   丙\n", "一\n\n题目\n\n1. 请\n\n", "附件\n\n", "附件{i}\n\n题\n\n",
    "大会，\n\n", "77/{i}. 题目\n\n大会，\n\n1. 请\n\n", "A\n\n大会，\n\n1. 请\n\n", "“1. 请\n\n", "“请\n", "赞成：中国、法国\n\n",
    "    请\n", "• 请\n", "- 请\n", "请秘书长报告；\n\n", "请秘书长就其中所列各国情况向大会第七十八届会议提交报告并说明有关\n",
    "请各国合作；¹\n\n", "请各国合作[{i}]；\n\n", "请各国合作{i}；\n\n", "a. 请\n\nb. 请\n\n", "㈠ 请\n\n", "(i) 请\n\n(ii) 请\n\n",
    "http://a.b/\n", "A/77/{i}\n", "第39次会议\n", "* 见A/77/1。\n", "第{i}章\n\n", "第{i}条\n\n请\n\n",
    "1. 请：\n\n(a) 请\n\n(b) 请\n\n", "第1段改为：\n\n“1. 请”\n\n", "甲 | 乙\n",
)  # fmt: skip
"""Repeated; `{i}` counts."""


def _paragraph(sign: str, length: int) -> str:
    return f"{_HEAD}1. 请{_filled(sign, length)}。\n"


def _title(sign: str, length: int) -> str:
    return f"77/1. 题{_filled(sign, length)}\n\n大会，\n\n1. 请。\n"


def _note(sign: str, length: int) -> str:
    return f"{_HEAD}1. 请¹。\n\n________\n¹ 见{_filled(sign, length)}。\n"


def _cover(sign: str, length: int) -> str:
    return f"{_filled(sign, length)}\n\n{_HEAD}1. 请。\n"


def _lines(line: str, length: int) -> str:
    rows: list[str] = []
    size = 0
    while size < length:
        rows.append(line.replace("{i}", str(len(rows) + 1)))
        size += len(rows[-1])
    return _HEAD + "1. 请。\n\n" + "".join(rows)


def _filled(sign: str, length: int) -> str:
    return (sign * (length // len(sign) + 1))[:length]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of text; `at` gives one of about a length in characters."""

    name: str
    part: str
    _make: Callable[[str, int], str]

    def at(self, length: int) -> str:
        """A text of that length."""
        return self._make(self.part, length)


def kinds() -> Iterator[Kind]:
    """Every sign in every place, and every kind of line."""
    for make in (_paragraph, _title, _note, _cover):
        for sign in SIGNS:
            yield Kind(f"{make.__name__[1:]}-{sign!a}", sign, make)
    for line in LINES:
        yield Kind(f"lines-{line!a}", line, _lines)
