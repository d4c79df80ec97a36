"""Taking texts in: from files to a published archive release."""
