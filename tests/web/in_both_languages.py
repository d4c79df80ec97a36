"""A small archive in both languages, for tests of what stands beside what."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.sources.akn import english
from tests.sources.akn import text as chinese

PAIRS = (
    ("促请", "企业在供应链中开展尽职调查；", "Calls upon", "enterprises to exercise due diligence in supply chains;"),
    ("鼓励", "会员国按照《指导原则》开展尽职调查，并提出报告；", "Encourages", "Member States to conduct due diligence, and to report;"),
    ("请", "秘书长报告人权尽责方面的工作；", "Requests", "the Secretary-General to report on human rights due diligence;"),
    ("欢迎", "尽职调查的各项结果；", "Welcomes", "the results of the due‑diligence obligations;"),
    ("吁请", "各国接纳难民；", "Calls upon", "States to receive refugees;"),
)  # fmt: skip
"""Verb and words of each operative paragraph in both languages."""
ALONE = "仅有中文的一段谈到尽职调查；"


def write_texts(folder: Path) -> Path:
    """213 in both languages, its last paragraph in Chinese only; 215 in Chinese only."""
    folder.mkdir()
    zh = "".join(
        chinese.paragraph(f"{number}.", f'<span class="bold">{verb}</span>{words}')
        for number, (verb, words, _, _) in enumerate((*PAIRS, ("重申", ALONE, "", "")), start=1)
    )
    en = "".join(
        english.paragraph(str(number), verb, words)
        for number, (_, _, verb, words) in enumerate(PAIRS, start=1)
    )
    for name, content in (
        ("213-zh", chinese.statement(zh)),
        ("213-en", english.statement(en)),
        ("215-zh", chinese.statement(zh, number="77/215", cover="A/RES/77/215")),
    ):
        (folder / f"{name}.xml").write_bytes(chinese.document(content))
    return folder


@contextmanager
def both_languages(folder: Path) -> Iterator[TestClient]:
    """A client of the site with these texts."""
    assert not run_ingest(folder / "archive", write_texts(folder / "texts")).refused
    with TestClient(
        create_app(Settings(archive=folder / "archive")), base_url="http://juey.test", follow_redirects=False
    ) as client:
        yield client
