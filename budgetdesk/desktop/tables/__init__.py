"""The computed tables in the window: read-only, each figure leading to its ledger lines."""
