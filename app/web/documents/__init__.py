"""Pages at a document's address: its text, places, versions and series, or what is known of it if it is not held."""
