"""Every read that a page or the API makes, one function a question."""
