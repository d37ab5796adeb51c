"""The document as a Word file (.docx): real headings, tables, charts and a contents field."""
