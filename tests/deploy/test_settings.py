"""Units, `compose.yaml` and the page about them name settings that there are."""

import re
from pathlib import Path

import pytest

from app.settings import ROOT, Settings

PAGES = [ROOT / "docs" / name for name in ("deployment.md", "operations.md")]
FILES = [*(ROOT / "deploy").glob("*.service"), ROOT / "deploy" / "cluster.env", ROOT / "compose.yaml", *PAGES]
AWAITED = {
    "DATABASE_URL",
    *(f"OPENSEARCH_{name}" for name in ("URL", "USER", "PASSWORD", "CA", "SHARDS", "REPLICAS")),
}
"""Settings of engines that other machines share."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_settings_are_those_of_the_program(file: Path) -> None:
    named = set(re.findall(r"\bJUEYI_([A-Z_]+)", file.read_text("utf-8")))
    assert named
    assert named <= {field.upper() for field in Settings.model_fields} | AWAITED


def test_the_proxy_of_the_examples_is_trusted() -> None:
    unit = (ROOT / "deploy" / "jueyi.service").read_text("utf-8")
    given = re.search(r"JUEYI_TRUSTED_PROXIES=(\S+)", unit)[1]
    assert Settings.model_validate({"trusted_proxies": given}).trusted_proxies == ("127.0.0.1",)
    compose = (ROOT / "compose.yaml").read_text("utf-8")
    gateway = re.search(r"gateway: ([\d.]+)", compose)[1]
    assert f"JUEYI_TRUSTED_PROXIES:-{gateway}," in compose
