"""What is drawn on the paper beside the texts."""

from PySide6.QtGui import QColor, QImage

from budgetdesk.desktop.editor.marks import Mark, MarkColour
from budgetdesk.desktop.palette import DARK, LIGHT, Palette
from budgetdesk.desktop.theme import theme
from tests.desktop.editor.form_desk import Desk


def _corner(desk: Desk, path: str) -> QColor:
    cell = desk.form.cell_of(desk.ref(path))
    assert cell is not None
    picture: QImage = desk.form.viewport().grab().toImage()
    rect = desk.form.cell_rect(cell)
    return picture.pixelColor(rect.right() - 1, rect.top() + 3)


def test_marks_are_drawn_in_the_colour_of_their_severity_and_taken_off(desk: Desk) -> None:
    theme().use(LIGHT)
    desk.go("name")
    for colour in MarkColour:
        desk.form.set_marks({desk.ref("funding.annual.own"): Mark(colour, "!")})
        assert _corner(desk, "funding.annual.own") == getattr(LIGHT, colour)
    desk.form.set_marks({})
    assert _corner(desk, "funding.annual.own") == LIGHT.paper


def test_marks_stay_on_their_fields_when_rows_come_and_go(desk: Desk) -> None:
    ref = desk.indicator(1)
    desk.form.set_marks({ref: Mark(MarkColour.ERROR, "!")})
    with desk.book.step("别处") as step:
        step.delete("indicator", desk.indicator(0).row_id)
    cell = desk.form.cell_of(ref)
    assert cell is not None
    assert desk.form.mark_at(cell) == Mark(MarkColour.ERROR, "!")
    marked = [cell for cell in desk.form.sheet.cells if desk.form.mark_at(cell)]
    assert marked == [cell]


def test_the_paper_follows_the_theme(desk: Desk) -> None:
    def paper(colours: Palette) -> QColor:
        theme().use(colours)
        picture = desk.form.viewport().grab().toImage()
        return picture.pixelColor(desk.form.geometry_.paper.left() + 5, 60)

    desk.go("name")
    assert paper(LIGHT) == LIGHT.paper
    assert paper(DARK) == DARK.paper
    theme().use(LIGHT)


def test_computed_and_locked_cells_are_tinted_and_inputs_are_white(desk: Desk) -> None:
    theme().use(LIGHT)
    desk.go("name")
    assert _corner(desk, "funding.annual.total") == LIGHT.computed_tint
    assert _corner(desk, "unit.name") == LIGHT.locked_tint
    assert _corner(desk, "funding.annual.own") == LIGHT.paper


def test_a_blank_required_cell_shows_its_hint_until_something_is_typed(desk: Desk) -> None:
    desk.go("name")
    cell = desk.form.cell_of(desk.ref("basis"))
    assert cell is not None
    assert cell.hint

    def ink() -> int:
        picture = desk.form.viewport().grab(desk.form.cell_rect(cell)).toImage()
        paper = LIGHT.paper.rgb()
        return sum(
            picture.pixel(x, y) != paper
            for x in range(6, picture.width() - 6)
            for y in range(6, picture.height() - 6)
        )

    theme().use(LIGHT)
    assert ink() > 100
    desk.go("basis")
    desk.form.begin(typed_over=False)
    desk.form.text.setCursorWidth(0)
    assert ink() == 0
