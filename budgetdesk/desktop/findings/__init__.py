"""审核 in the window: the live checks, the panel of findings, and the office's settings."""
