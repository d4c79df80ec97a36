"""A release as files to be downloaded whole: tables, an SQLite file, archives of texts."""
