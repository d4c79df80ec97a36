"""What became of each repository of a run."""

from dataclasses import dataclass

from app.fetch.folder import Refused


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was brought of a repository: paths of new and of changed files, the number of those that were there.

    `failure`, in Chinese, is set if it could not be read whole; `is_unchanged` if its server says that nothing
    changed. `remarks` tell what looked odd.
    """

    repository: str
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    same: int = 0
    refused: tuple[Refused, ...] = ()
    remarks: tuple[str, ...] = ()
    failure: str | None = None
    is_unchanged: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether everything that was wanted is there."""
        return self.failure is None and not self.refused
