"""Tests of the plumbing of requests and responses."""
