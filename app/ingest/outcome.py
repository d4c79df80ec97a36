"""The outcome of each file of a run."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

Status = Literal["added", "updated", "unchanged", "merged", "refused"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one file; `reason`, in Chinese, is set if it was refused or merged."""

    path: str
    status: Status
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """The outcomes of all files, and the name of the published release, None if nothing changed.

    `mended` is the name of the release that `current` leads to again, where that link was missing or no link.
    """

    outcomes: tuple[Outcome, ...]
    release: str | None
    mended: str | None = None

    @property
    def refused(self) -> tuple[Outcome, ...]:
        """The files that were refused."""
        return tuple(outcome for outcome in self.outcomes if outcome.status == "refused")

    def counts(self) -> dict[str, int]:
        """Numbers of files read, added, updated, unchanged, merged and refused."""
        by_status = Counter(outcome.status for outcome in self.outcomes)
        statuses: tuple[Status, ...] = ("added", "updated", "unchanged", "merged", "refused")
        return {"read": len(self.outcomes), **{status: by_status[status] for status in statuses}}
