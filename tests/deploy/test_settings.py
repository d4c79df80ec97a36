"""Units, `compose.yaml` and the page about them name settings that there are."""

import re
from pathlib import Path

import pytest

from app.settings import ROOT, Settings, cluster_of

PAGES = [ROOT / "docs" / name for name in ("deployment.md", "operations.md")]
FILES = [*(ROOT / "deploy").glob("*.service"), ROOT / "deploy" / "cluster.env", ROOT / "compose.yaml", *PAGES]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_settings_are_those_of_the_program(file: Path) -> None:
    named = set(re.findall(r"\bJUEYI_([A-Z_]+)", file.read_text("utf-8")))
    assert named
    assert named <= {field.upper() for field in Settings.model_fields}


def test_the_proxy_of_the_examples_is_trusted() -> None:
    unit = (ROOT / "deploy" / "jueyi.service").read_text("utf-8")
    given = re.search(r"JUEYI_TRUSTED_PROXIES=(\S+)", unit)[1]
    assert Settings.model_validate({"trusted_proxies": given}).trusted_proxies == ("127.0.0.1",)
    compose = (ROOT / "compose.yaml").read_text("utf-8")
    gateway = re.search(r"gateway: ([\d.]+)", compose)[1]
    assert f"JUEYI_TRUSTED_PROXIES:-{gateway}," in compose


def test_what_compose_passes_empty_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """`${JUEYI_…:-}` is an empty variable where nothing was chosen: the same as none."""
    compose = (ROOT / "compose.yaml").read_text("utf-8")
    empty = {*re.findall(r"(JUEYI_\w+): \$\{\1:-\}", compose)}
    assert {"JUEYI_DATABASE_URL", "JUEYI_OPENSEARCH_URL", "JUEYI_OPENSEARCH_PASSWORD"} < empty
    for name in Settings.model_fields:
        monkeypatch.delenv(f"JUEYI_{name.upper()}", raising=False)
    unset = Settings()
    for name in empty:
        monkeypatch.setenv(name, "")
    settings = Settings()
    assert settings == unset
    assert (settings.database_url.get_secret_value(), settings.opensearch_url) == ("", ())
    assert cluster_of(settings) is None
