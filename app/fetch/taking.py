"""Takes the wanted texts out of the archive of a repository, and tells what was not taken."""

import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from app.fetch import archives
from app.fetch.archives import BadArchiveError, Bounds, Budget, TooMuchError
from app.fetch.folder import Folder, Known, Refused
from app.fetch.outcome import Fetched
from app.fetch.repositories import Repository, Wanted, YearsOf, is_familiar, language_named, language_stated

_NAMED = 3
"""How many of several files a remark names."""
_SAME_NAME = "与另一个文件或文件夹同名"

Inside = tuple[zipfile.ZipFile, zipfile.ZipInfo]


class Taking:
    """What is taken out of one archive, so far."""

    def __init__(
        self, repository: Repository, wanted: Wanted, folder: Folder, years_of: YearsOf, bounds: Bounds
    ) -> None:
        self._repository, self._wanted, self._folder = repository, wanted, folder
        self._years_of = years_of
        self._budget = Budget(bounds)
        self._new: list[str] = []
        self._changed: list[str] = []
        self._refused: list[Refused] = []
        self._by_statement: Counter[str] = Counter()
        self._in_folder: Counter[str] = Counter()
        self.files: dict[str, tuple[int, int]] = {}

    def take(self, path: Path) -> None:
        """Take the wanted texts out of the archive in a file. Raises BadArchiveError, and OSError from the disk."""
        with archives.opened(path, self._budget) as archive:
            packed = archives.packed_in(archive, self._repository.name)
            for info, parts in archives.members(archive):
                self._member(
                    (archive, info), parts[1:] if len(parts) > 1 and parts[0] == packed else parts, ()
                )

    def fetched(self, known: Known | None) -> Fetched:
        """What became of the repository; `known` is what the run before found there."""
        same = len(self.files) - len(self._new) - len(self._changed)
        return Fetched(
            self._repository.name,
            tuple(self._new),
            tuple(self._changed),
            same,
            tuple(self._refused),
            (*self.odd_folders(), *self._gone(known)),
        )

    def odd_folders(self) -> tuple[str, ...]:
        """What of the repository's folders is not as it was when this was written."""
        strange = [folder for folder in sorted(self._in_folder) if not is_familiar(folder)]
        return (
            *(f"不认识的文件夹“{folder}”：从中取来 {self._in_folder[folder]} 份" for folder in strange),
            *(
                f"文件夹“{folder}”没有写明语言：其中 {number} 份按文件自己写的语言取来"
                for folder, number in sorted(self._by_statement.items())
            ),
        )

    def _member(self, inside: Inside, parts: tuple[str, ...], above: tuple[str, ...]) -> None:
        _, info = inside
        name = parts[-1].lower()
        if not name.endswith((".xml", ".zip")):
            return
        shown = "/".join((*above, *parts))
        if reason := archives.why_not(info, parts):
            self._refuse(shown, reason)
            return
        folders = (*above, *parts[:-1])
        if folders and folders[0].casefold() in self._repository.tables:
            return
        self._in_folder[folders[0] if folders else ""] += 0
        if not self._wanted.has_session(self._repository, folders, self._years_of):
            return
        try:
            if name.endswith(".zip"):
                self._archive(inside, folders, parts[-1])
            else:
                self._text(inside, folders, parts[-1])
        except TooMuchError:
            raise
        except BadArchiveError as error:
            self._refuse(shown, str(error))

    def _archive(self, inside: Inside, folders: tuple[str, ...], name: str) -> None:
        """Take the texts out of an archive inside the archive; those of one inside that are not looked for."""
        if any(folder.lower().endswith(".zip") for folder in folders):
            raise BadArchiveError("是压缩包里的压缩包里的压缩包")
        language = language_named(self._repository, folders, name)
        if language and language not in self._wanted.languages:
            return
        with self._folder.unfinished() as path:
            archives.unpack(*inside, path, self._budget)
            with archives.opened(path, self._budget) as archive:
                for info, parts in archives.members(archive):
                    self._member((archive, info), parts, (*folders, name))

    def _text(self, inside: Inside, folders: tuple[str, ...], name: str) -> None:
        language = language_named(self._repository, folders)
        if language and language not in self._wanted.languages:
            return
        text = archives.text_of(*inside, self._budget)
        if language is None:
            stated = language_stated(text)
            if stated is None:
                raise BadArchiveError("文件夹和文件都没有写明语言")
            if stated not in self._wanted.languages:
                return
            self._by_statement["/".join(folders)] += 1
        self._keep((*folders, name), text)
        self._in_folder[folders[0] if folders else ""] += 1

    def _keep(self, path: tuple[str, ...], text: bytes) -> None:
        # An archive inside the archive is a folder here.
        place = tuple(part[:-4] if part.lower().endswith(".zip") else part for part in path)
        shown = "/".join(place)
        if shown in self.files:
            raise BadArchiveError(_SAME_NAME)
        try:
            change = self._folder.keep((self._repository.name, *place), text)
        except (FileExistsError, IsADirectoryError, NotADirectoryError):
            raise BadArchiveError(_SAME_NAME) from None
        except ValueError as error:
            raise BadArchiveError(str(error)) from None
        self.files[shown] = self._folder.seen((self._repository.name, *place))
        if change != "same":
            (self._new if change == "new" else self._changed).append(f"{self._repository.name}/{shown}")

    def _refuse(self, path: str, reason: str) -> None:
        self._refused.append(Refused(f"{self._repository.name}/{path}", reason))

    def _gone(self, known: Known | None) -> list[str]:
        """What the repository had and has no longer, where the run before looked for no other texts than this."""
        if known is None or not self._wanted.covers(known.wanted):
            return []
        gone = sorted(_without(known.files, self.files))
        if not gone:
            return []
        more = "等" if len(gone) > _NAMED else ""
        return [f"仓库里已没有的文件 {len(gone)} 份，这里的仍保留：{'、'.join(gone[:_NAMED])}{more}"]


def _without(former: Mapping[str, object], now: Mapping[str, object]) -> set[str]:
    return set(former) - set(now)
