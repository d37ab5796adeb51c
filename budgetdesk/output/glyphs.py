"""Finding characters that the bundled faces cannot print, before anything is written."""

from dataclasses import dataclass

from budgetdesk.forms.own_words import name_of
from budgetdesk.forms.sheet import Cell, Sheet
from budgetdesk.output.files import OutputError
from budgetdesk.output.typesetting.measuring import face_of

_NAMED = 3  # faults that the sentence names


@dataclass(frozen=True, slots=True)
class GlyphFault:
    """A character without a glyph, and the cell it stands in."""

    char: str
    sheet: str
    cell: str

    def __str__(self) -> str:
        """The fault as part of a Chinese sentence."""
        return f"“{self.sheet}”的“{self.cell}”中的“{self.char}”（U+{ord(self.char):04X}）"


class MissingGlyph(OutputError):  # noqa: N818 - the trade's word
    """Texts hold characters that cannot be printed; `faults` has them all."""

    def __init__(self, faults: tuple[GlyphFault, ...]) -> None:
        named = "、".join(map(str, faults[:_NAMED]))
        more = f"等 {len(faults)} 处" if len(faults) > _NAMED else ""
        super().__init__(f"打印字库中没有{named}{more}，请改用其他字后再导出。")
        self.faults = faults


class GlyphCheck:
    """Looks through sheets one after the other and remembers what cannot be printed."""

    def __init__(self) -> None:
        self.faults: list[GlyphFault] = []
        self._known: dict[bool, set[str]] = {True: set(), False: set()}  # by bold

    def passes(self, sheet: Sheet) -> bool:
        """Whether every character of the sheet can be printed."""
        before = len(self.faults)
        for cell in sheet.cells:
            known = self._known[cell.style.bold]
            if not known.issuperset(cell.text):
                self._look_closer(sheet, cell, known)
        return len(self.faults) == before

    def raise_faults(self) -> None:
        """Raise MissingGlyph if any sheet failed."""
        if self.faults:
            raise MissingGlyph(tuple(self.faults))

    def _look_closer(self, sheet: Sheet, cell: Cell, known: set[str]) -> None:
        face = face_of(cell.style)
        for char in dict.fromkeys(cell.text):
            if face.covers(char):
                known.add(char)
            else:
                self.faults.append(GlyphFault(char, sheet.name, _name_of(sheet, cell)))


def _name_of(sheet: Sheet, cell: Cell) -> str:
    return name_of(sheet, cell) or (cell.text if len(cell.text) <= 12 else f"{cell.text[:12]}…")
