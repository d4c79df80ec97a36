"""A real server under attack; `make test` leaves it out. `JUEYI_HARDNESS=full` measures what the documents report."""
