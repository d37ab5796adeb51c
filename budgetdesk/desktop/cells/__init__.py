"""What form, ledger and pasted table share: their keys, and the text editor over one cell."""
