"""A line of the log is what structlog's renderer for consoles writes without colours."""

import structlog
from hypothesis import given
from hypothesis import strategies as st

from app.logs import _plain_lines

CONSOLE = structlog.dev.ConsoleRenderer(
    colors=False, pad_event_to=0, exception_formatter=structlog.dev.plain_traceback
)
VALUES = st.text("a 中=\t'\"\r\n", max_size=4) | st.integers() | st.floats() | st.none() | st.booleans()


@given(
    st.sampled_from(("debug", "info", "warning", "error", "critical")),
    st.text("ab ", max_size=4),
    st.dictionaries(st.text("abc_", min_size=1, max_size=3), VALUES, max_size=5),
    st.sampled_from(({}, {"exception": "Traceback\n  x"}, {"stack": "Stack\n  y"})),
)
def test_a_line_is_that_of_the_console(
    level: str, said: str, values: dict[str, object], below: dict[str, str]
) -> None:
    event = {**values, **below, "timestamp": "2026-11-28T01:00:00Z", "level": level, "event": said}
    assert _plain_lines(CONSOLE)(None, level, {**event}) == CONSOLE(None, level, {**event})
