"""Full-text search over paragraphs: the index, its query results, and two interchangeable engines.

Start at `index.SearchIndex`; `engine` holds the protocol that engines implement and the types of results.
"""
