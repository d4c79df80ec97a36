"""The JSON interface as programs meet it: a fuzzer, a linter of its description, a generated client."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.resources import ROOT
from tests.heavy.running import free_port, get, running

SPECTRAL = ROOT / "node_modules" / ".bin" / "spectral"
CLIENT = ROOT / ".venv-client" / "bin"
EXAMPLES = 400
"""Cases for each operation and phase: thousands in all."""


@pytest.fixture(scope="module")
def port(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where the five texts are served."""
    port, log = free_port(), tmp_path_factory.mktemp("interface") / "log"
    command = [
        str(Path(sys.executable).with_name("jueyi")),
        "serve",
        "--archive",
        str(archive),
        "--port",
        str(port),
    ]
    with running(command, port, log):
        yield port


@pytest.fixture(scope="module")
def description(port: int, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The description in a file."""
    path = tmp_path_factory.mktemp("description") / "openapi.json"
    path.write_text(get(port, "/api/v1/openapi.json")[1], "utf-8")
    return path


def run(*command: str | Path, folder: Path, **environment: str) -> str:
    """What a command prints; it has to succeed."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    return done.stdout


def test_every_answer_to_thousands_of_cases_is_as_described(port: int, tmp_path: Path) -> None:
    printed = run(
        Path(sys.executable).with_name("schemathesis"),
        *("--config-file", str(Path(__file__).with_name("schemathesis.toml")), "run"),
        f"http://127.0.0.1:{port}/api/v1/openapi.json",
        *("--checks", "all", "--max-examples", str(EXAMPLES)),
        *("--phases", "examples,coverage,fuzzing", "--generation-database", "none"),
        folder=tmp_path,
        PYTHONPATH=str(ROOT),
        SCHEMATHESIS_HOOKS="tests.heavy.schemathesis_hooks",
    )
    assert "22 passed" in printed, printed


def test_the_description_has_no_warning(description: Path) -> None:
    if not SPECTRAL.exists():
        pytest.skip("Spectral is not installed: make node_modules/.ready (needs npm)")
    rules = description.with_name("rules.yaml")
    rules.write_text("extends: spectral:oas\n", "utf-8")
    run(
        SPECTRAL,
        "lint",
        "--ruleset",
        rules,
        "--fail-severity",
        "hint",
        description,
        folder=description.parent,
    )


READER = """
import json, sys
from jueyi_client import Client
from jueyi_client.api.documents import list_documents, show_document
from jueyi_client.api.search import search
from jueyi_client.models import DocumentDetail, ProblemDetails

client = Client(base_url=sys.argv[1])
document = show_document.sync("A/HRC/RES/50/4", client=client)
assert isinstance(document, DocumentDetail), document
pages, page = [], 1
while page:
    answer = list_documents.sync(client=client, page=page, size=2)
    pages.append([item.symbol for item in answer.items])
    page = page + 1 if answer.next_ else 0
found = search.sync(client=client, q="真诚对话")
missing = show_document.sync("A/RES/99/9", client=client)
assert isinstance(missing, ProblemDetails), missing
print(json.dumps({"title": document.title, "pages": pages, "found": found.total_paragraphs, "status": missing.status}))
"""


def test_a_generated_client_reads_pages_searches_and_gets_an_error_as_a_value(
    port: int, description: Path, tmp_path: Path
) -> None:
    if not CLIENT.exists():
        pytest.skip("the generator of clients is not installed: make .venv-client/.ready")
    config = tmp_path / "config.yaml"
    # The formatter that it would run behind is looked for on the path.
    config.write_text("post_hooks: []\n", "utf-8")
    generator = CLIENT / "openapi-python-client"
    made = tmp_path / "client"
    run(
        generator,
        "generate",
        "--path",
        description,
        "--output-path",
        made,
        "--config",
        config,
        folder=tmp_path,
    )
    shutil.move(made / "jueyi_client", tmp_path / "jueyi_client")
    printed = run(CLIENT / "python", "-c", READER, f"http://127.0.0.1:{port}", folder=tmp_path)
    answer = json.loads(printed)
    assert answer["title"] == "加强人权领域的国际合作"
    assert [len(page) for page in answer["pages"]] == [2, 2, 1]
    assert (answer["found"], answer["status"]) == (14, 404)
