"""Finding paragraphs: one protocol, its values, and an engine a module."""
