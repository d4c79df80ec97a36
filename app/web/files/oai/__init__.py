"""OAI-PMH 2.0: what the archive holds, for harvesters.

The verbs, their arguments and errors are those of the library `oai-repo`. Tokens and records that were given up are ours:
its tokens count entries, so a document that changes during a harvest would move the others, and one would be missed.

Source: the Open Archives Initiative Protocol for Metadata Harvesting, version 2.0.
"""
