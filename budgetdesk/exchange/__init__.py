"""Files in and out of a book."""
