"""Readers of source formats: from the bytes of a file to `Reading`s, each with a `Resolution`. `formats`
lists them."""
