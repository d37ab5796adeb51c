"""The ledger grid (预算明细)."""
