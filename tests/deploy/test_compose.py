"""`compose.yaml`: what serves cannot write, and nothing may do more than it needs. `make lint` holds it to the schema."""

import json
import re
import subprocess
from collections.abc import Mapping
from typing import Any

import pytest

from app.cli import cli
from app.settings import ROOT

PYTHON = ROOT / ".venv-audit" / "bin" / "python"
READ = "import json, ruamel.yaml as y; print(json.dumps(y.YAML(typ='safe').load(open('compose.yaml'))))"
COMMANDS = {command.name for command in cli.registered_commands}
STORES = {"postgres", "opensearch"}

Service = dict[str, Any]
Services = dict[str, Service]


@pytest.fixture(scope="module")
def composed() -> dict[str, Any]:
    if not PYTHON.exists():
        pytest.skip("no .venv-audit (make lint-deploy)")
    read = subprocess.run([PYTHON, "-c", READ], cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(read.stdout)
    return found


@pytest.fixture(scope="module")
def services(composed: Mapping[str, Any]) -> Services:
    found: Services = composed["services"]
    return found


@pytest.fixture(scope="module")
def ours(services: Services) -> Services:
    """The services that run this program."""
    return {name: service for name, service in services.items() if service["image"] == "jueyi"}


def started(services: Services, *profiles: str) -> set[str]:
    return {
        name
        for name, service in services.items()
        if not service.get("profiles") or {*profiles} & {*service["profiles"]}
    }


def test_one_machine_needs_no_cluster_and_many_web_servers_none_either(services: Services) -> None:
    assert started(services) == {"first", "web1"}
    assert started(services, "many") == {"first", "web1", "web2", "nginx"}
    assert started(services, "cluster") == {"first", "web1", "web2", "nginx", *STORES}
    assert started(services, "work") - started(services) == {"ingest", "update", "backup"}


def test_who_waits_for_a_store_waits_for_it_only_where_there_is_one(
    services: Services, ours: Services
) -> None:
    for service in ours.values():
        for store in STORES:
            assert service["depends_on"][store] == {"condition": "service_healthy", "required": False}
    for service in services.values():
        for name in service.get("depends_on", {}):
            assert name in services


def test_no_service_may_do_more_than_it_needs(services: Services) -> None:
    for name, service in services.items():
        # It writes beside its configuration.
        assert service.get("read_only") is (None if name == "opensearch" else True), name
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "privileged" not in service
        assert "cap_add" not in service
        assert name in ("first", "web1", "web2", "ingest", "update", "backup") or ":" in service["user"]


def test_every_service_is_bounded_and_its_logs_too(services: Services) -> None:
    for name, service in services.items():
        assert re.fullmatch(r"\d+[mg]", service["mem_limit"]), name
        assert service["pids_limit"] > 0
        assert service["logging"]["options"]["max-size"]


def test_images_of_others_are_of_one_version(services: Services) -> None:
    for service in services.values():
        if service["image"] != "jueyi":
            assert re.fullmatch(r"[\w/-]+:\d+\.\d+(?:\.\d+)?(?:-\w+)?", service["image"])


def test_who_can_be_reached_from_where(composed: Mapping[str, Any], services: Services) -> None:
    assert composed["networks"]["store"] == {"internal": True}
    in_store_alone = {name for name, service in services.items() if [*service["networks"]] == ["store"]}
    assert in_store_alone == {"first", "ingest", "backup", *STORES}
    assert [*services["nginx"]["networks"]] == ["front"]
    assert "network_mode" not in str(services)
    assert {name for name, service in services.items() if "ports" in service} == {"web1", "nginx"}
    assert services["web1"]["ports"] == ["127.0.0.1:8000:8000"]


def test_both_web_servers_are_the_same(services: Services) -> None:
    one, other = (dict(services[name]) for name in ("web1", "web2"))
    del one["ports"], other["profiles"]
    assert one == other
    servers = (ROOT / "deploy" / "nginx-compose-servers.conf").read_text("utf-8")
    assert re.findall(r"^ +server (\S+):8000 ", servers, re.M) == ["web1", "web2"]
    address = services["nginx"]["networks"]["front"]["ipv4_address"]
    assert address in one["environment"]["JUEYI_TRUSTED_PROXIES"]


def test_both_examples_of_servers_differ_only_in_them() -> None:
    def rest(name: str) -> list[str]:
        lines = (ROOT / "deploy" / name).read_text("utf-8").splitlines()[1:]
        return [line for line in lines if not re.match(r" +(# )?server ", line)]

    assert rest("nginx-servers.conf") == rest("nginx-compose-servers.conf")


def test_no_password_is_written_down(services: Services) -> None:
    secret = re.compile(r"PASSWORD|DATABASE_URL")
    for service in services.values():
        for name, value in service.get("environment", {}).items():
            if secret.search(name):
                assert value == f"${{{name}:-}}"
    example = (ROOT / "deploy" / "cluster.env").read_text("utf-8")
    assert re.search(r"^POSTGRES_PASSWORD=$", example, re.M)
    ignored = {name: (ROOT / name).read_text("utf-8").split() for name in (".gitignore", ".dockerignore")}
    assert "/.env" in ignored[".gitignore"]
    assert ".env" in ignored[".dockerignore"]


def test_what_the_example_of_a_cluster_sets_is_asked_for(services: Services) -> None:
    asked = {*re.findall(r"\$\{(\w+):-", json.dumps(services))}
    given = re.findall(r"^(\w+)=", (ROOT / "deploy" / "cluster.env").read_text("utf-8"), re.M)
    assert {*given} - {"COMPOSE_PROFILES"} <= asked


def test_who_may_write_the_archive(services: Services) -> None:
    writers = {name for name, service in services.items() if "archive:/archive" in service.get("volumes", ())}
    assert writers == {"first", "ingest", "update"}
    assert services["web1"]["volumes"] == services["web2"]["volumes"] == ["archive:/archive:ro"]


def test_what_runs_on_says_whether_it_can_answer(services: Services) -> None:
    for name, service in services.items():
        runs_on = "restart" in service
        assert (service["healthcheck"] != {"disable": True}) is runs_on, name
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    assert "/readyz" in dockerfile
    assert "test" not in services["web1"]["healthcheck"]


def test_it_stops_after_its_readers_had_their_time(services: Services) -> None:
    for name in ("web1", "web2"):
        assert services[name]["stop_grace_period"] == "15s"
        assert services[name]["restart"] == "unless-stopped"


def test_services_run_commands_that_there_are(ours: Services) -> None:
    for service in ours.values():
        words = " ".join(service["command"]).split()
        assert words[words.index("jueyi") + 1] in COMMANDS
