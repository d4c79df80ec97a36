"""Which document an address or a query means."""
