"""Choosing the size a form is printed in."""

from budgetdesk.forms.sheet import Sheet
from budgetdesk.output.typesetting.measuring import BODY, SMALLEST, measure
from budgetdesk.output.typesetting.page import (
    A4_LANDSCAPE,
    A4_PORTRAIT,
    FittedSheet,
    PageFormat,
)
from budgetdesk.output.typesetting.pagination import fits_one_page, page_count

_STEP = 0.5  # points
_SHRUNK_TO = 2  # pages: a longer form is not made smaller, a page less is then no gain


def fit(sheet: Sheet, page: PageFormat | None = None) -> FittedSheet:
    """A sheet in the largest size, 10.5 down to 8 points, that takes as few pages as 8 points do.

    A form of more than two pages is printed in 10.5 points. Without `page` it is A4, upright or
    lying as the sheet says.
    """
    paper = page or (A4_LANDSCAPE if sheet.landscape else A4_PORTRAIT)
    fitted = measure(sheet, paper, BODY)
    if fits_one_page(fitted):
        return fitted
    small = measure(sheet, paper, SMALLEST)
    if fits_one_page(small):
        return _largest(sheet, paper, small, 1)
    fewest = page_count(small)
    if fewest > _SHRUNK_TO or page_count(fitted) == fewest:
        return fitted
    return _largest(sheet, paper, small, fewest)


def _largest(sheet: Sheet, paper: PageFormat, best: FittedSheet, fewest: int) -> FittedSheet:
    """Halve the sizes between `SMALLEST`, which takes the fewest pages, and `BODY`."""
    low, high = 0, round((BODY - SMALLEST) / _STEP)
    while high - low > 1:
        middle = (low + high) // 2
        fitted = measure(sheet, paper, SMALLEST + middle * _STEP)
        if _takes_at_most(fitted, fewest):
            low, best = middle, fitted
        else:
            high = middle
    return best


def _takes_at_most(fitted: FittedSheet, pages: int) -> bool:
    return fits_one_page(fitted) if pages == 1 else page_count(fitted) <= pages
