"""Collects what a block becomes while it is read."""

from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import FieldRef, Kind
from budgetdesk.domain.text import clean, fold
from budgetdesk.domain.typed import TypedError, parse_typed
from budgetdesk.exchange.clipboard.block import BlockCell
from budgetdesk.exchange.placement.form_map import FormMap
from budgetdesk.exchange.placement.plan import BlockPlace, Certainty, Edit, LeftOver, Plan
from budgetdesk.forms.sheet import Cell, Role

_BLANKS = str.maketrans("\n\t\xa0", "   ")


class Drafting:
    """Takes texts for cells and fields of a form, and gives the plan."""

    def __init__(self, form: FormMap) -> None:
        self._form = form
        self._edits: dict[FieldRef, Edit[FieldRef]] = {}
        self._left: dict[BlockPlace, LeftOver] = {}
        self._assumed: dict[str, None] = {}

    def put(self, target: Cell, cell: BlockCell, certainty: Certainty = Certainty.SURE) -> None:
        """Give a cell of the sheet a text, unless it cannot be filled in."""
        if target.field is None:
            self.leave(cell, "落在标签上")
        elif target.role is Role.INPUT:
            self.fill(target.field, cell, cell.text, certainty)
        elif cell.text.strip() and not says(target, cell.text):
            why = "本格由其他数据算出，不能填写" if target.role is Role.COMPUTED else "本格不能填写"
            self.leave(cell, why, refused=True)

    def fill(
        self, ref: FieldRef, cell: BlockCell, text: str, certainty: Certainty = Certainty.SURE
    ) -> None:
        """Give a field a text; the first text that comes for a field holds."""
        shown = self._form.shown(ref)
        same = says(shown, text) if shown is not None else not text.strip()
        edit = Edit(ref, _as_typed(ref, text), source_of(cell), certainty, not same)
        if self._edits.setdefault(ref, edit) is not edit and text.strip():
            self.leave(cell, "同一格已有内容")

    def leave(self, cell: BlockCell, why: str, *, refused: bool = False) -> None:
        """Say that a text found no place; a blank needs none."""
        if cell.text.strip():
            source = source_of(cell)
            self._left.setdefault(source, LeftOver(source, why, refused))

    def assume(self, sentence: str) -> None:
        """Keep a sentence about what was taken for granted; each is said once."""
        self._assumed[sentence] = None

    def plan(self) -> Plan[FieldRef]:
        """All of it."""
        left = sorted(self._left.values(), key=lambda one: (one.source.row, one.source.column))
        return Plan(tuple(self._edits.values()), tuple(left), tuple(self._assumed))


def says(cell: Cell, text: str) -> bool:
    """Whether a text is what a cell shows, but for how blanks and amounts are written."""
    # LibreOffice writes a blank where a cell has a tab, and in its text where one has a break.
    if cell.text == text or _on_one_line(text) == _on_one_line(cell.text):
        return True
    if cell.field is not None and field_of(cell.field).kind.is_number:
        return _value(cell.field, text) == _value(cell.field, cell.text)
    return cell.role is not Role.INPUT and fold(cell.text) == fold(text)


def agrees(cell: Cell | None, text: str) -> bool:
    """Whether a cell holds a text that is no blank."""
    return cell is not None and bool(text.strip()) and says(cell, text)


def source_of(cell: BlockCell) -> BlockPlace:
    """Where a text stands in its block."""
    return BlockPlace(cell.row, cell.column, cell.text)


def _on_one_line(text: str) -> str:
    return clean(text).rstrip().translate(_BLANKS)


def _value(ref: FieldRef, text: str) -> object:
    try:
        return parse_typed(field_of(ref).kind, text)
    except TypedError:
        return text


def _as_typed(ref: FieldRef, text: str) -> str:
    """Without the blanks that a number's format puts around it."""
    kind = field_of(ref).kind
    formatted = kind is Kind.TARGET or kind.is_number
    return text.strip() if formatted or not text.strip() else text
