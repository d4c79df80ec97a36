"""Synthetic archives of General Assembly texts, for tests of counts and lists."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.sources.akn.text import document, paragraph, statement
from tests.statements import executed

ENGLISH = {"CHN": "China", "CUB": "Cuba", "USA": "United States of America", "TUR": "Türkiye"}


def keywords(goals: Sequence[str] = (), subjects: Sequence[str] = ()) -> str:
    """Akoma Ntoso markup with these goals (or targets of goals), and these subjects, given by librarians."""
    guessed = [f'<keyword value="{goal}" showAs="sdg_{goal}" dictionary="SDGO"/>' for goal in goals]
    given = [f'<keyword value="{subject}" dictionary="UNBIS Thesaurus"/>' for subject in subjects]
    return (
        f'<classification source="http://metadata.un.org/sdg">{"".join(guessed)}</classification>'
        f'<classification source="DHLAUTH">{"".join(given)}</classification>'
    )


def sponsored(first: str = "", additional: str = "") -> str:
    """Akoma Ntoso markup of workflow steps with these sponsors and additional sponsors."""
    steps = f'<step date="2022-10-28" outcome="draftResolution" as="A/C.3/77/L.25" by="{first}"/>'
    if additional:
        steps += f'<step date="0001-01-01" outcome="draftResolutionAdditionalSponsors" by="{additional}"/>'
    return f'<workflow source="#un">{steps}</workflow>'


def recorded(votes: Mapping[str, Sequence[str]]) -> str:
    """Akoma Ntoso markup of a recorded vote: codes of states by `inFavour`, `against`, `abstaining`."""
    counts = "".join(
        f'<count value="{len(states)}" refersTo="{choice}"><akn4un:voters>'
        + "".join(f"<organization>{ENGLISH[state]}</organization>" for state in states)
        + "</akn4un:voters></count>"
        for choice, states in votes.items()
    )
    return f'<voting outcome="adoptedRecordedVote">{counts}</voting>'


def text(
    number: str,
    *,
    day: str = "2022-12-15",
    meta: str = "",
    voting: str = '<voting outcome="adoptedWithoutVote"/>',
    item: tuple[str, str] = ("68(b)", "促进和保护人权"),
    committee: str = "third",
) -> bytes:
    """A resolution with this number, which is also in its title."""
    content = statement(
        paragraph("1.", '<span class="bold">请</span>继续。'),
        number=number,
        cover=f"A/RES/{number}",
        day=day,
        meta=meta,
        voting=voting,
        title=f"题目{number}",
    )
    content = content.replace("68(b)", item[0]).replace("促进和 保护人权", item[1])
    return document(content.replace("thirdCommittee", f"{committee}Committee"))


def build(folder: Path, texts: Sequence[bytes]) -> Path:
    """Build an archive of these texts in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for place, content in enumerate(texts):
        (folder / f"{place:04}.xml").write_bytes(content)
    run_ingest(folder / "archive", folder)
    return folder / "archive"


def statements(archive: Path, path: str) -> int:
    """The number of SQL statements that a page takes."""
    with TestClient(create_app(Settings(archive=archive))) as client:
        client.get("/readyz")
        with executed() as asked:
            assert client.get(path).status_code == 200
    return len(asked)


def page(client: TestClient, path: str, status: int = 200) -> BeautifulSoup:
    """A page, parsed."""
    response = client.get(path)
    assert response.status_code == status, response.text[:500]
    return BeautifulSoup(response.text, "html.parser")


def listed(html: BeautifulSoup) -> list[str]:
    """The symbols of the documents listed on a page, in page order."""
    return [node.text for node in html.select(".documents .symbol")]
