"""The bundled sample: one department's book, made from the files in `resources/sample/`.

Units, projects, amounts and indicators are those published by 永和县卫生健康和体育局 for 2024; the
paragraphs are this project's own.
"""

from dataclasses import replace
from pathlib import Path

from budgetdesk.assets import resource
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.edit import update_unit
from budgetdesk.book.opening import building
from budgetdesk.book.read import units
from budgetdesk.book.step import Step
from budgetdesk.domain.records import Unit, UnitKind
from budgetdesk.exchange.importing import import_files
from budgetdesk.forms.loader import load_form_set

_INFO = BookInfo("yonghe-2024", 2024, "永和县卫生健康和体育局 2024 示例")
_FILES = (
    # The units in the order of the published 项目支出预算表.
    "bureau.json",
    "disease-control.json",
    "maternal-child-health.json",
    "inspection.json",
    "medical-group.json",
    "tcm-hospital.json",
    "overall.json",
    "ledger.csv",
    "disclosure.json",
)


def sample_files() -> tuple[Path, ...]:
    """The files of the sample, in the order of its tree."""
    return tuple(resource("sample", name) for name in _FILES)


def create_sample(path: Path) -> None:
    """Make a new book with the bundled sample; all of it is one step, not to be undone.

    Raises:
        BookExists, UnwritableFolder: the file can't be made there.
        ImportFault: the installed sample is damaged; no file is left.
    """
    asked = load_form_set(_INFO.form_set).dictionary
    with building(path) as unfinished, Book.create(unfinished, _INFO, asked) as book:
        with book.step("导入示例") as step:
            import_files(book, sample_files())
            _tell_kinds(book, step)
        book.settle()


def _tell_kinds(book: Book, step: Step) -> None:
    """The department's own office is 行政, its other units 事业; project files don't say so."""
    for unit in units(book):
        update_unit(step, replace(unit, kind=_kind_of(unit)))


def _kind_of(unit: Unit) -> UnitKind:
    own_office = unit.name == unit.department.name
    return UnitKind.ADMINISTRATIVE if own_office else UnitKind.INSTITUTION
