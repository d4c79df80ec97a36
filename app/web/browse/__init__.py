"""Browsing: the home page, documents by facet, states, problems."""
