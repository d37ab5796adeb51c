"""The print preview: the very PDF that is printed, page by page."""
