"""Paper, and where the cells of a sheet stand on it. All measures are points."""

from dataclasses import dataclass

from budgetdesk.forms.sheet import Cell, Sheet

_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class PageFormat:
    """The paper and its margins."""

    width: float
    height: float
    margin: float = 20 * _MM

    @property
    def inner_width(self) -> float:
        """Between the left and right margins."""
        return self.width - 2 * self.margin

    @property
    def inner_height(self) -> float:
        """Between the upper and lower margins."""
        return self.height - 2 * self.margin


A4_PORTRAIT = PageFormat(210 * _MM, 297 * _MM)
A4_LANDSCAPE = PageFormat(297 * _MM, 210 * _MM)


@dataclass(frozen=True, slots=True)
class FittedText:
    """A cell's text in lines, with the size it is printed in."""

    lines: tuple[str, ...]  # joined they are the text
    size: float
    leading: float  # from line to line
    height: float  # of its lines; nothing for a blank text

    @classmethod
    def of(cls, lines: tuple[str, ...], size: float, leading: float) -> "FittedText":
        """Lines with their height."""
        blank = len(lines) < 2 and not "".join(lines).strip()
        return cls(lines, size, leading, 0.0 if blank else len(lines) * leading)

    def part(self, lines: tuple[str, ...]) -> "FittedText":
        """Some of its lines, in the same size."""
        return FittedText.of(lines, self.size, self.leading)


@dataclass(frozen=True, slots=True)
class FittedSheet:
    """A sheet with the measures of its columns and rows; `texts` go with `sheet.cells`."""

    sheet: Sheet
    page: PageFormat
    body: float  # size of the text that is 10.5 points where there is room
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    texts: tuple[FittedText, ...]


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """One cell, or the part of it that stands on one page; `top` counts from the page's top."""

    cell: Cell
    text: FittedText
    left: float
    top: float
    width: float
    height: float
    cut: bool = False  # some lines of its text stand on other pages
    ends: bool = True  # the text's last line is among these


@dataclass(frozen=True, slots=True)
class Page:
    """One page of one form."""

    format: PageFormat
    number: int  # within the form, from 1
    count: int  # of the form's pages
    cells: tuple[PlacedCell, ...]
