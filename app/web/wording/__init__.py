"""Agreed language: where a wording stands, and how it changed."""
