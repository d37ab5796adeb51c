"""Files in and out of a book: exchange JSON, the ledger as CSV, forms as Excel and PDF."""

import csv

# A form's text may be longer than the 131,072 characters that csv reads by itself: what the
# program wrote it must read. A C long is what Windows takes.
csv.field_size_limit(2**31 - 1)
