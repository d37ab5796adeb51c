"""A window of fields with all kinds of text, for a reader to ask about, as the program has them.

`python -m tests.real_window.lines`
"""

import sys

from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.desktop.app import make_application

TEXTS = (
    "",
    "1",
    "12",
    "  ",
    "ab cd. ef",
    "预算",
    "中文 预算。二",
    "a😀𠀀",
    "e\u0301",
    "一\n二\u2028",
    "。",
)


def fields() -> list[QWidget]:
    """One of each kind, for each text that it can hold."""
    made: list[QWidget] = [QLineEdit(text) for text in TEXTS]
    for text in TEXTS:
        box = QComboBox()
        box.setEditable(True)
        box.setEditText(text)
        made += [box, QTextEdit(text), QPlainTextEdit(text)]
    hidden = QLineEdit("预算")
    hidden.setEchoMode(QLineEdit.EchoMode.Password)
    return [*made, hidden, QSpinBox(), QDoubleSpinBox(), QDateEdit()]


def main() -> int:
    """Show them until the end."""
    application = make_application()
    window = QWidget()
    window.setWindowTitle("fields")
    rows = QVBoxLayout(window)
    for field in fields():
        rows.addWidget(field)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
