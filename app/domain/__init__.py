"""The values of a resolution and pure functions on them: symbols, places, names, references, queries. No
I/O."""
