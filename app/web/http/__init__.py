"""Plumbing of requests and responses: the open release, cache, validators, limits, headers, errors. No page is made here."""
