"""Citations of a document, or of a place in it, in the styles of several fields."""

import re
from dataclasses import dataclass
from datetime import date

from app.domain.adoption import Adoption
from app.domain.organs import Organ
from app.domain.quotation import quoted
from app.domain.resolution import Head

_ITEM_NUMBER = re.compile(r"[0-9]+(?:\([a-z]+\))?(?:[和、][0-9]+(?:\([a-z]+\))?)*")
QUOTATION = "引文和出处"
KIND_NAMES = {"resolution": "决议", "decision": "决定", "draft": "决议草案"}


@dataclass(frozen=True, slots=True)
class CitingFormat:
    """A citation style: its name, and the citation in it."""

    name: str
    text: str


def kind_name(head: Head) -> str:
    """决议, 决定 or 决议草案."""
    return KIND_NAMES[head.kind]


def chinese_date(day: date) -> str:
    """`2022年7月7日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def date_words(known: str) -> str:
    """An ISO 8601 date of any precision in words: `2022-07-07`, `2022-07`, `2022` → 2022年7月7日, 2022年7月, 2022年."""
    parts = (
        f"{int(part)}{unit}" for part, unit in zip(filter(None, known.split("-")), "年月日", strict=False)
    )
    return "".join(parts)


def heading(head: Head, organ: Organ) -> str:
    """The name of a document that has no title: `第50/4号决议`, else the symbol, else organ and kind."""
    if head.number:
        return f"第{head.number}号{kind_name(head)}"
    return head.symbol or f"{organ.name}{kind_name(head)}"


def called(title: str | None, number: str | None, kind: str) -> str:
    """The name of a document in a list: its title, else `第2722(2024)号决议`, else its kind."""
    return title or (f"第{number}号{KIND_NAMES[kind]}" if number else KIND_NAMES[kind])


def session_name(session: str) -> str:
    """`50` → 第50届会议, `S-32` → 第32届特别会议, `ES-11` → 第11届紧急特别会议, `2021` → 2021年届会."""
    if session.startswith("ES-"):
        return f"第{session[3:]}届紧急特别会议"
    if session.startswith("S-"):
        return f"第{session[2:]}届特别会议"
    return f"{session}年届会" if len(session) == 4 else f"第{session}届会议"


def item_name(item: str) -> str:
    """An agenda item in words: `68(b)` → 议程项目68(b); a title is returned unchanged."""
    return f"议程项目{item}" if _ITEM_NUMBER.fullmatch(item) else item


def tally(adoption: Adoption) -> str:
    """`29票赞成、16票反对、2票弃权`; empty if no votes were counted."""
    counts = ((adoption.in_favour, "赞成"), (adoption.against, "反对"), (adoption.abstaining, "弃权"))
    return "、".join(f"{count}票{choice}" for count, choice in counts if count is not None)


def reference(head: Head, organ: Organ, pinpoint: str) -> str:
    """A place in words, or the whole document, as United Nations texts cite it:
    `人权理事会2022年7月7日第50/4号决议第5段`."""
    when = date_words(head.known_date)
    if head.number:
        return f"{organ.name}{when}{heading(head, organ)}{pinpoint}"
    title = head.title or heading(head, organ)
    named = f"{organ.name}{when}{kind_name(head)}{head.symbol or f'“{title}”'}"
    return f"{named}，{pinpoint}" if pinpoint else named


def citing_formats(
    head: Head, organ: Organ, pinpoint: str, url: str, today: date, words: str = ""
) -> tuple[CitingFormat, ...]:
    """All citation styles for a place in words (`domain.pasted.words_in`), or for the whole document if these are
    empty. Each leads back to the place. If the `words` of the place are given, they are quoted first. Of a date only
    what is sure is given, if need be its year alone.

    Sources: United Nations usage; 法学引注手册; GB/T 7714.
    """
    title = head.title or heading(head, organ)
    when = date_words(head.known_date)
    name = reference(head, organ, pinpoint)
    law = "，".join(
        part
        for part in (
            f"《{title}》",
            f"{organ.full_name}{kind_name(head)}",
            head.symbol or "",
            f"{when}通过" if when else "",
            pinpoint,
        )
        if part
    )
    symbol = f"：{head.symbol}" if head.symbol else ""
    dated = f"（{head.known_date}）" if head.known_date else ""
    quotation = (CitingFormat(QUOTATION, f"{quoted(words)}（{name}） {url}"),) if words else ()
    return (
        *quotation,
        CitingFormat("联合国用法", name),
        CitingFormat("法学引注", f"{law}。"),
        # The cited part stands where the pages of a book would, before the dates. The full stop at the end is optional
        # (GB/T 7714-2015, 7.2), and would be taken for a part of the address.
        CitingFormat(
            "GB/T 7714",
            f"{organ.full_name}. {title}{symbol}[EB/OL]. {pinpoint}{dated}[{today.isoformat()}]. {url}",
        ),
        CitingFormat("文字与链接", f"{name} {url}"),
        CitingFormat("Markdown", f"[{name}]({url})"),
    )
