"""A sidecar is small and shallow, and nothing in it commands a terminal."""

import subprocess
import sys

import pytest

from app.domain.organs import Names
from app.domain.resolution import Problem
from app.resources import ROOT
from app.sources.plain_text import read
from app.sources.sidecar import MAX_BYTES, apply_sidecar

TEXT = "77/1. 题目\n\n大会，\n\n1. 请各国合作。\n"
SIZE = MAX_BYTES - 100
DEEP = {
    "dotted": "a." * (SIZE // 2) + "b = 1",
    "quoted": '"a".' * (SIZE // 4) + "b = 1",
    "header": "[" + "a." * (SIZE // 2) + "b]",
    "arrays": "a = " + "[" * SIZE,
    "tables": "a = " + "{a=" * (SIZE // 3),
    "behind a string": 't = ["""\n"", {\n""", {' + "a." * (SIZE // 3) + "b = 1}]",
    "behind a literal": "t = ['''\n# \"\n''', {" + "a." * (SIZE // 3) + "b = 1}]",
    "behind a comment": '# """\n' + "a." * (SIZE // 3) + "b = 1",
}
APPLY = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({1 << 30}, {1 << 30}))
from app.settings import shipped_names
from app.sources.plain_text import read
from app.sources.sidecar import apply_sidecar
names = shipped_names()
print(apply_sidecar(read({TEXT!r}.encode(), "a", names), sys.stdin.buffer.read(), names).message)
"""


def refusal(data: str, names: Names) -> str:
    readings = read(TEXT.encode(), "text", names)
    assert isinstance(readings, tuple)
    problem = apply_sidecar(readings, data.encode(), names)
    assert isinstance(problem, Problem)
    return problem.message


@pytest.mark.parametrize("kind", DEEP)
def test_a_deep_sidecar_is_refused_before_it_is_parsed(kind: str) -> None:
    """In a process with little memory: parsing what is nested takes more than there is."""
    answer = subprocess.run(
        [sys.executable, "-c", APPLY], input=DEEP[kind].encode(), cwd=ROOT, capture_output=True, check=False
    )
    assert answer.stdout.decode() == "旁注文件：嵌套过深，每行只写“字段 = 值”\n", answer.stderr.decode()


def test_a_large_sidecar_is_refused(names: Names) -> None:
    assert refusal("#" * (MAX_BYTES + 1), names) == "旁注文件：超过 64 KB"


@pytest.mark.parametrize(
    "line",
    [
        'title = "\\u001b[31m"',
        'title = "一\\n二"',
        'committee = "\\u202e"',
        "adopted_on = 2022-07-07T00:00:00",
    ],
)
def test_a_value_that_no_head_can_have_is_refused(names: Names, line: str) -> None:
    assert refusal(line, names).startswith(f"旁注文件：{line.partition(' ')[0]}")


def test_a_reason_is_short_and_in_escapes(names: Names) -> None:
    message = refusal(f'"\\u001b{"长" * 10_000}" = "{"值" * 10_000}"', names)
    assert len(message) < 500
    assert "\x1b" not in message


@pytest.mark.parametrize(
    "line", ['title = "1.2.3.4.5.6.7.8.9.10.11.12"', "# " + "." * 1000, "title = '''\n..........\n'''"]
)
def test_dots_in_words_are_no_nesting(names: Names, line: str) -> None:
    readings = read(TEXT.encode(), "text", names)
    assert isinstance(readings, tuple)
    found = apply_sidecar(readings, line.encode(), names)
    assert not isinstance(found, Problem) or "嵌套" not in found.message
