"""The tables of a package as one SQLite file that a stranger understands.

It is written anew and not copied from the release: that database is made for this program, its columns are packed and
keyed by numbers, and it knows where the files of its owner lie.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from app.bulk.tables import TABLES
from app.writers.tables import Row, Table, Value, json_text

_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_INDEXES = (
    *(
        ("paragraphs", "part"),
        ("citations", "document"),
        ("citations", "target"),
        ("citations", "target_document"),
    ),
    *(("votes", "document"), ("votes", "state"), ("sponsors", "document"), ("sponsors", "state")),
    *(("series", "document"), ("series", "series"), ("alignments", "document")),
)
_VIEWS = """
CREATE VIEW texts AS
SELECT d.symbol, d.title, d.body, d.adopted_on, p.document, p.language, p.anchor, p.part, p.text,
  d.url || CASE WHEN p.language <> 'zh' THEN '/' || p.language || '#' || replace(p.anchor, '/', '-')
    WHEN p.anchor = 'title' THEN '' ELSE '/' || p.anchor END AS url
FROM paragraphs AS p JOIN documents AS d ON d.id = p.document;
CREATE VIEW both_languages AS
SELECT a.document, a.pair, a.anchor, zh.text AS text, a.anchor_en, en.text AS text_en, a.how, a.confidence
FROM alignments AS a
LEFT JOIN paragraphs AS zh ON zh.document = a.document AND zh.language = 'zh' AND zh.anchor = a.anchor
LEFT JOIN paragraphs AS en ON en.document = a.document AND en.language = 'en' AND en.anchor = a.anchor_en;
CREATE VIEW documents_cited AS
SELECT target, target_document, count(DISTINCT document) AS documents, count(*) AS places
FROM citations WHERE target IS NOT NULL GROUP BY target, target_document;
CREATE VIEW votes_by_state AS
SELECT state, vote, count(*) AS votes FROM votes WHERE state IS NOT NULL GROUP BY state, vote;
"""


class SqliteFile:
    """The file, while it is written."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        for table in TABLES:
            self._connection.execute(_definition(table))
        self._connection.execute("BEGIN")

    def insert(self, table: Table, rows: Iterable[Row]) -> None:
        """Write rows of a table."""
        places = ", ".join("?" * len(table.fields))
        statement = f'INSERT INTO "{table.name}" VALUES ({places})'  # noqa: S608  names of ours
        self._connection.executemany(statement, ([_stored(value) for value in row] for row in rows))

    def finish(self, about: Mapping[str, str]) -> None:
        """Write indexes, views and what the file is, and close it."""
        self._connection.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
        self._connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())
        for table, column in _INDEXES:
            self._connection.execute(f'CREATE INDEX "{table}_{column}" ON "{table}" ("{column}")')
        self._connection.execute("COMMIT")
        self._connection.executescript(_VIEWS)
        self._connection.execute("ANALYZE")
        self.close()

    def close(self) -> None:
        """Close the file, finished or not."""
        self._connection.close()


def _definition(table: Table) -> str:
    columns = [
        f'"{field.name}" {_TYPES.get(field.type, "TEXT")}{" NOT NULL" if field.is_required else ""}'
        for field in table.fields
    ]
    key = [f"PRIMARY KEY ({_listed(table.key)})"] if table.key else []
    foreign = [f'FOREIGN KEY ("{field}") REFERENCES "{other}" ("id")' for field, other in table.references]
    return f'CREATE TABLE "{table.name}" ({", ".join([*columns, *key, *foreign])})'


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _stored(value: Value) -> str | int | float | None:
    if value is None or isinstance(value, str | int | float):
        return value
    return json_text(value) if isinstance(value, list | tuple) else str(value)
