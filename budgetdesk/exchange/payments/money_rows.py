"""The rows of money that a payment list may be of."""

MONEY_ROWS = {
    "fiscal": "财政拨款", "total": "年度资金总额", "carryover": "上年结转", "other": "其他资金",
}  # fmt: skip
USUAL_ROW = next(iter(MONEY_ROWS))
"""The treasury pays out of the first."""
