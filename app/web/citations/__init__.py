"""Citations: lists of citing documents, named instruments, the citation graph of a document."""
