"""Everything at the address of a document: its text, places, versions, series; what is known where it is not held."""
