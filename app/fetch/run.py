"""Brings repositories into a folder, one after the other: download, take out, remember."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from zipfile import is_zipfile

from app.fetch.archives import BadArchiveError, Bounds
from app.fetch.download import DownloadError, Patience, download
from app.fetch.folder import Folder, Known
from app.fetch.outcome import Fetched
from app.fetch.repositories import Repository, Wanted, YearsOf
from app.fetch.taking import Taking

Told = Callable[[str, str], None]
"""Receives what happens to a repository, by its name, in Chinese."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where from, and how: the pattern of an archive's address with `{repository}` and `{branch}`, the branch, the
    years of an organ's sessions, patience with the server, bounds of an archive."""

    address: str
    branch: str
    years_of: Callable[[str], YearsOf]
    patience: Patience = field(default_factory=Patience)
    bounds: Bounds = field(default_factory=Bounds)

    def address_of(self, repository: Repository) -> str:
        """The address of a repository's archive."""
        return self.address.replace("{repository}", repository.name).replace("{branch}", self.branch)


def fetch(
    top: Path, repositories: Iterable[Repository], wanted: Wanted, plan: Plan, told: Told
) -> tuple[Fetched, ...]:
    """Bring the wanted texts of repositories into a folder; what is there as it is stays untouched.

    A repository that cannot be had leaves the others alone, and what is in the folder. Raises FolderBusyError if
    another run brings texts there, OSError if there can be no such folder.
    """
    folder = Folder(top)
    with folder.locked():
        return tuple(_fetched(folder, repository, wanted, plan, told) for repository in repositories)


def _fetched(folder: Folder, repository: Repository, wanted: Wanted, plan: Plan, told: Told) -> Fetched:
    taking = Taking(repository, wanted, folder, plan.years_of(repository.organ), plan.bounds)
    known = folder.known(repository.name)
    try:
        return _brought(folder, repository, wanted, plan, taking, known, told)
    except (DownloadError, BadArchiveError) as error:
        reason = str(error)
    except OSError as error:
        reason = f"不能写入：{error.strerror or error}"
    return replace(taking.fetched(None), failure=reason)


def _brought(
    folder: Folder,
    repository: Repository,
    wanted: Wanted,
    plan: Plan,
    taking: Taking,
    known: Known | None,
    told: Told,
) -> Fetched:
    address = plan.address_of(repository)
    is_kept = known and known.address == address and known.wanted.covers(wanted)
    kept = known if known and is_kept and folder.has_all(repository.name, known) else None
    with folder.unfinished() as archive:
        told(repository.name, f"下载 {address}")
        etag = kept.etag if kept else None
        found = download(
            address, archive, etag, is_zipfile, plan.patience, lambda words: told(repository.name, words)
        )
        if found is None and kept:
            return Fetched(
                repository.name,
                same=len(kept.files),
                refused=kept.refused,
                remarks=kept.remarks,
                is_unchanged=True,
            )
        taking.take(archive)
    fetched = taking.fetched(known)
    if not taking.files and wanted.since is None:
        raise BadArchiveError("没有所要语言的文件：文件夹的布局可能改了")
    etag = found.etag if found else None
    remembered = Known(address, etag, wanted, taking.files, fetched.refused, taking.odd_folders())
    folder.remember(repository.name, remembered)
    return fetched
