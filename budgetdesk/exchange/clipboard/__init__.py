"""What other programs put on the clipboard, read into cells; and cells, written for them."""
