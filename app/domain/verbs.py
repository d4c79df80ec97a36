"""The verbs that open paragraphs, and the qualifiers that may precede them.

Source: the verbs that the United Nations sets in bold or italics at the head of each paragraph of its Chinese
resolutions. The base verb of `又重申` and of `再次重申` is `重申`.
"""

import re
from collections.abc import Sequence

from app.domain.characters import simplified
from app.domain.text import Span

VERBS = (
    "重申 申明 确认 承认 认识到 认为 意识到 考虑到 铭记 铭记着 回顾 遵循 依照 按照 根据 "
    "念及 忆及 顾及 鉴于 注意到 注意 表示注意到 欢迎 欣见 赞扬 赞赏 表示赞赏 表示感谢 "
    "感谢 祝贺 赞许 肯定 满意 强调 强调指出 着重指出 着重 指出 表示关切 表示严重关切 关切 "
    "表示遗憾 遗憾 表示震惊 震惊 痛惜 痛感 谴责 痛斥 深信 坚信 相信 确信 希望 期待 期望 "
    "渴望 决心 决意 决定 同意 核可 核准 批准 通过 认可 赞同 支持 断定 敦促 促请 吁请 "
    "呼请 呼吁 请 邀请 要求 鼓励 建议 提请注意 提醒 拒绝 反对 否认 宣布 宣告 声明 授权 "
    "设立 延长 任命 选举 责成 指示 委托 采取行动 表示 表示支持 表示声援 重视 审议 收到 "
    "听取 致力于 承诺 保证 看到 保留 继续 处理此案 继续处理此案 重点指出 知悉 提请 批款 拨款 划拨 "
    "斥责 认定 称赞 尊重 核定 提议 推荐 了解到 痛责 痛惜 珍视 恳请 确保 订正 修订 修正 缅怀 澄清 坚持 "
    "商定 转送 提交 哀悼 致敬 维持 关注 鼓舞 警告 满意 深表同情 慰问 吊唁 裁定 撤销 终止 "
    "复按 备悉 察悉 获悉 欣悉 查悉 闻悉 体察 察及 察知 计及 鉴及 审议了 审查了 研究了 收到了 听取了 议决 敦请 "
    "责令 训令 号召 嘉许 嘉勉 切望 断言 宣示 "
    "遵照 不安 关怀 赞成 令饬 鉴悉 体认 体念 欣闻 切盼 谨记 发布 颁布 认知到 体认到 阅悉 参照 证实 注意及"
).split()
SELDOM_OPEN = frozenset({"发布", "颁布"})
"""Verbs that open a declaration now and then, and mostly stand inside of paragraphs, as other words do."""

_QUALIFIERS = (
    "又 还 并 也 再 再次 再度 同时 进一步 重新 特别 尤其 最 极为 极其 非常 十分 深为 "
    "深感 深切 深 严重 高度 强烈 坚决 坚定 热烈 诚挚 衷心 郑重 迫切 紧急 明确 充分 "
    "完全 大力 因此 为此 在这方面 满意地 赞赏地 感谢地 关切地 遗憾地 痛惜地 震惊地 不安地 "
    "欣慰地 欣喜地 钦佩地 感激地 忧虑地 正式 庄严 断然 毫无保留 仍 仍然 依然 却 但 日益 感兴趣 令人鼓舞 "
    "确切 全力 极力 深表 感到 一次 继续 欢欣 高兴地 爰 兹 复 亟 业 业已 业经 续行 决议"
).split()

_DONE = "业已 业经 业 已 已经 续行 爰 兹".split()
_DONE_VERBS = "审查 研究 检讨 讨论 接获 接到 接受 核定 阅悉 考查 注意及 审议 听取 收到".split()
"""Verbs of older texts that are verbs of an opening behind a qualifier only: `业经审查`; alone they begin headings."""


def _any_of(terms: list[str]) -> str:
    return "|".join(sorted(terms, key=len, reverse=True))


_OPENING = re.compile(
    rf"(?:(?:{_any_of(_QUALIFIERS)})地?)*(?P<verb>{_any_of(VERBS)})"
    rf"|(?:{_any_of(_DONE)})(?P<done>{_any_of(_DONE_VERBS)})|(?P<alone>[爰兹]|[爰兹]?(?:决议|议决))(?=[：:，,]?$)"
)


_LONGEST_OPENING = 40
"""How far into a text, in characters, its verb with all qualifiers may reach."""

_WE = "我们"
"""Opening of paragraphs in declarations: `我们重申`."""

_LONGEST = 12
"""Maximum length, in characters, of bold words that are taken for a verb."""


def find_verb(text: str, bold: Sequence[Span] = ()) -> tuple[str | None, int, int]:
    """The base verb of a paragraph or None, and the start and end of the verb as printed.

    Bold words are the verb, wherever they stand (`关切地**注意到**`); without them the verb opens the text.
    """
    short = [
        (start, words) for start, end in bold if len(words := text[start:end].strip("，、 ")) <= _LONGEST
    ]
    known = [(start, words, base) for start, words in short if (base := opening_verb(words)[0])]
    for start, words, base in known:
        return base, start, start + len(words)
    for start, words in short:
        if words:
            # The bold type may end before the verb does.
            base, length = opening_verb(text[start:])
            return base or words, start, start + (length or len(words))
    start = len(_WE) if text.startswith(_WE) else 0
    base, length = opening_verb(text[start:])
    return (base, start, start + length) if base else (None, 0, 0)


def opening_verb(text: str) -> tuple[str | None, int]:
    """The base verb that opens a paragraph or None, and the length in characters of the verb as printed."""
    beginning = simplified(text[:_LONGEST_OPENING])
    if found := _OPENING.match(beginning):
        return found[found.lastgroup or 0], found.end()
    # A blank may stand anywhere between the characters of a verb and its qualifiers: `又 回顾`, `回 顾`.
    letters = [index for index, char in enumerate(beginning) if not char.isspace()]
    if len(letters) == len(beginning):
        return None, 0
    found = _OPENING.match("".join(beginning[index] for index in letters))
    return (found[found.lastgroup or 0], letters[found.end() - 1] + 1) if found else (None, 0)
