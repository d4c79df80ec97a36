"""What a resolution is: values and pure functions, no input or output."""
