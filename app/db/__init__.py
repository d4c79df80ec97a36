"""Rows in SQLite: where an archive release keeps its texts."""
