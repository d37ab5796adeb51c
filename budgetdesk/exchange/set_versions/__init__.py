"""A changed form set and the books made with an earlier version of it."""
