"""What became of each file of a run."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

Status = Literal["added", "updated", "unchanged", "merged", "refused"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; `reason` is given where it was refused or merged."""

    path: str
    status: Status
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of all files, and the release that was published, None where nothing changed."""

    outcomes: tuple[Outcome, ...]
    release: str | None

    @property
    def refused(self) -> tuple[Outcome, ...]:
        """The files that were refused."""
        return tuple(outcome for outcome in self.outcomes if outcome.status == "refused")

    def counts(self) -> dict[str, int]:
        """How many files were read, added, updated, unchanged, merged and refused."""
        by_status = Counter(outcome.status for outcome in self.outcomes)
        statuses: tuple[Status, ...] = ("added", "updated", "unchanged", "merged", "refused")
        return {"read": len(self.outcomes), **{status: by_status[status] for status in statuses}}
