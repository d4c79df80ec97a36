"""Tests that take long; `make test` leaves them out."""
