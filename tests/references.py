"""The table of real-life references in `tests/golden/references.tsv`, and whether an archive answers it.

Each row has what is typed, where it must lead, and what it needs: `none` is decided without a text, `shipped` needs the
five texts, `collection` the large collection. It leads to an address; `list` before symbols (with `#` and a place)
says that these are listed first; `search` that none is named. `{U+200B}` is a character that cannot be seen.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_plus

from fastapi.testclient import TestClient

from app.settings import ROOT

TABLE = ROOT / "tests" / "golden" / "references.tsv"


@dataclass(frozen=True, slots=True)
class Row:
    """A reference, where it leads, and what it needs."""

    typed: str
    leads: str
    needs: str


def rows(*needs: str) -> list[Row]:
    """The rows that need one of these."""
    return [row for row in _rows() if row.needs in needs]


def _rows() -> Iterator[Row]:
    for line in TABLE.read_text("utf-8").splitlines():
        typed, leads, needs = line.split("\t")
        yield Row(re.sub(r"\{U\+([0-9A-F]{4})\}", lambda found: chr(int(found[1], 16)), typed), leads, needs)


def answer(client: TestClient, typed: str) -> str:
    """Where a query leads, as the table writes it."""
    response = client.get("/search", params={"q": typed}, follow_redirects=False)
    if response.status_code == 302:
        return unquote_plus(response.headers["location"])
    assert response.status_code == 200, (typed, response.status_code)
    named = client.get("/api/v1/search", params={"q": typed, "size": 1}).json()["named"]
    listed = [f"{one['symbol']}#{one['place']}" if one["place"] else str(one["symbol"]) for one in named]
    return " ".join(("list", *listed)) if named else "search"
