"""Resolution of addresses and queries to documents."""
