"""A search engine that other machines share: the protocol, answered by OpenSearch.

Only `settings` and `valid_settings` may be imported where the client is not installed.
"""
