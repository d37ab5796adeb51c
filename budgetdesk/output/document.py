"""One PDF document while forms are added to it, written with reportlab's canvas."""

from collections.abc import Iterable
from operator import length_hint
from typing import IO

from budgetdesk.domain.progress import Progress
from budgetdesk.forms.sheet import Sheet
from budgetdesk.output.canvas import CREATOR, embed, open_canvas
from budgetdesk.output.drawing import Foot, PagePen
from budgetdesk.output.glyphs import GlyphCheck
from budgetdesk.output.typesetting.fitting import fit
from budgetdesk.output.typesetting.page import Page
from budgetdesk.output.typesetting.pagination import paginate


def save(
    file: IO[bytes], sheets: Iterable[Sheet], title: str, progress: Progress, foot: str = ""
) -> None:
    """Write the document of `sheets` into an open file; `foot` as in `write_pdf`.

    Raises:
        MissingGlyph: texts hold characters that the bundled faces lack; the file is not written.
        Cancelled: `progress` stopped the work.
    """
    expected = length_hint(sheets)
    document = _Document(file, title, foot)
    done = 0
    for done, sheet in enumerate(sheets, start=1):
        document.add(sheet)
        progress(done, max(done, expected))
    if not done:
        raise ValueError("a document needs at least one sheet")
    document.save()


class _Document:
    """One PDF while its forms are added to it."""

    def __init__(self, file: IO[bytes], title: str, foot: str) -> None:
        self._foot = foot
        self._canvas = open_canvas(file, title)
        self._pen = PagePen()
        self._check = GlyphCheck()
        self._groups: list[str] = []
        self._forms = 0
        self._waiting: list[tuple[Sheet, Page]] = []  # for the number of all pages

    def add(self, sheet: Sheet) -> None:
        """Draw one form; a form that cannot be printed is left out until `save` refuses all."""
        if not self._check.passes(sheet):
            return
        for page in paginate(fit(sheet)):
            if self._foot:
                self._waiting.append((sheet, page))
            else:
                self._draw(sheet, page, Foot.within_form(page))

    def _draw(self, sheet: Sheet, page: Page, foot: Foot) -> None:
        self._canvas.setPageSize((page.format.width, page.format.height))
        if page.number == 1:
            self._bookmark(sheet)
        self._canvas.addLiteral(self._pen.stream(page, foot))
        self._canvas.showPage()

    def save(self) -> None:
        """Write the document; raises MissingGlyph."""
        self._check.raise_faults()
        for number, (sheet, page) in enumerate(self._waiting, start=1):
            of_all = f"第 {number} 页 共 {len(self._waiting)} 页"
            self._draw(sheet, page, Foot.centred(page, f"{of_all}　{self._foot}"))
        self._canvas.setAuthor(self._groups[0] if len(set(self._groups)) == 1 else CREATOR)
        if self._forms > 1:
            self._canvas.showOutline()
        embed(self._canvas, self._pen.faces)
        self._canvas.save()

    def _bookmark(self, sheet: Sheet) -> None:
        self._forms += 1
        if sheet.group and self._groups[-1:] != [sheet.group]:
            self._groups.append(sheet.group)
            self._entry(sheet.group, f"unit-{len(self._groups)}", level=0)
        self._entry(sheet.name, f"form-{self._forms}", level=1 if sheet.group else 0)

    def _entry(self, title: str, key: str, level: int) -> None:
        # Each entry needs a key of its own: reportlab keeps one title a key.
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(title, key, level)
