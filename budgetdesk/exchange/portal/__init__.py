"""一体化, the finance department's system in the browser: its lists held against the book."""
