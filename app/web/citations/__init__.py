"""Who cites what: lists, named instruments, the graph of a document."""
