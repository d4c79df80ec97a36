"""One text in two languages: which unit of one is which of the other, and where the two say different things."""
