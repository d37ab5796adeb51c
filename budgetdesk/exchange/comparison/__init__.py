"""Two states of units held against each other: two submissions, a submission and a book, years."""
