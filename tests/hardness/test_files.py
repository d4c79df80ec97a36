"""Files of any content: time in proportion to their size, and for 10 MB a bound on time and memory; many files."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.db.release import current_release
from app.domain.organs import Names
from app.ingest.files import MAX_BYTES
from app.settings import ROOT
from app.sources.limits import MOST_CHARACTERS
from tests.growth import grows_too_fast
from tests.hardness.hostile_files import HOSTILE
from tests.ingest.test_growth import reading
from tests.kinds_of_text import Kind, kinds
from tests.sources.akn.text import document, paragraph, statement

logger = logging.getLogger(__name__)

MOST_SECONDS, MOST_MEMORY = 25, 500 * 1_000_000
"""For one file of 10 MB, in processor time and bytes."""
MOST_MEMORY_FOR_MANY = 1_000_000_000
"""For 50,000 files of a line each, in bytes."""

INGEST = """
import json, os, resource, sys
from app.cli import cli
try:
    cli(["ingest", sys.argv[1], "--archive", sys.argv[2], "-q", "--no-log"])
except SystemExit as ended:
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    # `ru_maxrss` of a process counts that of the one which started it.
    peak = int(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0])
    seconds = own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
    print(json.dumps({"status": ended.code, "seconds": seconds, "memory": max(peak, others.ru_maxrss) * 1024}))
"""


def ingested(path: Path) -> dict[str, float]:
    """Status, processor time in seconds and greatest memory in bytes of an ingest in a process of its own."""
    answer = subprocess.run(
        [sys.executable, "-c", INGEST, str(path), str(path.parent / "archive")],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.stdout, answer.stderr
    found: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    logger.info("%s: %.1f s, %.0f MB", path, found["seconds"], found["memory"] / 1_000_000)
    return found


@pytest.mark.parametrize("kind", list(kinds()), ids=lambda kind: kind.name)
def test_reading_takes_time_in_proportion_whatever_the_text(kind: Kind, names: Names) -> None:
    assert not grows_too_fast(reading(kind, names), 32_000)


def _marked(inside: str) -> bytes:
    return document(statement(paragraph("1.", inside)))


def _times(part: str, size: int) -> str:
    return part * (size // len(part.encode()))


_HEAD = "77/1. 题目\n\n大会，\n\n1. 请各国合作。\n\n"
_WHOLE = MOST_CHARACTERS - 10_000
"""In characters."""
Make = Callable[[int], bytes]
"""A file of about a size in bytes."""


def _text(part: str) -> Make:
    return lambda size: (_HEAD + _times(part, size)).encode()


def _whole_text(part: str) -> Make:
    return lambda _: (_HEAD + part * (_WHOLE // len(part))).encode()


def _markup(part: str) -> Make:
    return lambda size: _marked(_times(part, size))


LARGE: dict[str, Make] = {
    "text-words": _text("请秘书长就其中所列各国情况向大会提交报告；\n"),
    "text-digits": _text("1"),
    "text-breaks": _text("\n"),
    "text-brackets": _text("（"),
    "text-blanks": _text(" "),
    "text-short": _text("国\n"),
    "whole-words": _whole_text("请秘书长就其中所列各国情况向大会第七十八届会议提交报告并说明有关进展情况以及各国所采取的措施；\n\n"),
    "whole-references": _whole_text("请各国执行其" + "第77/1号决议、" * 10_000 + "；\n"),
    "whole-symbols": _whole_text("请各国注意" + "A/77/1，第1段；" * 9_000 + "\n"),
    "whole-titles": _whole_text("请各国遵守" + "《公约》" * 20_000 + "；\n"),
    "whole-digits": _whole_text("1" * 99_000 + "\n"),
    "whole-numbered": _whole_text("2. 请各国执行第77/1号决议所载的第1段；\n"),
    "whole-lines": lambda _: (_HEAD + "请国国国国；\n" * 49_000).encode(),
    "whole-paragraphs": lambda _: (_HEAD + ("2. 请各国执行第77/1号决议，" + "国" * 30 + "；\n") * 9_900).encode(),
    "lines-above": lambda _: ("国国国国国国国国\n" * 49_000 + _HEAD).encode(),
    "xml-tags": _markup("<b/>"),
    "xml-spans": _markup("<span>国</span>"),
    "xml-words": _markup("国"),
    "xml-references": _markup("第77/1号决议、"),
    "xml-whole": lambda _: _marked("<b>第77/1号决议</b>、" * 90_000),
    "xml-attributes": lambda size: _marked("<b " + " ".join(f"a{n}=''" for n in range(size // 12)) + "/>"),
    "bytes": lambda size: bytes(range(256)) * (size // 256),
}  # fmt: skip


@pytest.mark.parametrize("name", LARGE)
def test_ten_megabytes_of_anything_take_a_bounded_time_and_memory(tmp_path: Path, name: str) -> None:
    data = LARGE[name](MAX_BYTES - 1000)[:MAX_BYTES]
    path = tmp_path / f"a{'.xml' if name.startswith('xml') else '.txt'}"
    path.write_bytes(data)
    found = ingested(path)
    assert found["status"] in (0, 1), found
    assert found["seconds"] < MOST_SECONDS, found
    assert found["memory"] < MOST_MEMORY, found


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_or_read_in_a_bounded_time_and_memory(tmp_path: Path, name: str) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / name).write_bytes(HOSTILE[name]())
    (tmp_path / "texts" / "sound.txt").write_text("77/1. 题目\n\n大会，\n\n1. 请各国合作。\n", "utf-8")
    found = ingested(tmp_path / "texts")
    assert found["status"] in (0, 1), found
    assert found["seconds"] < MOST_SECONDS, found
    assert found["memory"] < 2 * MOST_MEMORY, found
    assert current_release(tmp_path / "archive"), "the file beside it is read"


def many(folder: Path, count: int, *, is_text: bool) -> Path:
    """A folder of as many files of a line or two."""
    folder.mkdir(parents=True)
    for number in range(count):
        text = f"大会，\n\n1. 请秘书长就第{number}号事项报告。\n" if is_text else f"第{number}件\n"
        (folder / f"{number:05}.txt").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("is_text", [True, False], ids=["texts", "no texts"])
def test_fifty_thousand_small_files_take_no_longer_each_than_five_thousand(
    tmp_path: Path, *, is_text: bool
) -> None:
    few, all_ = (
        ingested(many(tmp_path / str(count) / "texts", count, is_text=is_text)) for count in (5_000, 50_000)
    )
    assert all_["status"] == (0 if is_text else 1), all_
    assert all_["seconds"] < 10 * few["seconds"], (few, all_)
    assert all_["memory"] < MOST_MEMORY_FOR_MANY, all_
