"""Asking for what tells a new form apart from others of its kind: its number, its month."""

from collections.abc import Collection

from PySide6.QtWidgets import QLineEdit, QWidget

from budgetdesk.book.change import Value
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.desktop.lettered import unlettered
from budgetdesk.domain.fields import Field
from budgetdesk.domain.typed import TypedError, parse_typed, show_value


class NumberDialog(Dialog):
    """One value of a field, which no other form there has."""

    manual_page = "stages"

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        field: Field,
        proposed: Value,
        taken: Collection[Value],
    ) -> None:
        super().__init__(parent, title, "新建")
        self._field, self._taken = field, taken
        self.value = QLineEdit(show_value(field.kind, proposed))
        self.value.selectAll()
        self.value.setMinimumWidth(self.fontMetrics().horizontalAdvance("永") * 16)
        self.value.setPlaceholderText(field.hint)
        self.value.textChanged.connect(self._judge)
        self.add(unlettered(field.label), self.value, field.label)
        self._judge()

    @property
    def typed(self) -> Value:
        """What is typed; TypedError where it is no value of the field."""
        return parse_typed(self._field.kind, self.value.text())

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        title: str,
        field: Field,
        proposed: Value,
        taken: Collection[Value] = (),
    ) -> Value:
        """Ask; None when the user declines. Values in `taken` are refused."""
        dialog = cls(parent, title, field, proposed, taken)
        return dialog.typed if ask.run(dialog) else None

    def _judge(self) -> None:
        try:
            value = self.typed
        except TypedError as error:
            self.tell_amiss(str(error))
            return
        if value in (None, ""):
            self.tell_amiss(f"请填写{self._field.label}。", blank=True)
        elif value in self._taken:
            self.tell_amiss(f"已有{self._field.label}为 {self.value.text().strip()} 的这张表。")
        else:
            self.tell_amiss("")
