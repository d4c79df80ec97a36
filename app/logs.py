"""Logs on standard error, one line an event, by structlog; what libraries log goes the same way.

Control characters in values are written as escapes, so that no name of a file forges a line or commands a terminal.
No event has the values of local variables: a traceback must not tell who asked for what.
"""

import logging
import sys
from typing import Literal, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from app.domain.controls import escaped

LogFormat = Literal["console", "json"]

_OWN = ("app", "uvicorn")
"""Whose events of level INFO are logged; of all others only warnings."""


_SAID: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)
_CHAIN: list[Processor] = [
    structlog.stdlib.filter_by_level,
    *_SAID,
    structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
]
"""The same list for whoever sets up logs: a logger that was used keeps it."""


class _StandardError(logging.StreamHandler[TextIO]):
    """Writes to what is standard error at the time of the event, as the handler of last resort does."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:
        return sys.stderr

    @stream.setter
    def stream(self, _stream: TextIO) -> None:
        raise AttributeError("stream")


def configure_logs(form: LogFormat, *, level: int = logging.INFO) -> None:
    """Set up the logs of this process; a later call takes the place of an earlier one."""
    structlog.configure(
        processors=_CHAIN,
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    # No line tells which thread or process it is of, so no record need ask.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    handler = _StandardError()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*_SAID, _on_one_line],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_rendering(form)],
        )
    )
    root = logging.getLogger()
    for former in [held for held in root.handlers if isinstance(held, _StandardError)]:
        root.removeHandler(former)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for name in _OWN:
        logging.getLogger(name).setLevel(level)


def holds_unicode(stream: TextIO) -> bool:
    """Whether a stream can be written any character; what goes elsewhere is escaped."""
    return (stream.encoding or "").lower().startswith("utf")


def _on_one_line(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Without the line ends that uvicorn puts behind some events."""
    return {**event, "event": str(event["event"]).rstrip()}


def _without_controls(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """With escapes for control characters; a traceback keeps its lines."""
    return {
        key: escaped(value, keep="\n" if key == "exception" else "") if isinstance(value, str) else value
        for key, value in event.items()
    }


def _rendering(form: LogFormat) -> list[Processor]:
    plain: list[Processor] = [structlog.processors.format_exc_info, _without_controls]
    if form == "json":
        is_ascii = not holds_unicode(sys.stderr)
        return [*plain, structlog.processors.JSONRenderer(ensure_ascii=is_ascii)]
    return [
        *plain,
        structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(),
            pad_event_to=0,
            exception_formatter=structlog.dev.plain_traceback,
        ),
    ]
