"""The 部门预算公开 document as data: its figures, its words, its parts in order."""
