"""逐表审核: a reviewer's desk, worked with keys alone."""
