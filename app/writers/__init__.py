"""What goes out: values as files that other programs read."""
