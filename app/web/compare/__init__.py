"""The comparison of two documents."""
