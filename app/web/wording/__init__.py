"""Agreed language: where a wording occurs, and how it changed."""
