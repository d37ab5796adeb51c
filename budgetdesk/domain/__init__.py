"""The words of the trade, in pure Python: money, targets, projects, ledger lines, catalogues."""
