"""部门预算公开 in the window: telling the entries, rewriting the text, making the files."""
