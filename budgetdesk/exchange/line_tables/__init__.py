"""Tables of lines from other programs, pasted or as files: what they say as lines of a book."""
