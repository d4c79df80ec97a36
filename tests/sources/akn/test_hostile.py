from pathlib import Path

import pytest

from app.domain.organs import Names
from app.domain.resolution import Problem
from app.sources.akn import read
from tests.sources.akn.text import NAMESPACES, document, paragraph, statement

BOMB = (
    '<!DOCTYPE a [<!ENTITY l0 "lol">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)
GOOD = document(statement(paragraph("1.", '<span class="bold">请</span>继续。')))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (f"{BOMB}<akomaNtoso {NAMESPACES}>&l11;</akomaNtoso>".encode(), "DOCTYPE"),
        (f"{BOMB}<akomaNtoso {NAMESPACES}>&l11;</akomaNtoso>".encode("utf-16"), "DOCTYPE"),
        (f'{BOMB}<akomaNtoso {NAMESPACES} a="&l11;"/>'.encode(), "DOCTYPE"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "DOCTYPE"),
        (b'<!DOCTYPE a SYSTEM "http://localhost:9/x.dtd"><a/>', "DOCTYPE"),
        (b"<akomaNtoso>&undefined;</akomaNtoso>", "格式良好"),
        (GOOD[: len(GOOD) // 2], "不完整"),
        (b"", "是空文件"),
        (b"not xml at all", "格式良好"),
        (GOOD.replace(b"legaldocml/ns/akn/3.0", b"legaldocml/ns/akn/2.0"), "不是联合国的 Akoma Ntoso"),
        (b"<html><body>404</body></html>", "不是联合国的 Akoma Ntoso"),
        (document("<x>" * 10_000 + "</x>" * 10_000), "嵌套过深"),
        (document(""), "正文既不是中文，也不是英文"),
        (document('<statement name="resolution"><mainBody><p>正文</p></mainBody></statement>'), "哪个机构"),
        (document(statement("", preamble="")), "没有任何段落"),
        (GOOD.decode().encode("utf-8") + b"\x00", "格式良好"),
    ],
)
def test_a_hostile_file_is_refused_with_a_reason(names: Names, data: bytes, reason: str) -> None:
    problem = read(data, "text", names)
    assert isinstance(problem, Problem)
    assert reason in problem.message


def test_a_text_in_another_language_is_refused(names: Names) -> None:
    arabic = (
        statement(
            paragraph("1.", "تطلب إلى الأمين العام أن يقدم تقريرا عن ذلك إلى مجلس حقوق الإنسان"), title="قرار"
        )
        .replace("重申", "وإذ")
        .replace("大会", "إن")
    )
    problem = read(document(arabic), "text", names)
    assert isinstance(problem, Problem)
    assert problem.message == "正文是阿拉伯文；XML 只读中文和英文"


def test_entities_are_not_read_from_files(names: Names, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("秘密", "utf-8")
    data = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode() + GOOD.replace(
        "继续".encode(), b"&x;"
    )
    assert isinstance(read(data, "text", names), Problem)
