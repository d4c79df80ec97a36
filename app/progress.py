"""Shows the progress of an ingest, on a terminal or in a log."""

from types import TracebackType
from typing import Self

import structlog
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from app.ingest.outcome import Outcome

logger = structlog.stdlib.get_logger(__name__)

NAMES = {
    "read": "读取",
    "added": "新增",
    "updated": "更新",
    "unchanged": "未变",
    "merged": "并入",
    "refused": "拒绝",
}
"""Labels of the outcomes of files."""


class _RateColumn(ProgressColumn):
    """Files, or parts of a step, per second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.0f}/秒" if task.speed else "")


class Reporter:
    """A progress bar on a terminal; nothing elsewhere."""

    def __init__(self, console: Console, *, is_shown: bool = True) -> None:
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _RateColumn(),
            TimeRemainingColumn(),
            console=console,
            disable=not (is_shown and console.is_terminal),
        )
        self._task = self._bar.add_task("读取", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def begin(self, files: int) -> None:
        self._bar.update(self._task, total=files)

    def done(self, _outcome: Outcome) -> None:
        self._bar.advance(self._task)

    def step(self, name: str, size: int | None = None) -> None:
        self._bar.reset(self._task, description=name, total=size)

    def advance(self) -> None:
        self._bar.advance(self._task)


class LoggedProgress:
    """An event at the beginning, and one for each file that is refused."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def begin(self, files: int) -> None:
        logger.info("ingest_started", files=files)

    def done(self, outcome: Outcome) -> None:
        if outcome.status == "refused":
            logger.warning("file_refused", path=outcome.path, reason=outcome.reason)

    def step(self, name: str, size: int | None = None) -> None:
        pass

    def advance(self) -> None:
        pass
