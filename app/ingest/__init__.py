"""Ingest: reads files, updates a staged copy of the archive, checks it and publishes it as a release.

Start at `run.ingest`; `explain` and `checks` also serve commands of their own.
"""
