"""A place of a unit's forms by what people call it: project, field, and the row's name."""

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import records
from budgetdesk.book.read import overalls, project_rows
from budgetdesk.book.return_remarks import row_named
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.fields import Field, FieldRef
from budgetdesk.domain.records import RecordKind, Unit
from budgetdesk.domain.return_remarks import RemarkPlace
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.downward.remarking import place_at
from budgetdesk.exchange.export_faults import ExportFault
from budgetdesk.exchange.sealed.contents import speaks_for_department
from budgetdesk.forms.inside import load_forms_of

OVERALL_NAME = "整体绩效目标表"
"""What the overall form of a unit's department goes by."""


def place_named(book: Book, unit: Unit, form: str, label: str, row: str = "") -> RemarkPlace:
    """The place of a field.

    Args:
        book: the bureau's.
        unit: whose form it is.
        form: the project's name, or `OVERALL_NAME`.
        label: what the field is called, as 年度指标值, or its path.
        row: what the row is known by, for a field of a list.

    Raises:
        ExportFault: there is no such form, field or row, or several.
    """
    root, record_id = _form(book, unit, form)
    own = load_forms_of(book).in_own_words
    for kind in book.dictionary.stages(root):
        for field in kind.fields.values():
            if label in (own(field.label), field.label, field.path):
                return place_at(book, _ref(book, kind, field, record_id, row))
    raise ExportFault(f"「{form}」没有栏目「{label}」，请写表上的名称，如年度指标值。")


def _form(book: Book, unit: Unit, form: str) -> tuple[str, int]:
    if form == OVERALL_NAME and speaks_for_department(book, unit):
        wanted = unit.department.id
        own = [it.id for it in overalls(book) if it.department.id == wanted]
        root: str = RecordKind.OVERALL
    else:
        named = (it for it in project_rows(book) if fold_name(it.name) == fold_name(form))
        own = [it.id for it in named if it.unit_id == unit.id]
        root = RecordKind.PROJECT
    if len(own) != 1:
        which = "有几个" if own else "没有"
        raise ExportFault(f"「{unit.name}」{which}项目「{form}」，不知退回意见写在哪里。")
    return root, own[0]


def _ref(book: Book, kind: KindDeclaration, field: Field, root_id: int, row: str) -> FieldRef:
    record = _record(book, kind, root_id)
    band = kind.list_at(field.path)
    row_id = row_named(book, band, record, row) if band and row else 0
    if row and not row_id:
        label = load_forms_of(book).in_own_words(field.label)
        raise ExportFault(f"「{label}」一栏没有或不止一行「{row}」。")
    return FieldRef(kind.kind, record, field.path, row_id, declared=field if field.own else None)


def _record(book: Book, kind: KindDeclaration, root_id: int) -> int:
    """The form itself, or the last of its stage's."""
    if not kind.own:
        return root_id
    found = records(book, kind.kind)
    below = [it.id for it in found if it.root is not None and it.root.id == root_id]
    if not below:
        raise ExportFault(f"还没有{kind.name}，不能写意见。")
    return below[-1]
