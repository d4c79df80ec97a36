"""Tests of HTTP infrastructure: caching, releases, logging."""
