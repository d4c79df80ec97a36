"""A real server under attack; `make test` leaves it out."""
