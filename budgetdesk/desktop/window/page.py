"""A page of a book that is no form: its ledger, its tables, its disclosure."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """One of a kind in a window; open at the end, it is opened again at the next start."""

    tab_key: ClassVar[str]  # names it among what is remembered
    title: ClassVar[str]
    message = Signal(str)  # one quiet sentence
