"""Brings texts from where they are published into a folder that an ingest reads."""
