"""What helps with one cell of a line: what its code means, what may stand there, what is odd."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

from budgetdesk.book.change import Value
from budgetdesk.desktop.ledger.kinds import LineKind
from budgetdesk.desktop.ledger.model import LinesModel
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.ledger_lines import AMOUNT, UNIT, Line, Terms
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.records import LedgerLine, RecordKind

_DEEPER = "　"  # before each level below the first


@dataclass(frozen=True, slots=True)
class LedgerGuide:
    """Title and text for a cell, the field whose history is told, and how its values read."""

    title: str
    text: str
    ref: FieldRef | None
    _terms: Terms
    _column: StrEnum

    def say(self, value: Value) -> str:
        """A value of the field's past as the grid shows it."""
        if value is None:
            return ""
        if self._column == UNIT:
            return next((u.name for u in self._terms.units if u.id == value), "")
        return self._terms.value_text(self._column, value)


def guide_of(
    kind: LineKind, model: LinesModel, line: Line | None, index: QModelIndex | QPersistentModelIndex
) -> LedgerGuide | None:
    """The help for a cell; None where the cursor is in none."""
    if not index.isValid():
        return None
    terms, column = model.terms, model.columns[index.column()]
    label = terms.label(column)
    if line is None:
        return LedgerGuide(label, _howto(terms, column), None, terms, column)
    ref = FieldRef(
        RecordKind.DEPARTMENT, line.unit.department.id, f"{kind.path}.{column}", row_id=line.id
    )
    parts = (model.said(line, column), _path(terms, line, column), *_also(terms, line, column))
    text = "\n\n".join(filter(None, (*parts, _howto(terms, column))))
    return LedgerGuide(label, text, ref, terms, column)


def _path(terms: Terms, line: Line, column: StrEnum) -> str:
    """类, 款 and 项 of the cell's code below one another."""
    if column not in terms.catalogues:
        return ""
    entries = terms.catalogue(column).path(getattr(line, column.value) or "")
    return "\n".join(
        f"{_DEEPER * depth}{entry.code} {entry.name}" for depth, entry in enumerate(entries)
    )


def _also(terms: Terms, line: Line, column: StrEnum) -> Iterator[str]:
    """Other names of the code, and the code that corresponds."""
    if column in terms.catalogues:
        entry = terms.catalogue(column).entries.get(getattr(line, column.value) or "")
        if entry is not None and entry.also:
            yield f"又名：{'、'.join(entry.also)}"
    if column == LedgerField.DEPARTMENT_ECONOMIC and isinstance(line, LedgerLine):
        proposed = terms.proposed(line) if isinstance(terms, LedgerTerms) else None
        if proposed:
            yield f"对应政府经济科目 {terms.code_text(LedgerField.GOVERNMENT_ECONOMIC, proposed)}"


def _howto(terms: Terms, column: StrEnum) -> str:
    if column in terms.catalogues:
        return "录入编码、名称或拼音首字母查找；目录中没有的编码后面可以写上名称。"
    if column == AMOUNT:
        return "以元为单位；“13.2万元”“1亿元”也可以。调减录负数。"
    if column == LedgerField.PROJECT:
        return "从本单位的项目中选择，Alt+↓ 列出；基本支出不填。"
    if column == UNIT:
        return "录入单位名称、编码或拼音首字母，Alt+↓ 列出。"
    return f"可填：{'、'.join(terms.words(column).values())}。"
