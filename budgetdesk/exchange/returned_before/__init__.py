"""What units were returned before, as checks of their later books."""
