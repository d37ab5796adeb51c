"""What the program is called in its window: large the Chinese name, small the other."""

LARGE_NAME, SMALL_NAME = "预算台", "budgetdesk"
PROGRAM = f"{LARGE_NAME}（{SMALL_NAME}）"
