"""Other ways to find texts, to measure beside the engines: SQLite's FTS5, and a scan in plain Python."""

import sqlite3
from collections.abc import Collection, Iterable
from pathlib import Path

import numpy as np

from app.domain.text import stands_in, tokens
from app.search.text_engine import Cut, Entry, Matches, Numbers, Shared, Texts

# What FTS5 would take for a border between tokens, quotation marks aside: those it could not be told of.
_SIGNS = "!#$%&()*+,-./:;<=>?@[]^_{|}~\u2423"


def _row(folded: str) -> str:
    """Tokens with blanks between them; what stands for a blank is no blank."""
    signs = {" ": "\u2423", '"': "{", "'": "}", "`": "|", "\\": "/"}
    return " ".join(signs.get(token, token) for token in tokens(folded))


class _Wordless:
    """Peers are measured by searches, not by agreed language."""

    def sharing(self, words: Collection[str], enough: int, most: int) -> Shared:
        """The texts that share words."""
        raise NotImplementedError(words, enough, most)


class Fts5(_Wordless):
    """FTS5 over tokens with blanks between them: a phrase is a phrase of tokens."""

    def __init__(self, folder: Path, *, create: bool = False, cut: Cut = tokens) -> None:  # noqa: ARG002  as the protocol names them
        """Open the table in the folder, or begin one."""
        folder.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(folder / "fts5.db", check_same_thread=False)
        if create:
            self._database.execute(
                "CREATE VIRTUAL TABLE text USING fts5(tokens, content='', "
                f"tokenize = \"unicode61 remove_diacritics 0 tokenchars '{_SIGNS}'\")"
            )

    def add(self, entries: Iterable[Entry]) -> None:
        """Take in texts."""
        rows = ((entry.number + 1, _row(entry.folded)) for entry in entries)
        self._database.executemany("INSERT INTO text (rowid, tokens) VALUES (?, ?)", rows)
        self._database.execute("INSERT INTO text (text) VALUES ('optimize')")
        self._database.commit()

    def find(
        self,
        phrases: tuple[str, ...],
        words: tuple[str, ...],  # noqa: ARG002  as the protocol names it
        texts: Texts,  # noqa: ARG002  as the protocol names it
    ) -> Matches:
        """The texts that hold all of these phrases, without scores."""
        sought = " AND ".join(f'"{_row(phrase)}"' for phrase in phrases)
        rows = self._database.execute("SELECT rowid - 1 FROM text WHERE text MATCH ?", (sought,))
        return _unscored(number for (number,) in rows)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


class PlainScan(_Wordless):
    """All texts in a list, looked through one by one."""

    def __init__(self, folder: Path, *, create: bool = False, cut: Cut = tokens) -> None:  # noqa: ARG002  as the protocol names them
        """Begin with none."""
        self._texts: list[str] = []

    def add(self, entries: Iterable[Entry]) -> None:
        """Take in texts."""
        self._texts += [entry.folded for entry in entries]

    def find(
        self,
        phrases: tuple[str, ...],
        words: tuple[str, ...],  # noqa: ARG002  as the protocol names it
        texts: Texts,  # noqa: ARG002  as the protocol names it
    ) -> Matches:
        """The texts that hold all of these phrases, without scores."""
        first, *others = phrases
        return _unscored(
            number
            for number, text in enumerate(self._texts)
            if first in text and stands_in(first, text) and all(stands_in(other, text) for other in others)
        )

    def close(self) -> None:
        """Nothing is open."""


def _unscored(numbers: Iterable[int]) -> Matches:
    found: Numbers = np.fromiter(numbers, dtype=np.int32)
    return Matches(found, np.zeros(len(found), dtype=np.float32))
