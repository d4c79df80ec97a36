"""Documents, places, ranges and what a search finds as files, by the suffix of their address."""
