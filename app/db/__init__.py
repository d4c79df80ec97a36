"""The SQLite database of a release: tables, sessions, the writer of documents, and every read (`queries`)."""
