"""How grave a finding of 审核 is."""

from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is."""

    ERROR = "error"  # 错误: must be mended
    EXPLAIN = "explain"  # 需说明: may be submitted with an explanation
    NOTICE = "notice"  # 提示


SEVERITY_LABELS = {
    Severity.ERROR: "错误",
    Severity.EXPLAIN: "需说明",
    Severity.NOTICE: "提示",
}
