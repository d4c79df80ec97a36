"""The predecessors of a text are those that a look at all texts finds."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.series import SeriesText
from app.ingest.series_candidates import SeriesCandidates
from app.ingest.series_timeline import Timeline
from tests.growth import grows_too_fast

ORGAN, OTHER = "GA", "HRC"


def text(number: int, organ: str, session: str | None, year: int) -> SeriesText:
    return SeriesText(number, None, organ, "resolution", "adopted", session, "题目", date(year, 1, 1))


SESSIONS = st.sampled_from([None, "S-30", "7", "8", "9", "10"])
ANY_TEXT = st.tuples(st.sampled_from([ORGAN, OTHER]), SESSIONS, st.integers(2000, 2004))


@given(st.lists(st.tuples(SESSIONS, st.integers(2000, 2004)), max_size=12), ANY_TEXT)
def test_predecessors_are_found_as_by_looking_at_all(
    given_texts: list[tuple[str | None, int]], given_later: tuple[str, str | None, int]
) -> None:
    texts = [text(number, ORGAN, *one) for number, one in enumerate(given_texts)]
    later = text(6, *given_later)
    timeline = Timeline.of(texts)
    before = sorted((one for one in texts if one.is_before(later)), key=lambda one: one.order, reverse=True)
    if later.body == ORGAN:
        assert list(timeline.before(later)) == before
    else:
        assert timeline.last_before(later) == next(iter(before), None)
    assert timeline.has_after(later) == any(map(later.is_before, texts))


@pytest.mark.parametrize("session", ["70", None], ids=["numbered", "unnumbered"])
def test_many_texts_of_one_title_take_time_in_proportion(session: str | None) -> None:
    def linking(size: int) -> Callable[[], None]:
        texts = {number: text(number, ORGAN, session, 2000 + number % 20) for number in range(size)}
        candidates = SeriesCandidates(texts, {}, {}, {}, dict.fromkeys(texts, "A/C.3/77/L.25，第3段"))

        def link() -> None:
            for later in texts.values():
                for earlier in candidates.of(later)[:1]:
                    candidates.evidence(later, earlier, 0.5)

        return link

    assert not grows_too_fast(linking, 8000)
