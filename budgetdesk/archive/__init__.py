"""The same records in PostgreSQL, for those who outgrow one file: many books and packages."""
