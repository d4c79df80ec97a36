"""The page that compares two documents, paragraph by paragraph, with changed words marked."""

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from app.db.models import Document
from app.db.queries import series
from app.db.queries.listing import Listed, listed
from app.db.queries.series import Member
from app.domain.addresses import compare_url
from app.domain.editions.compared import OtherRow
from app.domain.places import cite
from app.web.compare.comparison import ComparedRow, Comparison, comparison
from app.web.compare.in_english import in_english
from app.web.compare.vote_changes import VoteChanges, votes_of
from app.web.http.context import ArchiveDep, ArchiveSession, Site, SiteDep
from app.web.lookup.documents import find

router = APIRouter()


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row with its fragment in the page; `annexes` is how many each text has. `english` is what it says in English,
    where both texts are held in it."""

    row: ComparedRow
    key: str
    annexes: tuple[int, int]
    english: OtherRow | None = None

    @property
    def name(self) -> str:
        """Its places as cited in Chinese."""
        places = zip((self.row.first, self.row.second), self.annexes, strict=True)
        return " → ".join(dict.fromkeys(cite(place, annexes) for place, annexes in places if place))


@dataclass(frozen=True, slots=True)
class View:
    """A view of a comparison, and its address."""

    name: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two documents side by side; if either is missing, a form, with the texts of a series to choose from.

    `only_in_english` counts the paragraphs of which only the English changed, `only_in_chinese` the reverse.
    """

    template: ClassVar[str] = "compare/compare.html"

    typed: tuple[str, str]
    notices: tuple[str, ...]
    first: Listed | None
    second: Listed | None
    choices: tuple[Member, ...]
    comparison: Comparison | None
    votes: VoteChanges | None
    rows: tuple[ShownRow, ...]
    only_in_english: int
    only_in_chinese: int
    verbs: tuple[ShownRow, ...]
    views: tuple[View, ...]
    swapped_url: str
    is_redline: bool


@router.get("/compare")
def compare(
    site: SiteDep, archive: ArchiveDep, a: str = "", b: str = "", view: str = "", only: str = ""
) -> Response:
    """Compare two documents, in columns or as a redline; other spellings of their addresses redirect (308)."""
    first, second = (find(archive.session, name).document if name.strip() else None for name in (a, b))
    if first is None or second is None:
        missing = [name for name, found in ((a, first), (b, second)) if name.strip() and found is None]
        return site.renderer.render(
            _form(archive, (a, b), first, second, missing), status=404 if missing else 200
        )
    if (first.address, second.address) != (a, b):
        return RedirectResponse(compare_url(first.address, second.address, view=view, only=only), 308)
    return site.renderer.render(
        _page(archive, site, first, second, is_redline=view == "redline", only_changes=only == "changes")
    )


def _form(
    archive: ArchiveSession,
    typed: tuple[str, str],
    first: Document | None,
    second: Document | None,
    missing: list[str],
) -> ComparePage:
    known = second or first
    members = series.members(archive.session, known) if known else ()
    return ComparePage(
        typed=typed,
        notices=tuple(f"本库未收录“{name.strip()[:80]}”。" for name in missing),
        first=listed(first) if first else None,
        second=listed(second) if second else None,
        choices=tuple(member for member in members if known and member.document.id != known.id),
        comparison=None,
        votes=None,
        rows=(),
        only_in_english=0,
        only_in_chinese=0,
        verbs=(),
        views=(),
        swapped_url="",
        is_redline=False,
    )


def _page(
    archive: ArchiveSession,
    site: Site,
    first: Document,
    second: Document,
    *,
    is_redline: bool,
    only_changes: bool,
) -> ComparePage:
    found = comparison(archive.session, first, second, site.segmenter)
    english = in_english(archive.session, found, first, second)
    rows = tuple(
        ShownRow(row, row.key, (first.annexes, second.annexes), english.get(row.key)) for row in found.rows
    )
    told = Counter(row.contrast for row in english.values())
    here = {"view": "redline" if is_redline else "", "only": "changes" if only_changes else ""}
    pair = first.address, second.address
    return ComparePage(
        typed=pair,
        notices=(),
        first=listed(first),
        second=listed(second),
        choices=(),
        comparison=found,
        votes=votes_of(found, listed(first), listed(second), site.names),
        rows=tuple(shown for shown in rows if not only_changes or shown.row.kind != "same" or shown.english),
        only_in_english=told["other_only"],
        only_in_chinese=told["chinese_only"],
        verbs=tuple(shown for shown in rows if shown.row.verbs),
        views=(
            View("两栏", compare_url(*pair, **{**here, "view": ""}), not is_redline),
            View("修订文本", compare_url(*pair, **{**here, "view": "redline"}), is_redline),
            View("全部段落", compare_url(*pair, **{**here, "only": ""}), not only_changes),
            View("只看变动", compare_url(*pair, **{**here, "only": "changes"}), only_changes),
        ),
        swapped_url=compare_url(*reversed(pair), **here),
        is_redline=is_redline,
    )
