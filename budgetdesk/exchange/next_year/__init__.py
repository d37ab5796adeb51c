"""Next year's book from this year's: what goes on, what is left, which years move."""
