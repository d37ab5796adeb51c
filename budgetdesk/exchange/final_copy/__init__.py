"""终稿核对: a published document, edited elsewhere, held against what the book makes now."""
