"""One text in several formats is one document; what a file is counts, not its name; damage costs its own file."""

import shutil
import subprocess
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from app.cli import cli
from app.domain.organs import Names
from app.domain.resolution import Problem
from app.ingest.explain import Explanation, explain
from app.ingest.files import SourcePath
from app.ingest.reading import read_file
from app.settings import shipped_names
from tests.conftest import run_ingest
from tests.ingest.formats import in_all_formats
from tests.ingest.test_sources import BODY, as_text, sources_of

NAMES = shipped_names()
ADDRESS = "A/RES/77/213"
FILES = in_all_formats(BODY, as_text(), NAMES)
BY_RANK = [(".xml", "akn"), (".docx", "docx"), (".html", "html"), (".txt", "text")]


def write(folder: Path, *suffixes: str, stem: str = "A_RES_77_213") -> Path:
    folder.mkdir(exist_ok=True)
    for suffix in suffixes:
        (folder / f"{stem}{suffix}").write_bytes(FILES[suffix])
    return folder


def refusal(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return read_file(SourcePath(folder / name, name), NAMES).refusal


def test_all_formats_are_sources_of_one_document_and_the_best_is_shown(tmp_path: Path) -> None:
    folder = write(tmp_path / "texts", *FILES)
    summary = run_ingest(tmp_path / "archive", folder)
    assert summary.counts()["refused"] == 0
    (shown, *others) = sources_of(tmp_path / "archive", ADDRESS)
    assert shown == ("A_RES_77_213.xml", "akn", True)
    assert sorted(others) == sorted((f"A_RES_77_213{end}", form, False) for end, form in BY_RANK[1:])


@pytest.mark.parametrize("order", list(permutations(BY_RANK[1:])), ids=lambda order: order[0][1])
def test_the_best_is_shown_in_whatever_order_they_arrive(
    tmp_path: Path, order: tuple[tuple[str, str], ...]
) -> None:
    for end, _ in order:
        run_ingest(tmp_path / "archive", write(tmp_path / "texts", end))
    (shown, *others) = sources_of(tmp_path / "archive", ADDRESS)
    assert shown == ("A_RES_77_213.docx", "docx", True)
    assert {form for _, form, _ in others} == {"html", "text"}


def test_a_text_without_symbol_is_one_document_by_its_name_and_its_sidecar_serves_all(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for end, data in in_all_formats(BODY, as_text(), NAMES).items():
        if end != ".xml":
            (folder / f"draft{end}").write_bytes(data)
    (folder / "draft.toml").write_text('committee = "第三委员会"\n', "utf-8")
    assert run_ingest(tmp_path / "archive", folder).counts()["refused"] == 0
    assert len(sources_of(tmp_path / "archive", ADDRESS)) == 3


@pytest.mark.parametrize(("end", "form"), BY_RANK)
def test_a_file_is_read_as_what_it_is_whatever_its_name_says(tmp_path: Path, end: str, form: str) -> None:
    if form == "text":
        assert "改名为 .txt" in refusal(tmp_path, "a.docx", FILES[end])
        return
    (tmp_path / "a.txt").write_bytes(FILES[end])
    read = read_file(SourcePath(tmp_path / "a.txt", "a.txt"), NAMES)
    assert read.file is not None
    assert (read.file.format, [one.id for one in read.resolutions]) == (form, [ADDRESS])


def test_a_refusal_says_what_the_file_is(tmp_path: Path) -> None:
    french = "L’Assemblée générale,\n\nRappelant ses résolutions sur le droit de la mer et les océans,\n"
    for name, data, reason in (
        ("a.txt", french.encode(), "法文"),
        ("b.html", f"<p>{french}</p>".encode(), "法文"),
        ("c.docx", b"", "空文件"),
        ("d.docx", FILES[".docx"][:500], "损坏"),
        ("e.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("f.txt", b"\x89PNG\r\n\x1a\n\0\0", "OCR"),
        ("g.html", "<p>天气晴好。</p>".encode(), "开头语"),
    ):
        assert reason in refusal(tmp_path, name, data), name


@pytest.mark.parametrize("end", [".docx", ".html"])
def test_explain_shows_every_line_with_its_place(tmp_path: Path, names: Names, end: str) -> None:
    folder = write(tmp_path / "texts", end)
    found = explain(folder / f"A_RES_77_213{end}", names)
    assert isinstance(found, Explanation)
    assert found.documents == (ADDRESS,)
    assert {f"op/{number}" for number in range(1, 9)} <= {line.place for line in found.lines}
    assert all(line.printed for line in found.lines)
    told = CliRunner().invoke(cli, ["explain", str(folder / f"A_RES_77_213{end}")])
    assert told.exit_code == 0


def test_an_old_word_file_is_read_through_libreoffice(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    write(tmp_path / "texts", ".docx", stem="a")
    command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += [
        "--convert-to",
        "doc:MS Word 97",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "texts" / "a.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    read = read_file(SourcePath(tmp_path / "a.doc", "a.doc"), NAMES)
    assert (read.refusal, [one.id for one in read.resolutions]) == ("", [ADDRESS])


def test_without_libreoffice_an_old_word_file_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    assert "另存为 .docx" in refusal(tmp_path, "a.doc", data)


@settings(max_examples=40)
@given(st.sampled_from([".docx", ".html"]), st.data())
def test_a_damaged_file_is_read_or_refused_and_no_more(
    tmp_path_factory: pytest.TempPathFactory, end: str, data: st.DataObject
) -> None:
    damaged = bytearray(FILES[end])
    for _ in range(data.draw(st.integers(0, 8))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at] ^= 1 << data.draw(st.integers(0, 7))
    damaged = damaged[: data.draw(st.integers(0, len(damaged)))]
    path = tmp_path_factory.getbasetemp() / f"damaged{end}"
    path.write_bytes(damaged)
    read = read_file(SourcePath(path, path.name), NAMES)
    assert bool(read.resolutions) != bool(read.refusal)
    assert "请报告" not in read.refusal
    found = explain(path, NAMES)
    assert isinstance(found, Problem) == bool(read.refusal)
