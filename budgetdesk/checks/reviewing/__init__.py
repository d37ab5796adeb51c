"""绩效目标审核表: which questions it asks, what 审核 knows of them, and the sheets in a book."""
