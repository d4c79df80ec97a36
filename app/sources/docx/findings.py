"""What is left out of a Word file, or in doubt: counted while it is read, told at the end."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.domain.resolution import Problem

_MOST_PLACES = 5
"""How many places of one kind a message names."""

_MESSAGES = {
    "formula": "有公式，只读了其中的文字",
    "picture": "有图片，图中文字没有读入",
    "text_box": "有文本框，文字按它所附着的段落排在后面，位置可能不对",
    "field": "有没有结果的域，打印出来的文字读不出来",
    "number_format": "有不认识的自动编号格式，编号按阿拉伯数字读",
    "missing_note": "有脚注标记，但文件里没有这条脚注",
    "embedded_file": "嵌有另一个文件，没有读入",
    "page_numbered_notes": "脚注每页重新编号，页码不在文件里，脚注按全文顺序编号",
}
"""By kind, to be followed by the places."""


@dataclass(slots=True)
class Findings:
    """Kinds of doubts with their places; counts of what was changed, hidden or noted by hand."""

    places: dict[str, list[str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, place: str, detail: str = "") -> None:
        """Record a doubt at a place, such as `第12段`."""
        told = f"{place}（{detail}）" if detail else place
        known = self.places.setdefault(kind, [])
        if told not in known:
            known.append(told)

    def problems(self) -> Iterator[Problem]:
        """One problem for each kind."""
        deleted, inserted, moved = (self.counts[kind] for kind in ("deleted", "inserted", "moved"))
        if deleted or inserted or moved:
            yield Problem(
                "tracked_changes",
                f"文件带有修订：删去{deleted}处，插入{inserted}处，移动{moved}处；读的是接受全部修订之后的文字",
            )
        if self.counts["comment"]:
            yield Problem("comments_left_out", f"有{self.counts['comment']}条批注，没有读入")
        if self.counts["hidden"]:
            yield Problem("hidden_text_left_out", f"有{self.counts['hidden']}处隐藏文字，没有读入")
        for kind, places in self.places.items():
            more = f"等{len(places)}处" if len(places) > _MOST_PLACES else ""
            yield Problem(kind, f"{_MESSAGES[kind]}：{'、'.join(places[:_MOST_PLACES])}{more}")
