"""The findings as a list: lines are arranged at once, what they say is worked out when seen."""

from PySide6.QtCore import QObject

from budgetdesk.checks.finding import SEVERITY_LABELS
from budgetdesk.desktop.findings.entries import FindingLine
from budgetdesk.desktop.findings.wording import (
    office_of,
    spoken,
    spot_of,
    told_text,
    treatment_text,
)
from budgetdesk.desktop.listing.model import ListModel
from budgetdesk.forms.listing import ListedColumn

# The columns, from left to right.
CODE, TITLE, OFFICE, PROJECT, SPOT, MESSAGE, TREATMENT = range(7)
_COLUMNS: tuple[ListedColumn[FindingLine], ...] = (
    ListedColumn("编号", 6, lambda line: line.finding.code),
    ListedColumn("审核项", 12, lambda line: line.finding.title),
    ListedColumn("单位", 10, lambda line: office_of(line.finding.place)),
    ListedColumn("项目", 15, lambda line: line.finding.place.project),
    ListedColumn("位置", 13, lambda line: spot_of(line.finding.place)),
    ListedColumn("问题", 0, lambda line: told_text(line.finding)),
    ListedColumn("处理", 5, lambda line: treatment_text(line.finding)),
)


class FindingModel(ListModel):
    """Headings and findings as the rows of one table."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_COLUMNS, parent)

    def spoken(self, line: FindingLine) -> str:
        """The finding in one sentence."""
        return spoken(line.finding)

    def tool_tip(self, line: FindingLine, column: int) -> str:
        """The whole of what a cell has no room for."""
        finding = line.finding
        if column == CODE:
            return f"{SEVERITY_LABELS[finding.severity]} {finding.code}"
        if column != TREATMENT:
            return self.columns[column].text(line)
        if finding.explanation is not None:
            return finding.explanation.text
        return finding.fix.title if finding.fix is not None else ""
