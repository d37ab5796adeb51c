"""Putting worksheets together and writing the workbook, the same bytes for the same sheets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any, Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.writer.excel import ExcelWriter

from budgetdesk.domain.progress import Progress
from budgetdesk.domain.text import clean
from budgetdesk.forms.sheet import Cell, Sheet, Style
from budgetdesk.output.excel.amounts import groups_thousands, number_of
from budgetdesk.output.excel.borders import Edges
from budgetdesk.output.excel.choices import (
    LISTS_NAME,
    Choices,
    lines_xml,
    lists_needing_cells,
    lists_xml,
)
from budgetdesk.output.excel.contents import CONTENTS_NAME, contents_sheet, link_cells
from budgetdesk.output.excel.grid import DIGIT, STANDARD_SIZE, grid_of
from budgetdesk.output.excel.part import Link, worksheet_part
from budgetdesk.output.excel.parts_digest import PartsDigest
from budgetdesk.output.excel.rows import RowsWriter, area_of, merged_ranges
from budgetdesk.output.excel.styles import FONT, Look, StyleRegister
from budgetdesk.output.excel.texts import cell_text, worksheet_names
from budgetdesk.output.excel.worksheet import set_up
from budgetdesk.output.typesetting.measuring import BODY

_CREATOR = "budgetdesk"
_BACK = "返回目录"
_BACK_WIDTH = 60.0  # points
_GAP = 12.0
_BACK_STYLE = Style("back to the contents", border=False)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a sealed workbook has beside its sheets.

    A worksheet of that name that no office program offers to show, with lines of text in its first
    column; and a foot for every page.
    """

    name: str
    lines: Sequence[str]
    foot: str


@dataclass(frozen=True, slots=True)
class _Page:
    """One worksheet to be written."""

    sheet: Sheet
    links: Mapping[Cell, str] = field(default_factory=dict)  # to a worksheet's name
    back: bool = False  # a link to the 目录 stands beside it


def save(file: IO[bytes], sheets: Sequence[Sheet], title: str, progress: Progress) -> None:
    """Write the workbook of `sheets` into an open file.

    Raises:
        TextTooLong: Excel cannot hold a text.
        Cancelled: `progress` stopped the work.
    """
    if not sheets:
        raise ValueError("a workbook needs at least one sheet")
    title = clean(title)
    pages = _pages(sheets, title)
    lists = lists_needing_cells(sheets)
    workbook = _new_workbook(title)
    for name in pages:
        workbook.create_sheet(name)
    if lists:
        workbook.create_sheet(LISTS_NAME).sheet_state = "hidden"
    with _SteadyArchive(file, "w", ZIP_DEFLATED) as archive:
        _WorkbookWriter(workbook, archive, pages, lists, progress).write_data()


def save_sealed(
    file: IO[bytes], sheets: Sequence[Sheet], title: str, sealed: Sealed, progress: Progress
) -> None:
    """Write a workbook without a 目录 and with a sealed worksheet behind; errors as `save`."""
    pages = {
        name: _Page(sheet)
        for name, sheet in zip(sealed_names(sheets, sealed.name), sheets, strict=True)
    }
    lists = lists_needing_cells(sheets)
    workbook = _new_workbook(clean(title))
    for name in pages:
        workbook.create_sheet(name)
    if lists:
        workbook.create_sheet(LISTS_NAME).sheet_state = "hidden"
    workbook.create_sheet(sealed.name).sheet_state = "veryHidden"
    with _SteadyArchive(file, "w", ZIP_DEFLATED) as archive:
        writer = _WorkbookWriter(workbook, archive, pages, lists, progress, sealed)
        writer.write_data()
        writer.write_lines(workbook.worksheets[-1], sealed.lines, archive.digest.text)


def sealed_names(sheets: Sequence[Sheet], hidden: str) -> list[str]:
    """What the worksheets of a sealed workbook are called, in order."""
    return worksheet_names((sheet.name for sheet in sheets), (LISTS_NAME, hidden))


def placed_cells(sheet: Sheet) -> Iterator[tuple[int, int, str, Cell]]:
    """Each cell of a sheet: its place in the worksheet, from 0, and its text or digits there."""
    grid = grid_of(sheet)
    thousands = groups_thousands(grid.sheet)
    for cell in grid.sheet.cells:
        text = cell_text(cell.text)
        number = number_of(cell, thousands=thousands)
        area = area_of(cell, grid)
        yield area.top - 1, area.left - 1, number.digits if number else text, cell


def _pages(sheets: Sequence[Sheet], title: str) -> dict[str, _Page]:
    """The worksheets by name, in order."""
    taken = (CONTENTS_NAME, LISTS_NAME)
    names = worksheet_names((sheet.name for sheet in sheets), taken)
    if len(sheets) == 1:
        return {names[0]: _Page(sheets[0])}
    contents = contents_sheet(sheets, title)
    links = dict(zip(link_cells(contents), names, strict=False))
    forms = {name: _Page(sheet, back=True) for name, sheet in zip(names, sheets, strict=True)}
    return {CONTENTS_NAME: _Page(contents, links), **forms}


def _new_workbook(title: str) -> Any:
    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.properties = _properties(title)
    # Column widths count digits of the standard font (grid.py); openpyxl has no public way to it.
    standard = Font(name=FONT, size=STANDARD_SIZE, charset=134)
    workbook._fonts = IndexedList([standard])  # noqa: SLF001
    workbook._named_styles["Normal"].font = standard  # noqa: SLF001
    return workbook


def _properties(title: str) -> Any:
    """The document's properties without the time of writing."""
    properties = DocumentProperties(title=title, creator=_CREATOR, language="zh-CN")
    kept = (name for name in properties.__elements__ if name not in {"created", "modified"})
    properties.__elements__ = tuple(kept)
    return properties


class _SteadyArchive(ZipFile):
    """A zip file whose entries bear no time."""

    def __init__(self, file: IO[bytes], mode: Literal["w"], compression: int) -> None:
        super().__init__(file, mode, compression)
        self.digest = PartsDigest()

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Add one entry, as `ZipFile.writestr` does."""
        entry = ZipInfo(str(zinfo_or_arcname), (1980, 1, 1, 0, 0, 0))
        content = data.encode() if isinstance(data, str) else bytes(data)
        self.digest.add(entry.filename, content)
        super().writestr(entry, content, compress_type or ZIP_DEFLATED, compresslevel)


class _WorkbookWriter(ExcelWriter):  # type: ignore[misc] # openpyxl has no types
    """Lays out and writes one worksheet after the other, so that only one is in memory."""

    def __init__(
        self,
        workbook: Any,
        archive: ZipFile,
        pages: Mapping[str, _Page],
        lists: Sequence[Choices],
        progress: Progress,
        sealed: Sealed | None = None,
    ) -> None:
        super().__init__(workbook, archive)
        self._sealed = sealed
        self._pages, self._lists, self._progress = pages, lists, progress
        self._styles = StyleRegister(workbook.worksheets[0])
        self._done = 0

    def write_worksheet(self, worksheet: Any) -> None:
        """Called by openpyxl for each worksheet, before it writes the styles."""
        page = self._pages.get(worksheet.title)
        if self._sealed is not None and worksheet.title == self._sealed.name:
            self.manifest.append(worksheet)  # it is written behind all others
            return
        if page is None:
            part = worksheet_part(worksheet, lists_xml(self._lists))
        else:
            part = self._form(worksheet, page)
            self._report(worksheet)
        self._archive.writestr(worksheet.path[1:], part)
        self.manifest.append(worksheet)

    def write_lines(self, worksheet: Any, lines: Sequence[str], beside: str) -> None:
        """Write the sealed worksheet."""
        part = worksheet_part(worksheet, lines_xml(lines, beside))
        self._archive.writestr(worksheet.path[1:], part)

    def _report(self, worksheet: Any) -> None:
        contents = CONTENTS_NAME in self._pages
        if worksheet.title != CONTENTS_NAME:
            self._done += 1
            self._progress(self._done, len(self._pages) - contents)

    def _form(self, worksheet: Any, page: _Page) -> bytes:
        grid = grid_of(page.sheet)
        foot = self._sealed.foot if self._sealed else ""
        set_up(worksheet, grid, self._lists, foot)
        worksheet.sheet_view.tabSelected = worksheet is self.workbook.worksheets[0]
        links = [Link(area_of(cell, grid).ref, name) for cell, name in page.links.items()]
        beside = ""
        if page.back:
            back = self._add_back_link(worksheet, len(grid.widths) + 2)
            links.append(Link(back, CONTENTS_NAME))
            beside = self._back_cell(back)
        rows = RowsWriter(grid, self._styles, page.links).xml(beside)
        return worksheet_part(worksheet, rows, merged_ranges(grid), links)

    def _add_back_link(self, worksheet: Any, column: int) -> str:
        """Make room for the link right of the form, outside what is printed; its place."""
        worksheet.column_dimensions[get_column_letter(column - 1)].width = _GAP / DIGIT
        worksheet.column_dimensions[get_column_letter(column)].width = _BACK_WIDTH / DIGIT
        return f"{get_column_letter(column)}1"

    def _back_cell(self, place: str) -> str:
        style = self._styles.id_of(Look(_BACK_STYLE, BODY, link=True), Edges())
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t>{_BACK}</t></is></c>'
