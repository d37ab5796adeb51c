"""Fonts, line breaking, measuring and page breaking, shared by PDF and Excel."""
