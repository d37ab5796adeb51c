"""The 部门预算公开 on paper: as PDF and as a Word file."""
