"""Flat lists: one model and one view for columns declared once."""
