"""A drawn form as the text of its file: its rows, cells, spans, widths."""

import re
from collections.abc import Mapping
from typing import Any

from budgetdesk.domain.text import fold
from budgetdesk.exchange.drawing.drawn import AGAIN, DrawnBand, DrawnCell, DrawnForm
from budgetdesk.exchange.drawing.regions import ListPart
from budgetdesk.exchange.drawing.template import Box
from budgetdesk.exchange.drawing.toml_text import toml_lines, toml_rows
from budgetdesk.exchange.drawing.words import core_of, is_title, is_year_line

Says = dict[str, Any]
_PAGE = 482  # the points of an upright A4 page between its margins
_LYING = 730
UPRIGHT = 110.0
"""Characters of a sheet that is wider than an upright page."""
_LEAST, _MOST = 20.0, 400.0  # points of a row
_LARGE = 14  # points of a title
_YEAR = re.compile(r"(?:[0-9]{4}|[0-9XＸ_\s　]+)(?=年)")


class FormText:
    """Works out the file of one form."""

    def __init__(self, form: DrawnForm) -> None:
        self.form, self.template = form, form.page.template
        self._cells = {cell.box: cell for cell in form.cells}
        self._bands = {band.part.first: band for band in form.bands}
        self._form_rows = self._numbered()
        self._total = sum(self.template.widths)
        self._kept = form.kept.labels if form.kept is not None else {}

    def text(self, name: str) -> str:
        """The file's text; `name` is what the form is called."""
        parts = self._parts()
        head: Says = {
            "kind": self.form.record,
            "version": "1",
            "name": name,
            "title": "{name}",
            **({"unit": self.form.unit} if self.form.unit != "元" else {}),
            "landscape": self._lying,
            "order": list(parts),
            "columns": self._columns(),
        }
        if self.form.kept is not None:
            head |= self.form.kept.head
        blocks = [toml_rows(part, rows) for part, rows in parts.items()]
        return "\n".join(["\n".join(toml_lines(head)) + "\n", *blocks])

    @property
    def _lying(self) -> bool:
        return self._total > UPRIGHT

    def _columns(self) -> list[float]:
        points = _LYING if self._lying else _PAGE
        return [max(round(points * it / self._total, 1), 4.0) for it in self.template.widths]

    # Which row of the form a row of the template is

    def _numbered(self) -> list[int]:
        """For each row of the template its row of the form: those of a band are one."""
        numbers, number, row = [], 0, 0
        while row < len(self.template.heights):
            band = self._bands.get(row)
            height = band.part.last - row if band is not None else 1
            numbers += [number] * height
            number, row = number + 1, row + height
        return numbers

    def _rows_of(self, box: Box) -> int:
        return self._form_rows[box.bottom - 1] - self._form_rows[box.row] + 1

    def _parts(self) -> dict[str, list[Says]]:
        """The rows by parts: the heading, each block with a list, what stands between them."""
        parts: dict[str, list[Says]] = {}
        row, reach, rows = 0, 0, list[Says]()
        listed = False
        while row < len(self.template.heights):
            band = self._bands.get(row)
            rows.append(self._band_row(row, band) if band else self._fixed_row(row))
            listed = listed or band is not None
            height = band.part.last - row if band else 1
            boxes = self.template.starting(row)
            reach = max([reach, row + height, *(box.bottom for box in boxes)])
            row += height
            if row >= reach and (listed or self._begins(row)):
                parts[self._part_name(parts, row, listed=listed)] = rows
                rows, listed = [], False
        if rows:
            parts[self._part_name(parts, row, listed=listed)] = rows
        return parts

    def _begins(self, row: int) -> bool:
        """Whether a row is the first of the body, or the headings of a list."""
        return row == self.form.page.body.first or self._is_head(row)

    def _part_name(self, parts: Mapping[str, object], row: int, *, listed: bool) -> str:
        if row <= self.form.page.body.first:
            return "title"
        return f"{'list' if listed else 'part'}_{len(parts) + 1}"

    def _fixed_row(self, row: int) -> Says:
        body = row >= self.form.page.body.first
        boxes = self.template.starting(row)
        says: Says = {"repeat": True} if not body or self._is_head(row) else {}
        height = min(max(self.template.heights[row], _LEAST), _MOST)
        if height > _LEAST:
            says["height"] = round(height, 1)
        cells = [self._cell(box) if body else self._heading(box) for box in boxes]
        return says | {"cells": cells}

    def _is_head(self, row: int) -> bool:
        """Whether a row holds the headings of a block of indicators or of a list."""
        boxes = self.template.starting(row) if row < len(self.template.heights) else []
        return any(box.bottom in self._bands for box in boxes)

    def _band_row(self, row: int, band: DrawnBand) -> Says:
        cells: list[Says] = []
        column = 0
        while column < len(self.template.widths):
            box = self.template.at(row, column)
            if box is None or (box.row < row and column not in band.cells):
                column = box.end if box is not None else column + 1
                continue
            said = band.cells.get(column)
            width = said[0] if said is not None else box.end - column
            says = dict(said[1]) if said is not None else self._beside(box, band)
            cells.append(self._spanned(says, width))
            column += width
        path = band.list_paths[0]
        name = path.partition(".")[0] if len(band.list_paths) > 1 else path
        return {"band": name, "cells": cells}

    def _beside(self, box: Box, band: DrawnBand) -> Says:
        """What stands in a band beside its columns: a field or label once, else nothing."""
        cell = self._cells.get(box)
        if cell is not None and not cell.list_path:
            return {**self._field(cell), "down": True}
        height = band.part.last - band.part.first
        once = box.rows >= height or isinstance(band.part, ListPart)
        return {"text": self._printed(box.text) if once else ""}

    def _printed(self, text: str) -> str:
        """A printed text; that of a marked template may hold words that the form fills in."""
        return text if self.form.marked else _plain(text)

    # Cells

    def _cell(self, box: Box) -> Says:
        cell = self._cells.get(box)
        says = self._field(cell) if cell is not None else self._label(box)
        if self.template.ruled and not box.ruled and (cell or box not in self._kept):
            says |= self._unruled(cell)
        return self._spanned(says, box.columns, self._rows_of(box))

    def _unruled(self, cell: DrawnCell | None) -> Says:
        """What a cell without lines says of itself: a field stands as one of signatures does."""
        if cell is None:
            return {"border": False}
        return {} if self.form.marked else {"style": "foot"}

    @staticmethod
    def _field(cell: DrawnCell) -> Says:
        if AGAIN in cell.says:
            return {"text": f"{{={cell.path}}}"}
        return {"field": cell.path, **cell.says}

    def _label(self, box: Box) -> Says:
        if box in self._kept:
            return dict(self._kept[box])
        is_text = not self.form.page.body.is_open(box)
        says: Says = {"text": self._printed(box.text) if is_text else ""}
        if box.text.startswith((" ", "　")) or fold(box.text).startswith("其中"):
            says["style"] = "item"
        elif self.form.page.body.is_printed(box) and len(core_of(box.text)) > 10:
            says |= {"align": "left"}
        return says

    def _heading(self, box: Box) -> Says:
        """A cell above the body: the title, the year, the unit of money, or nothing."""
        if cell := self._cells.get(box):
            return self._spanned(self._field(cell) | self._unruled(cell), box.columns)
        if box in self._kept:
            return self._spanned(dict(self._kept[box]), box.columns, self._rows_of(box))
        text = self._printed(box.text)
        if box.text and " ".join(box.text.split()) == self.form.title:
            return self._spanned({"text": "{title}", "style": "title"}, box.columns)
        if is_year_line(box.text):
            told = box.text if self.form.marked else _with_year(box.text)
            return self._spanned({"text": told, "style": "subtitle"}, box.columns)
        is_large = box.size >= _LARGE and is_title(box.text)
        says: Says = {"text": text, "style": "title" if is_large else "note"}
        if box.align in ("left", "center", "right"):
            says["align"] = box.align
        elif text and box.column == 0 and not is_large:
            says["align"] = "left"
        return self._spanned(says, box.columns, self._rows_of(box))

    @staticmethod
    def _spanned(says: Says, columns: int, rows: int = 1) -> Says:
        spans = {"columns": columns, "rows": rows}
        return says | {key: count for key, count in spans.items() if count > 1}


def _plain(text: str) -> str:
    """A printed text: braces would be words that the form fills in."""
    return text.translate(str.maketrans("{}", "｛｝"))


def _with_year(text: str) -> str:
    """The line of the year with the budget year in it."""
    plain = _plain(text)
    return _YEAR.sub("{year}", plain, count=1) if _YEAR.search(plain) else plain


def named(title: str) -> str:
    """A title as the name of a form, without the year."""
    plain = re.sub(r"[（(]?\s*(?:[0-9]{4}|｛year｝)\s*年度?\s*[）)]?", "", _plain(title))
    return plain.strip() or title
