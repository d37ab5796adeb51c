"""The manual: its pages, the window that shows them, and the whole as one PDF."""
