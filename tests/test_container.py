"""The image: what it is built from, and what it does at its start."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from app.settings import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")


@pytest.fixture
def start(tmp_path: Path) -> list[str]:
    """The script on an archive in `tmp_path`, with a command in place of `jueyi` that writes down its arguments."""
    command = tmp_path / "bin" / "jueyi"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\necho "$1" >> {tmp_path}/called\n[ "$1" != ingest ]\n', "utf-8")
    command.chmod(0o755)
    (tmp_path / "archive").mkdir()
    return ["env", f"PATH={command.parent}:{os.environ['PATH']}", f"JUEYI_ARCHIVE={tmp_path}/archive"]


def called(tmp_path: Path, start: list[str]) -> list[str]:
    (tmp_path / "called").unlink(missing_ok=True)
    subprocess.run([*start, "sh", str(ROOT / "deploy" / "start.sh")], check=True)
    return (tmp_path / "called").read_text("utf-8").split()


def test_only_a_start_without_an_archive_takes_texts_in_and_serves_even_if_one_is_refused(
    tmp_path: Path, start: list[str]
) -> None:
    assert called(tmp_path, start) == ["ingest", "serve"]
    (tmp_path / "archive" / "current").symlink_to(tmp_path / "nowhere")
    assert called(tmp_path, start) == ["ingest", "serve"]
    (tmp_path / "nowhere").mkdir()
    assert called(tmp_path, start) == ["serve"]


def test_the_base_image_is_one_version_and_can_be_given_by_digest() -> None:
    (given,) = re.findall(r"^ARG BASE_IMAGE=(\S+)$", DOCKERFILE, re.M)
    assert re.fullmatch(r"python:\d+\.\d+\.\d+-\S+", given)
    assert set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)) == {"${BASE_IMAGE}"}


def test_every_lock_that_the_image_installs_is_copied_and_every_engine_is_among_them() -> None:
    installed = set(re.findall(r"-r (requirements/\S+)", DOCKERFILE))
    copied = set(
        re.findall(r"requirements/\S+\.txt", re.findall(r"^COPY (.*) requirements/$", DOCKERFILE, re.M)[0])
    )
    assert installed == copied
    pins = "".join((ROOT / name).read_text("utf-8") for name in installed)
    assert re.search(r"^tantivy==", pins, re.M)
    assert re.search(r"^whoosh3==", pins, re.M)
