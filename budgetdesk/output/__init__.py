"""A Sheet as Excel and as PDF, and the typesetting both share."""
