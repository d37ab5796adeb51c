"""逐表审核: the forms of a unit with what was found in each, what is decided, what comes back."""
