"""HTTP infrastructure without pages: open release, cache, validators, limits, headers, errors, log."""
