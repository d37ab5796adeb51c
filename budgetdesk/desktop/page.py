"""Pages of a book that are no forms (its ledger, tables, disclosure), and what pages may offer."""

from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from budgetdesk.book.change import Value
from budgetdesk.domain.fields import FieldRef

if TYPE_CHECKING:
    from budgetdesk.desktop.editor.form_editor import FormEditor
    from budgetdesk.desktop.editor.sheet_view import SheetView
    from budgetdesk.desktop.preview.panel import PreviewPanel


FormKey = tuple[str, int]
"""One form: its record kind, and the record's id."""


class TabPage(QWidget):
    """One of a kind in a window; open at the end, it is opened again at the next start."""

    tab_key: ClassVar[str]  # names it among what is remembered
    title: ClassVar[str]
    manual_page: ClassVar[str]  # which page of the manual tells of it
    message = Signal(str)  # one quiet sentence


@runtime_checkable
class Committing(Protocol):
    """A page in which something may be being typed."""

    def commit(self) -> bool:
        """Write it; False when it is refused as it stands."""


@runtime_checkable
class Closing(Protocol):
    """A page that holds something to let go of."""

    def close_down(self) -> None:
        """The page's tab is being closed."""


@runtime_checkable
class Offering(Protocol):
    """A page with commands of its own for the menu 编辑."""

    def menu(self) -> list[QAction | None]:
        """The commands as they can be used now, None where a line parts them."""


@runtime_checkable
class Holding(Protocol):
    """A page that holds form editors and a preview of its own."""

    def editors(self) -> "tuple[FormEditor, ...]":
        """Its editors."""

    def editor_in_front(self) -> "FormEditor | None":
        """The one shown in it now."""

    def preview_in_front(self) -> "PreviewPanel | None":
        """Its preview, while that is shown in it."""

    def show_preview(self) -> "PreviewPanel | None":
        """Show its preview; None where there is nothing to show."""


class CellGuide(Protocol):
    """What helps with a cell that no form's instruction speaks of."""

    @property
    def title(self) -> str:
        """The cell's name."""

    @property
    def text(self) -> str:
        """What there is to know."""

    @property
    def ref(self) -> FieldRef | None:
        """The field whose past is told."""

    def say(self, value: Value) -> str:
        """A value of its past in words."""


@runtime_checkable
class Guiding(Protocol):
    """A page that is no form and yet has cells to be helped with in the side pane."""

    guide_changed: SignalInstance

    def guide(self) -> CellGuide | None:
        """What helps with the cell the cursor is in."""


@runtime_checkable
class ShowingSheet(Protocol):
    """A page that shows a sheet on paper, to be zoomed like a form."""

    @property
    def sheet_view(self) -> "SheetView":
        """What shows it."""
