"""The XML of one worksheet: openpyxl writes all of it but the rows and the merged ranges."""

import io
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.hyperlink import Hyperlink, HyperlinkList
from openpyxl.xml.functions import Element

# How empty elements are written depends on the XML library that openpyxl finds.
_NO_ROWS = re.compile(rb"<sheetData>\s*</sheetData>|<sheetData\s*/>")
_NO_MERGES = re.compile(rb"<mergeCells>\s*</mergeCells>|<mergeCells\s*/>")


class Link(NamedTuple):
    """A link from a cell to the beginning of a worksheet."""

    ref: str
    worksheet: str


def worksheet_part(
    worksheet: Any, rows: str, merged: Sequence[str] = (), links: Sequence[Link] = ()
) -> bytes:
    """The XML of a worksheet.

    Args:
        worksheet: an openpyxl worksheet without cells.
        rows: the content of its `sheetData`.
        merged: the ranges of merged cells.
        links: within the workbook.
    """
    memory = io.BytesIO()
    _PartWriter(worksheet, memory, links).write()
    before, after = _NO_ROWS.split(memory.getvalue())
    between, after = _NO_MERGES.split(after)
    rows_part = f"<sheetData>{rows}</sheetData>".encode()
    return b"".join((before, rows_part, between, _merges(merged), after))


def _merges(merged: Sequence[str]) -> bytes:
    if not merged:
        return b""
    refs = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    return f'<mergeCells count="{len(merged)}">{refs}</mergeCells>'.encode()


class _PartWriter(WorksheetWriter):  # type: ignore[misc] # openpyxl has no types
    def __init__(self, worksheet: Any, out: io.BytesIO, links: Sequence[Link]) -> None:
        super().__init__(worksheet, out)
        self._links = links

    def write_merged_cells(self) -> None:
        """A place for what is written as text: openpyxl takes as long for it as for all else."""
        self.xf.send(Element("mergeCells"))

    def write_dimensions(self) -> None:
        """Left out: openpyxl would say A1, for want of cells; every reader does without."""

    def write_hyperlinks(self) -> None:
        if self._links:
            links = [_hyperlink(link) for link in self._links]
            self.xf.send(HyperlinkList(links).to_tree())


def _hyperlink(link: Link) -> Hyperlink:
    location = f"{quote_sheetname(link.worksheet)}!A1"
    return Hyperlink(ref=link.ref, location=location, display=link.worksheet)
