"""`compose.yaml`: what serves cannot write, and nothing may do more than it needs. `make lint` holds it to the schema."""

import json
import subprocess
from typing import Any

import pytest

from app.cli import cli
from app.settings import ROOT

PYTHON = ROOT / ".venv-audit" / "bin" / "python"
READ = "import json, ruamel.yaml as y; print(json.dumps(y.YAML(typ='safe').load(open('compose.yaml'))))"
COMMANDS = {command.name for command in cli.registered_commands}


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    if not PYTHON.exists():
        pytest.skip("no .venv-audit (make lint-deploy)")
    read = subprocess.run([PYTHON, "-c", READ], cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(read.stdout)["services"]
    return found


def test_no_service_may_do_more_than_it_needs(services: dict[str, Any]) -> None:
    for service in services.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "privileged" not in service
        assert "cap_add" not in service


def test_only_what_serves_and_what_brings_texts_has_a_network(services: dict[str, Any]) -> None:
    connected = {name for name, service in services.items() if service.get("network_mode") != "none"}
    assert connected == {"jueyi", "update"}
    assert "ports" not in services["update"]
    assert all(port.startswith("127.0.0.1:") for port in services["jueyi"]["ports"])


def test_who_may_write_the_archive(services: dict[str, Any]) -> None:
    writers = {name for name, service in services.items() if "archive:/archive" in service["volumes"]}
    assert writers == {"first", "ingest", "update"}
    assert services["jueyi"]["volumes"] == ["archive:/archive:ro"]


def test_it_stops_after_its_readers_had_their_time(services: dict[str, Any]) -> None:
    assert services["jueyi"]["stop_grace_period"] == "15s"
    assert services["jueyi"]["restart"] == "unless-stopped"


def test_services_run_commands_that_there_are(services: dict[str, Any]) -> None:
    for service in services.values():
        words = " ".join(service["command"]).split()
        assert words[words.index("jueyi") + 1] in COMMANDS
