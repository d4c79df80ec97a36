"""What terms are called in the other language, and the verbs that open paragraphs in both."""
