"""The form editor: the official form painted as it prints, edited in place."""
