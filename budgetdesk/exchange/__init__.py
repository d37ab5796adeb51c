"""Files in and out of a book: exchange JSON, the ledger as CSV, forms as Excel and PDF."""
