"""A search engine that other machines share: the protocol, answered by OpenSearch.

Only `settings` may be imported where the client is not installed.
"""
