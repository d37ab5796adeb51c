"""Where the cells of a pasted block go: edits by field, never by a place on the grid."""
