"""Forms as people have them (Excel, Word, PDF, web pages): read by their labels, never by place."""
