"""An archive of many kinds of documents, as the programs of others meet it: the five texts and twenty more."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import ROOT, Settings
from tests.conftest import built_once, run_ingest

BASE = "http://juey.test"


@dataclass(frozen=True)
class Held:
    """What a program has to make of a document; the date is empty for what was not adopted."""

    address: str
    symbol: str
    title: str
    organ: str
    dated: str
    genre: str


def _assembly(number: str, title: str, day: str, *, annex: str = "", formula: str = "大会") -> str:
    year, month, dated = day.split("-")
    printed = f"{year}年{int(month)}月{int(dated)}日"
    return (
        f"{printed}大会决议\n\n{number}. {title}\n\n{formula}，\n\n重申《联合国宪章》的宗旨和原则，\n\n"
        f"1. 请秘书长就{title}提出报告；\n\n2. 决定将此项目列入下届会议临时议程。\n\n"
        f"第54次全体会议\n{printed}\n{annex}"
    )


def _numbered(organ: str, number: str, title: str, day: str, *, kind: str = "决议") -> str:
    year, month, dated = day.split("-")
    printed = f"{year}年{int(month)}月{int(dated)}日"
    return (
        f"{number}. {title}\n\n{organ}，\n\n回顾其以往各项{kind}，\n\n1. 请各国就{title}合作；\n\n2. 决定继续审议此事。\n\n"
        f"第39次会议\n{printed}\n"
    )


def _council(number: str, day: str) -> str:
    year, month, dated = day.split("-")
    serial = number.partition("(")[0]
    return (
        f"安全理事会\n\n第{number}号决议\n\n{year}年{int(month)}月{int(dated)}日安全理事会第9527次会议通过\n\n安全理事会，\n\n"
        f"回顾其以往各项决议，\n\n1. 决定继续处理第{serial}号决议所述事项；\n\n2. 请秘书长提出报告。\n"
    )


_SESSIONS = (
    ("70/11", "预防武装冲突", "2015-11-23"),
    ("71/12", "国际原子能机构的报告", "2016-11-15"),
    ("72/13", "海洋和海洋法", "2017-12-05"),
    ("73/14", "体育促进发展与和平", "2018-12-03"),
    ("74/15", "增进人权领域的对话", "2019-12-05"),
    ("75/16", "土著人民的权利", "2020-12-16"),
    ("76/17", "消除农村贫困", "2021-12-17"),
    ("78/18", "防治荒漠化", "2023-12-19"),
)
_COUNCIL = (("2722(2024)", "2024-01-10"), ("2664(2022)", "2022-12-09"), ("2600(2021)", "2021-10-15"))
_RIGHTS = (("47/9", "人权与国际团结", "2021-07-12"), ("52/10", "食物权", "2023-04-03"))
_DECISION = (
    "76/402. 通过议程\n\n2021年9月17日，大会第2次全体会议根据总务委员会的报告，通过了第七十六届会议议程。\n"
)
_PARTS = """2022年12月30日大会决议

77/256. 会议时地分配办法

A

会议日历

大会，

回顾其以往各项决议，

1. 核准会议日历；

2. 请秘书长提出报告。

B

会议服务

大会，

又回顾其以往各项决议，

1. 请秘书长改进服务。

第56次全体会议
2022年12月30日
"""
_DRAFT = """A/C.3/77/L.25

大会
第七十七届会议
第三委员会
议程项目68(b)

古巴、中国：决议草案

人权与单方面胁迫性措施

大会，

重申《联合国宪章》的宗旨和原则，

1. 敦促各国停止采取单方面措施；

2. 请秘书长提出报告。
"""


def _texts() -> Iterator[tuple[str, str, Held]]:
    """Names of files, what is in them, and what programs have to make of them."""
    for number, title, day in _SESSIONS:
        symbol = f"A/RES/{number}"
        yield number, _assembly(number, title, day), Held(symbol, symbol, title, "联合国大会", day, "决议")
    number, title, day = "77/19", "国际人道主义合作", "2022-12-14"
    annex = "\n附件\n\n行动纲要\n\n1. 各国应加强合作。\n\n2. 各国应交流信息。\n"
    symbol = f"A/RES/{number}"
    yield (
        number,
        _assembly(number, title, day, annex=annex),
        Held(symbol, symbol, title, "联合国大会", day, "决议"),
    )
    for number, day in _COUNCIL:
        serial, year = number.rstrip(")").split("(")
        held = Held(
            f"S/RES/{number}",
            f"S/RES/{serial} ({year})",
            f"第{number}号决议",
            "联合国安全理事会",
            day,
            "决议",
        )
        yield number, _council(number, day), held
    for number, title, day in _RIGHTS:
        symbol = f"A/HRC/RES/{number}"
        yield (
            number,
            _numbered("人权理事会", number, title, day),
            Held(symbol, symbol, title, "联合国人权理事会", day, "决议"),
        )
    yield (
        "decision",
        _DECISION,
        Held("A/DEC/76/402", "A/DEC/76/402", "通过议程", "联合国大会", "2021-09-17", "决定"),
    )
    yield (
        "parts",
        _PARTS,
        Held("A/RES/77/256A", "A/RES/77/256 A", "会议日历", "联合国大会", "2022-12-30", "决议"),
    )
    held = Held("A/C.3/77/L.25", "A/C.3/77/L.25", "人权与单方面胁迫性措施", "联合国大会", "", "决议草案")
    yield "draft", _DRAFT, held
    number, title, day = "2021/2", "经济和社会理事会的青年论坛", "2021-06-08"
    held = Held(f"E/RES/{number}", f"E/RES/{number}", title, "联合国经济及社会理事会", day, "决议")
    yield number, _numbered("经济及社会理事会", number, title, day), held
    number, title, day = "2020/5", "保护文化遗产", "2020-07-17"
    held = Held(f"E/RES/{number}", f"E/RES/{number}", title, "联合国经济及社会理事会", day, "决议")
    yield number, _numbered("经济及社会理事会", number, title, day), held


TEXTS = tuple(_texts())
DRAFT = "x/draft-GA75-C3-item72b-international-cooperation-human-rights"
SHIPPED = (
    Held("A/RES/77/213", "A/RES/77/213", "增进人权领域的国际合作", "联合国大会", "2022-12-15", "决议"),
    Held(
        "A/HRC/RES/50/4", "A/HRC/RES/50/4", "加强人权领域的国际合作", "联合国人权理事会", "2022-07-07", "决议"
    ),
    Held(
        "A/HRC/RES/32/6", "A/HRC/RES/32/6", "加强人权领域的国际合作", "联合国人权理事会", "2016-06-30", "决议"
    ),
    Held("A/HRC/RES/56/4", "A/HRC/RES/56/4", "人权与国际团结", "联合国人权理事会", "2024-07-10", "决议"),
    Held(DRAFT, "", "增进人权领域的国际合作", "联合国大会", "", "决议草案"),
)
"""The five texts; the draft prints no symbol."""
SECOND_PART = Held("A/RES/77/256B", "A/RES/77/256 B", "会议服务", "联合国大会", "2022-12-30", "决议")
HELD = (*(held for _, _, held in TEXTS), SECOND_PART)


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive; tests only read it."""
    folder = tmp_path_factory.mktemp("texts")
    for name, text, _ in TEXTS:
        (folder / f"{name.replace('/', '-')}.txt").write_text(text, "utf-8")
    return built_once(
        tmp_path_factory, "many-kinds", lambda archive: run_ingest(archive, ROOT / "data", folder)
    )


@pytest.fixture(scope="session")
def site(many: Path) -> Iterator[TestClient]:
    """The archive, served."""
    with TestClient(create_app(Settings(archive=many)), base_url=BASE, follow_redirects=False) as client:
        yield client
