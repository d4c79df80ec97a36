"""What must hold for the reading of every text of the large collection."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from app.domain.places import plain_label
from app.domain.resolution import Resolution
from app.ingest.reading import FileRead
from app.sources.akn.element_table import unknown_markup
from app.sources.akn.parsing import parse

ARABIC = "A_RES_77_336-2317569A.xml"
TALLIES = {"A/RES/77/293", "S/RES/2521(2020)", "S/RES/2812(2026)", "S/2023/638"}
"""The documents whose roll call does not match its tally."""


@pytest.fixture(scope="session")
def resolutions(reads: list[FileRead]) -> list[Resolution]:
    return [resolution for read in reads for resolution in read.resolutions]


def test_every_file_is_read_but_the_arabic_one(reads: list[FileRead]) -> None:
    refused = {read.source.path.name: read.refusal for read in reads if read.refusal}
    assert refused == {ARABIC: "正文是阿拉伯文；XML 只读中文和英文"}
    assert len(reads) > 2700


def test_every_element_and_attribute_is_decided_about(corpus: Path) -> None:
    strange = {
        problem.message
        for path in corpus.rglob("*.xml")
        if path.name != ARABIC
        for problem in unknown_markup(parse(path.read_bytes()))
    }
    assert strange == set()


def test_every_text_has_a_symbol_of_its_own(reads: list[FileRead]) -> None:
    provisional = [r.id for read in reads for r in read.resolutions if r.head.symbol is None]
    assert provisional == []
    lettered = [read for read in reads if len(read.resolutions) > 1]
    assert len(lettered) == 24
    assert all(r.id[-1].isalpha() for read in lettered for r in read.resolutions)


def test_anchors_are_unique(resolutions: list[Resolution]) -> None:
    for resolution in resolutions:
        anchors = [
            *(unit.anchor for unit in resolution.paragraphs),
            *(note.anchor for note in resolution.footnotes),
        ]
        assert len(anchors) == len(set(anchors)), resolution.id


def test_op_n_is_the_paragraph_that_is_printed_n(resolutions: list[Resolution]) -> None:
    for resolution in resolutions:
        for unit in resolution.paragraphs:
            if found := re.search(r"(?:^|/)op/([^/~]+)(?:~\d+)?$", unit.anchor):
                printed = unit.number
                is_sole = printed is None and found[1] == "1"
                assert is_sole or (printed and plain_label(printed) == found[1]), (resolution.id, unit.anchor)


def test_places_have_the_grammar_that_addresses_have(resolutions: list[Resolution]) -> None:
    prefix = r"(?:annex/\d+/)?(?:sec(?:/[0-9A-Z]+)+/)?"
    label = r"[0-9a-zA-Z.]+(?:~\d+)?"
    places = re.compile(
        rf"{prefix}(?:pp/\d+|op/{label}|para/\d+)(?:/(?:{label}|end(?:~\d+)?))*|(?:annex/\d+/)?(?:h/\d+(?:/\d+)?|table/\d+)"
    )
    strange = {
        unit.anchor
        for resolution in resolutions
        for unit in resolution.paragraphs
        if not places.fullmatch(unit.anchor)
    }
    assert strange == set()


def test_nearly_every_operative_paragraph_has_its_verb(resolutions: list[Resolution]) -> None:
    verbs = Counter(
        unit.verb is not None
        for resolution in resolutions
        for unit in resolution.paragraphs
        if unit.kind == "operative" and unit.depth == 0 and unit.number
    )
    assert verbs[True] / verbs.total() > 0.97


def test_votes_equal_their_tallies_or_are_reported(resolutions: list[Resolution]) -> None:
    differing = {
        resolution.id
        for resolution in resolutions
        if any(problem.code == "tally_differs" for problem in resolution.problems)
    }
    assert differing == TALLIES
    for resolution in resolutions:
        if resolution.adoption.votes and resolution.id not in TALLIES:
            counts = Counter(vote.vote for vote in resolution.adoption.votes)
            adoption = resolution.adoption
            assert (counts["in_favour"], counts["against"], counts["abstaining"]) == (
                adoption.in_favour,
                adoption.against,
                adoption.abstaining,
            ), resolution.id


def test_every_adopted_text_has_its_day(resolutions: list[Resolution]) -> None:
    without = [
        r.id for r in resolutions if (r.head.adopted_on is None) is not (r.head.outcome == "not_adopted")
    ]
    # One that the numbers beside it date as it is taken in (`test_dates`).
    assert without == ["A/RES/75/255"]


def test_no_words_of_a_text_are_lost(reads: list[FileRead]) -> None:
    """Every paragraph, heading and footnote of the markup stands in a unit, but for its label."""
    for read in reads:
        if read.refusal:
            continue
        held = "".join(_held(resolution) for resolution in read.resolutions)
        for words in _words(parse(read.source.path.read_bytes())):
            tail = _bare(words)[_LABEL:]
            assert tail in held, (read.source.shown, words[:80])


_LABEL = 8
"""How many characters a label, with its brackets and blanks, may take."""


def _bare(text: str) -> str:
    return re.sub(r"[\s\u200b-\u200f|]", "", text)


def _held(resolution: Resolution) -> str:
    units = [unit.text for unit in resolution.paragraphs] + [note.text for note in resolution.footnotes]
    return _bare("\n".join([*units, resolution.head.formula or "", resolution.head.meeting or ""]))


def _words(root: etree._Element) -> Iterator[str]:
    """The words of each paragraph and heading of the text, without the footnotes and boxes in it."""
    for box in root.iter("{*}preamble", "{*}mainBody"):
        for element in box.iter(
            "{*}p", "{*}heading", "{*}subheading", "{*}crossHeading", "{*}listIntroduction"
        ):
            words = _own(element)
            if not re.fullmatch(r"[\s*_—-]*|.*次全体会议\s*", words):
                yield words


def _own(element: etree._Element) -> str:
    words = element.text or ""
    for child in element:
        inner, kind = _own(child), etree.QName(child).localname
        is_mark = kind == "sup" and re.fullmatch(r"(?=.*[\da-z])[\s\d、,–-]*[a-z]?\s*", inner)
        if kind not in ("authorialNote", "embeddedStructure") and not is_mark:
            words += inner
        words += child.tail or ""
    return words
