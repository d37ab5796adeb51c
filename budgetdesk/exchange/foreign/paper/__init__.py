"""Pages of PDF: rulings and characters become the cells that a reader of the paper sees."""
