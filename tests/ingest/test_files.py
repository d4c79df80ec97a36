"""What is read of what lies in a folder: no link that leads out, no name that cannot be told, nothing too large."""

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import cli
from app.domain.organs import Names
from app.domain.resolution import Problem
from app.ingest.files import SourcePath, find_sources, read_source
from app.ingest.reading import read_file
from app.sources import limits
from app.sources.akn import read as read_akn
from app.sources.plain_text import read
from tests.conftest import run_ingest
from tests.sources.akn.text import document, paragraph, statement

TEXT = "77/1. 题目\n\n大会，\n\n1. 请各国合作。\n"


def told(folder: Path) -> dict[str, str]:
    """For each file of a folder, why it is refused, or what its first bytes are."""
    found = {}
    for source in find_sources([folder]):
        try:
            found[source.shown] = read_source(source).data[:4].decode()
        except ValueError as error:
            found[source.shown] = str(error)
    return found


def test_links_are_followed_no_farther_than_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    (folder / "inner").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("密77/", "utf-8")
    (folder / "inner" / "real.txt").write_text(TEXT, "utf-8")
    (folder / "within.txt").symlink_to("inner/real.txt")
    (folder / "out.txt").symlink_to("../secret.txt")
    (folder / "far.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "twice.txt").symlink_to("out.txt")
    (folder / "itself.txt").symlink_to("itself.txt")
    (folder / "folder").symlink_to(tmp_path)
    found = told(folder)
    assert found.pop("inner/real.txt") == found.pop("within.txt") == "77/1"
    assert found.pop("itself.txt") == "没有这个文件"
    assert set(found) == {"out.txt", "far.txt", "twice.txt"}
    assert all("文件夹之外的链接" in reason for reason in found.values())


def test_a_folder_that_is_itself_a_link_is_read_and_so_is_a_named_file(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "texts" / "b.txt").symlink_to("a.txt")
    (tmp_path / "link").symlink_to("texts")
    (tmp_path / "named.txt").symlink_to("texts/a.txt")
    assert told(tmp_path / "link") == {"a.txt": "77/1", "b.txt": "77/1"}
    (named,) = find_sources([tmp_path / "named.txt"])
    assert read_source(named).data.decode() == TEXT


@pytest.mark.parametrize("is_named", [True, False])
def test_no_sidecar_leads_out_of_its_folder(tmp_path: Path, *, is_named: bool) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (tmp_path / "secret.toml").write_text('title = "密"', "utf-8")
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "a.toml").symlink_to(tmp_path / "secret.toml")
    (source,) = find_sources([folder / "a.txt" if is_named else folder])
    with pytest.raises(ValueError, match="旁注文件是指向文件夹之外的链接"):
        read_source(source)


def test_a_pipe_in_the_place_of_a_sidecar_holds_nothing_up(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    os.mkfifo(tmp_path / "a.toml")
    (source,) = find_sources([tmp_path])
    with pytest.raises(ValueError, match="旁注文件不是普通文件"):
        read_source(source)


def test_names_that_cannot_be_told_are_refused_and_told_in_escapes(tmp_path: Path) -> None:
    names = [b"\xff.txt", b"\x1b[31m.txt", b"a\nb.txt", "\u202e倒.txt".encode(), b"ok.txt"]
    folder = tmp_path / "texts"
    (folder / os.fsdecode(b"sub\xfe")).mkdir(parents=True)
    for index, name in enumerate(names):
        path = os.fsencode(folder) + b"/" + name
        Path(os.fsdecode(path)).write_text(TEXT.replace("77/1", f"77/{index + 1}"), "utf-8")
    (folder / os.fsdecode(b"sub\xfe") / "in.txt").write_text(TEXT, "utf-8")
    summary = run_ingest(tmp_path / "archive", folder)
    outcomes = {outcome.path: outcome.status for outcome in summary.outcomes}
    assert outcomes.pop("ok.txt") == "added"
    assert set(outcomes) == {"\\xff.txt", "\\x1b[31m.txt", "a\\x0ab.txt", "\\u202e倒.txt", "sub\\xfe/in.txt"}
    assert set(outcomes.values()) == {"refused"}
    manifest = (tmp_path / "archive" / "current" / "release.json").read_text("utf-8")
    assert [source["path"] for source in json.loads(manifest)["sources"]] == ["ok.txt"]


def test_a_text_too_large_in_one_dimension_is_refused_with_its_reason(names: Names) -> None:
    verbs = "1. 请各国合作。\n"
    head = TEXT.partition("1. 请")[0]
    for text, reason in (
        (TEXT + "国\n" * (limits.MOST_CHARACTERS // 2), "字，最多"),
        (TEXT + "\n" * limits.MOST_CHARACTERS, "字，最多"),
        (TEXT + "国\n" * (limits.MOST_LINES + 1), "行，最多"),
        (head + "1. 请" + "国" * limits.LONGEST_PARAGRAPH, "请按原文分段"),
        (head + verbs + "1" * limits.LONGEST_PARAGRAPH + "。", "请按原文分段"),
    ):
        problem = read(text.encode(), "text", names)
        assert isinstance(problem, Problem)
        assert reason in problem.message


def test_a_title_has_an_end(tmp_path: Path, names: Names) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT.replace("题目", "\n".join(["题" * 750] * 4)), "utf-8")
    assert read_file(SourcePath(path, "a.txt"), names).refusal == "标题有 3000 字，最多 2000 字，看来不是标题"
    path.write_text(TEXT, "utf-8")
    (tmp_path / "a.toml").write_text(f'agenda_item_title = "{"题" * 3_000}"', "utf-8")
    assert read_file(SourcePath(path, "a.txt"), names).refusal.startswith("议题有 3000 字")
    marked = statement(paragraph("1.", '<span class="bold">请</span>各国合作。'), title="题" * 3_000)
    (tmp_path / "b.xml").write_bytes(document(marked))
    assert read_file(SourcePath(tmp_path / "b.xml", "b.xml"), names).refusal.startswith("标题有 3000 字")


@pytest.mark.parametrize(
    "inside",
    [
        "<b/>" * (limits.MOST_TAGS + 1),
        "<b " + " ".join(f"a{n}=''" for n in range(limits.MOST_TAGS + 1)) + "/>",
        "国" * (limits.MOST_CHARACTERS + 1),
    ],
    ids=["tags", "attributes", "words"],
)
def test_markup_too_large_in_one_dimension_is_refused_with_its_reason(names: Names, inside: str) -> None:
    problem = read_akn(document(statement(paragraph("1.", inside))), "text", names)
    assert isinstance(problem, Problem)
    assert "最多" in problem.message


@pytest.mark.parametrize("number", ["9999/1", "99999999/1", "2²/1"])
def test_a_session_that_no_calendar_reaches_ends_no_ingest(tmp_path: Path, number: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT.replace("77/1", "").replace(". 题目", "题目"), "utf-8")
    (tmp_path / "a.toml").write_text(f'number = "{number}"\nsession = "{number[:-2]}"\n', "utf-8")
    (tmp_path / "b.txt").write_text(TEXT.replace("77/1", "9999/3"), "utf-8")
    summary = run_ingest(tmp_path / "archive", tmp_path)
    assert summary.counts()["added"] == 2


def test_explain_reads_a_named_link_and_refuses_a_name_that_cannot_be_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "link.txt").symlink_to("a.txt")
    assert CliRunner().invoke(cli, ["explain", str(tmp_path / "link.txt")]).exit_code == 0
    (tmp_path / "a\n\x1b[31m.txt").write_text(TEXT, "utf-8")
    result = CliRunner().invoke(cli, ["explain", str(tmp_path / "a\n\x1b[31m.txt")])
    assert result.exit_code == 2
    assert "a\\x0a\\x1b[31m.txt：文件的名称不是 UTF-8" in result.output
