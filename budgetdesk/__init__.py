"""budgetdesk: a county office's budget and performance forms, filled in offline."""

__version__ = "0.1.0"
