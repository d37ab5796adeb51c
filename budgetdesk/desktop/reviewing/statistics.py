"""审核情况统计: counted by what is chosen, other years' books added, written as a workbook."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from budgetdesk.desktop.dialogs.frame import WideDialog, framed, open_wide
from budgetdesk.desktop.listing.bars import BarDelegate
from budgetdesk.desktop.listing.model import ListModel
from budgetdesk.desktop.listing.view import ListTable
from budgetdesk.desktop.still import StillBox
from budgetdesk.exchange.form_review.statistics import (
    AGAIN,
    COUNT,
    COUNTS,
    SENTENCE,
    CountedBy,
    CountedFinding,
    FindingCount,
    counts_of,
)


class StatisticsDialog(WideDialog):
    """The counts; what is wished of files is left to whoever opened it."""

    manual_page = "checks"
    wide, high = 92, 0.55

    def __init__(
        self,
        found: Sequence[CountedFinding],
        add_years: Callable[[], Sequence[CountedFinding]],
        write: Callable[[Sequence[FindingCount], CountedBy], None],
        parent: QWidget | None = None,
    ) -> None:
        """`add_years` asks for books and gives their findings; `write` writes what is shown."""
        super().__init__(parent)
        self.setWindowTitle("审核情况统计")
        self._found, self._add, self._write = tuple(found), add_years, write
        self.by = StillBox(self)
        self.by.setAccessibleName("统计")
        self.by.addItems([it.value for it in CountedBy])
        self.headline = QLabel(self)
        self.headline.setObjectName("field-name")
        model = ListModel(COUNTS)
        bars = BarDelegate(model, {COUNT: "accent", AGAIN: "explain"}, self)
        self.table = ListTable(model, bars, self, stretches=SENTENCE)
        self.table.setAccessibleName("审核情况统计")
        self.years_button = QPushButton("加入往年账套…", self)
        self.excel_button = QPushButton("导出 Excel…", self)
        self.close_button = QPushButton("关闭", self)
        for button in (self.years_button, self.excel_button, self.close_button):
            button.setAutoDefault(False)
        self.by.currentIndexChanged.connect(self._show)
        self.years_button.clicked.connect(self._add_years)
        self.excel_button.clicked.connect(lambda: self._write(self.counts, self.counted_by))
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self._show()
        open_wide(self)

    @property
    def counted_by(self) -> CountedBy:
        """What is counted by."""
        return CountedBy(self.by.currentText())

    @property
    def counts(self) -> tuple[FindingCount, ...]:
        """What is shown."""
        return counts_of(self._found, self.counted_by)

    def _add_years(self) -> None:
        known = {it.year for it in self._found}
        added = self._add()
        self._found = (*self._found, *(it for it in added if it.year not in known))
        self._show()

    def _show(self) -> None:
        counts = self.counts
        self.table.show_lines(list(counts))
        years = sorted({it.year for it in self._found})
        again = sum(it.again for it in counts_of(self._found, CountedBy.RULE))
        told = [f"{'、'.join(map(str, years))} 年度", f"{len(self._found)} 条"]
        told += [f"又出现 {again} 条"] if again else []
        self.headline.setText("　".join(told) if years else "没有发现问题。")
        self.excel_button.setEnabled(bool(counts))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self.by)
        head.addWidget(self.headline)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.years_button)
        foot.addWidget(self.excel_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout = framed(self)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        self.table.setFocus()
