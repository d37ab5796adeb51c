"""The workbook of all published forms, written and read once for all tests that look at it."""

import io
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from budgetdesk.forms.sheet import Sheet
from budgetdesk.output.excel import workbook_bytes
from tests.output.published import all_published_sheets, published_overall

TITLE = "公开的绩效目标表"


@cache
def published_forms(shared: Path) -> tuple[Sheet, ...]:
    """The 91 project forms and the 整体 form."""
    return (*all_published_sheets(shared), published_overall(shared))


@cache
def published_workbook(shared: Path) -> bytes:
    """All of them in one workbook."""
    return workbook_bytes(published_forms(shared), TITLE)


@cache
def read_workbook(shared: Path) -> Any:
    """That workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(published_workbook(shared)))
