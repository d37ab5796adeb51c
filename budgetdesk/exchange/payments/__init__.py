"""国库支付明细: what the treasury paid, read from its list and placed on the book's projects."""
