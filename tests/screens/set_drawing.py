"""The dialog in which a form set is drawn from a template, and that of a newer version of one."""

from typing import TYPE_CHECKING

from budgetdesk.assets import user_forms_folder
from budgetdesk.desktop.dialogs.set_changes import SetChangesDialog
from budgetdesk.desktop.drawing.dialog import DrawingDialog
from budgetdesk.desktop.drawing.rule_dialog import RuleDialog
from budgetdesk.exchange.drawing.drawing import draw
from budgetdesk.exchange.drawing.saving import declared_kind
from budgetdesk.exchange.drawing.set_text import set_files
from budgetdesk.exchange.set_versions.offering import offer_for
from tests.exchange.drawing.scoring import TEMPLATES
from tests.exchange.set_versions.home import FIRST, book_with, put_set
from tests.exchange.set_versions.test_offering import NEWER

if TYPE_CHECKING:
    from tests.screens.draw import Stage


def set_drawing(stage: "Stage") -> None:
    """A template of a county beside its cells."""
    county = TEMPLATES / "county-application-2027.xlsx"
    dialog = DrawingDialog(stage.window, draw(county), stage.folder)
    dialog.table.go_to("C9")
    dialog.cell.kind.setCurrentIndex(dialog.cell.kind.findData("money"))
    dialog.cell.formula.setText("sum(支出计划, 金额)")
    dialog.cell.try_formula()
    stage.lay_over(dialog)


def set_changes(stage: "Stage") -> None:
    """A book that was made with an earlier version of its set, and what the newer one changes."""
    stage.folder.mkdir(parents=True, exist_ok=True)
    home = user_forms_folder()
    put_set(home, FIRST)
    path = stage.folder / "本年.budget"
    book_with(path, "道路", "桥梁").close()
    put_set(home, NEWER)
    stage.window.books.open(path)
    stage.window._check_file()
    desk, session = stage.window.books.desk, stage.window.books.session
    assert desk is not None
    assert session is not None
    desk.tabs.open_form("project", 1)
    offer = offer_for(session.book)
    assert offer is not None
    stage.lay_over(SetChangesDialog(stage.window, session.book, offer))


def set_rule(stage: "Stage") -> None:
    """A rule of the set, tried on its two examples."""
    county = TEMPLATES / "county-application-2027.xlsx"
    forms = draw(county)
    declared = declared_kind(set_files(forms), "project")
    dialog = RuleDialog(stage.window, forms, 0, declared, 2027)
    dialog.begin(next(it for it in forms[0].cells if it.box.place == "B8"))
    dialog.pattern.setCurrentIndex(dialog.pattern.findText("等于明细合计"))
    dialog.pattern.activated.emit(dialog.pattern.currentIndex())
    stage.lay_over(dialog)
