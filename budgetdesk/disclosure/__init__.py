"""The 部门预算公开 document: its figures, its words, and the whole as PDF and Word."""
