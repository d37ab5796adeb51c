"""What the kinds of fields are called."""

KIND_NAMES = {
    "line": "文字", "paragraph": "段落", "choice": "选项", "tick": "勾选", "money": "金额",
    "count": "整数", "decimal": "小数", "percent": "百分比", "date": "日期", "month": "月份",
    "period": "起止日期", "target": "指标值", "phone": "电话", "person": "人员",
}  # fmt: skip
"""By their names in a dictionary."""


def kind_name(kind: str) -> str:
    """What a kind is called, as the dictionary writes it."""
    return KIND_NAMES.get(kind.partition("(")[0], kind)
