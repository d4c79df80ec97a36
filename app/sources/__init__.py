"""From the bytes of a file to a Resolution; one module or package a format."""
