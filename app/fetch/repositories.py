"""The United Nations' own repositories of XML: their names, what their folders mean, which of them are wanted.

A file lies at `SESSION/LANGUAGE/NAME.xml`. Sessions are called `77session`, `76 session` or, where an organ numbers
its texts by years, `2024`; a few folders have no number. Some hold an archive a language instead of folders.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

YearsOf = Callable[[int], range | None]
"""The years in which a session of an organ fell, None where that is unknown."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository: its name, the organ whose texts it has, and whether its folders are years.

    `english` are folders without folders of languages, whose texts are in English; `tables` hold no texts.
    """

    name: str
    organ: str
    has_years: bool = False
    english: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()


REPOSITORIES = (
    Repository("GAresolutions", "GA", tables=frozenset({"data_extract"})),
    Repository("GAdecisions", "GA"),
    Repository("HRCresolutions", "HRC"),
    Repository("SCresolutions", "SC", has_years=True, english=frozenset({"pre-2020", "prst"})),
    Repository("ECOSOCresolutions", "ECOSOC", has_years=True),
)
"""All of them."""
ORGANS = tuple(dict.fromkeys(repository.organ for repository in REPOSITORIES))
"""The organs that have repositories."""
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
"""The languages of the texts."""

_NAMES = {
    "arabic": "ar",
    "chinese": "zh",
    "english": "en",
    "french": "fr",
    "russian": "ru",
    "spanish": "es",
    "中文": "zh",
    "英文": "en",
}
_STATED = {
    "ara": "ar",
    "zho": "zh",
    "chi": "zh",
    "eng": "en",
    "fra": "fr",
    "fre": "fr",
    "rus": "ru",
    "spa": "es",
    **{code: code for code in LANGUAGES},
}
_STATEMENT = re.compile(rb"<(?:\w+:)?FRBRlanguage\b[^>]*?\blanguage\s*=\s*[\"'](\w{2,3})[\"']")
_HEAD = 65_536
"""How much of a file is looked at for its language, in bytes."""
_FAMILIAR = re.compile(
    r"\d{1,3}[ _]?session|(?:19|20)\d\d|es-\d+[ _]?session|emergency[ _]sessions|not[ _]adopted|pre-2020|prst"
)
_SESSION = re.compile(r"(?<![-\d])(\d{1,3})[ _]?(?:st|nd|rd|th)?[ _]?session")
_YEAR = re.compile(r"(?<!\d)(?<!pre-)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which texts are wanted: in these languages, of sessions that reach into a year or that have at least a number.

    Folders that tell neither session nor year are always wanted.
    """

    languages: frozenset[str] = frozenset({"zh"})
    since: int | None = None

    def has_session(self, repository: Repository, folders: Sequence[str], years_of: YearsOf) -> bool:
        """Whether texts of these folders, one in the other, are wanted for their session or year."""
        return all(self._has(repository, folder, years_of) for folder in folders)

    def _has(self, repository: Repository, folder: str, years_of: YearsOf) -> bool:
        number = number_of(repository, folder)
        if self.since is None or number is None:
            return True
        if is_year(self.since) and not repository.has_years:
            years = years_of(number)
            return years is None or years[-1] >= self.since
        return number >= self.since

    def covers(self, other: "Wanted") -> bool:
        """Whether whoever has these texts has the others too."""
        return self.languages >= other.languages and self.since in (None, other.since)


def is_year(number: int) -> bool:
    """Whether a number is a year and not a session."""
    return number >= 1900


def number_of(repository: Repository, folder: str) -> int | None:
    """The session or the year that a folder is named by, if it is."""
    found = (_YEAR if repository.has_years else _SESSION).search(folder.casefold())
    return int(found[1]) if found else None


def is_familiar(folder: str) -> bool:
    """Whether folders of sessions are called so."""
    return _FAMILIAR.fullmatch(folder.casefold()) is not None


def language_named(repository: Repository, folders: Sequence[str], archive: str = "") -> str | None:
    """The language of the texts in a folder, or of an archive in it; None if their names tell none, or several."""
    for name in (archive, *reversed(folders)):
        words = set(re.split(r"[\W_]+", name.casefold()))
        told = {code for word, code in _NAMES.items() if word in words}
        if told:
            return told.pop() if len(told) == 1 else None
    return "en" if folders and folders[0].casefold() in repository.english else None


def language_stated(text: bytes) -> str | None:
    """The language that a file says it is in."""
    found = _STATEMENT.search(text[:_HEAD])
    return _STATED.get(found[1].decode("ascii", "replace").lower()) if found else None
