"""Lists: the first page, documents by facet, states, problems."""
