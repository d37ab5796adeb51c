"""The sealed package: what a unit sends upward as one plain .xlsx, and how it is received."""
