"""Asking whose forms go upward, and where to."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.desktop.dialogs.place_row import PlaceRow
from budgetdesk.desktop.dialogs.still_open import StillOpenRow
from budgetdesk.desktop.dialogs.ticked_names import TickedNames, names_of_units
from budgetdesk.domain.records import Unit


class SubmitDialog(Dialog):
    """The units, each to be ticked; the folder; what is still open."""

    manual_page = "output"

    def __init__(
        self,
        parent: QWidget | None,
        units: Sequence[Unit],
        stages: Sequence[str],
        folder: Path,
        ticked: Collection[Unit],
        due: str = "",
        person: str = "",
    ) -> None:
        """`stages` say what the package of each unit is of; `ticked` are the units proposed.

        `due` is the day to send by, `person` is who probably sends it.
        """
        super().__init__(parent, "上报", "上报")
        self._units, self._stages = units, stages
        names = zip(names_of_units(units), (unit in ticked for unit in units), strict=True)
        self.units = TickedNames(self, names, 26)
        self.units.itemChanged.connect(self._judge)
        self.stage = QLabel(self)
        self.stage.setWordWrap(True)
        self.folder = PlaceRow(self, folder, partial(ask.ask_folder, self, "上报到文件夹"))
        self.person = QLineEdit(person, self)
        self.person.setPlaceholderText("印在封面和说明上，可以不填")
        self.still_open = StillOpenRow(self, lists_returned=True)
        self.add("单位", self.units)
        self.add("阶段", self.stage)
        self.add("文件夹", self.folder)
        self.add("上报人", self.person)
        if due:
            self.add("报送期限", QLabel(told_due(due, datetime.now().astimezone().date()), self))
        self.add("还没完成", self.still_open)
        self._judge()

    @property
    def chosen(self) -> tuple[Unit, ...]:
        """The units that are ticked."""
        return tuple(self._units[at] for at in self.units.ticked)

    def _judge(self) -> None:
        count = len(self.chosen)
        self.accept_button.setText(f"上报 {count} 个单位")
        self.stage.setText(told_stages([self._stages[at] for at in self.units.ticked]))
        self.tell_amiss("" if count else "请至少选一个单位。")


def told_stages(stages: Sequence[str]) -> str:
    """What is sent: one stage, or each with how many units it is of."""
    counts = Counter(stages)
    if len(counts) < 2:
        return next(iter(counts), "")
    return "、".join(f"{stage} {count} 个单位" for stage, count in counts.items())


def told_due(due: str, today: date) -> str:
    """The day in words, and how far off it is."""
    left = (date.fromisoformat(due) - today).days
    when = f"还有 {left} 天" if left > 0 else "就是今天" if left == 0 else f"已过 {-left} 天"
    return f"{due}，{when}"
