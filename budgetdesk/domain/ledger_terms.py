"""What a line of the budget ledger may say: units, projects, the year's catalogues."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar

from budgetdesk.domain.catalogue import (
    Attestation,
    CatalogueKind,
    Correspondence,
    Counterpart,
    load_correspondence,
)
from budgetdesk.domain.code_search import read_code
from budgetdesk.domain.code_text import project_without_code
from budgetdesk.domain.ledger_columns import (
    LABELS,
    NATURES,
    ORIGINS,
    SOURCES,
    UNIT_KINDS,
    LedgerField,
)
from budgetdesk.domain.ledger_lines import LineTerms, amount_of, several_codes, unknown_code
from budgetdesk.domain.ledger_words import nature_of, origin_of, source_of
from budgetdesk.domain.records import LedgerLine, Nature, Origin, Source, Unit, UnitKind
from budgetdesk.domain.text import fold_name, one_line

_CODES = {
    LedgerField.FUNCTION_CODE: CatalogueKind.FUNCTION,
    LedgerField.DEPARTMENT_ECONOMIC: CatalogueKind.DEPARTMENT_ECONOMIC,
    LedgerField.GOVERNMENT_ECONOMIC: CatalogueKind.GOVERNMENT_ECONOMIC,
}
_WORDS: Mapping[LedgerField, Mapping[Any, str]] = {
    LedgerField.NATURE: NATURES,
    LedgerField.SOURCE: SOURCES,
    LedgerField.ORIGIN: ORIGINS,
}
NO_KIND = (
    "「{unit}」还没有定单位类型，政府经济科目不能自动对应："
    "请在左侧的单位上右击，在「编码与名称…」中选定。"
)
_HINTS = {
    LedgerField.FUNCTION_CODE: "填写功能科目",
    LedgerField.PROJECT: "填写项目名称",
    LedgerField.AMOUNT: "填写金额",
}


@dataclass(frozen=True)
class LedgerTerms(LineTerms[LedgerLine, LedgerField]):
    """With the names of the units' projects by unit id."""

    columns = tuple(LedgerField)
    labels: ClassVar[Mapping[Any, str]] = LABELS
    catalogues: ClassVar[Mapping[Any, CatalogueKind]] = _CODES
    hints: ClassVar[Mapping[Any, str]] = _HINTS

    projects: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def words(self, column: LedgerField) -> Mapping[Any, str]:
        """The short list of a column; empty where it has none."""
        return _WORDS.get(column, {})

    def names_for(self, line: LedgerLine, column: LedgerField) -> Iterable[str]:
        """The names that may stand in a cell of a column without codes."""
        if column is LedgerField.UNIT:
            return self.unit_names
        if column is LedgerField.PROJECT:
            return self.projects.get(line.unit.id, ())
        return self.words(column).values()

    def hint(self, line: LedgerLine, column: LedgerField) -> str:
        """The pale words in a blank cell that should say something; "" in any other."""
        if column is LedgerField.PROJECT and line.nature is Nature.BASIC:
            return ""
        if column is LedgerField.GOVERNMENT_ECONOMIC:
            return self._government_hint(line)
        return _HINTS.get(column, "")

    # A cell changed

    def with_text(self, line: LedgerLine, column: LedgerField, text: str) -> LedgerLine:
        """The line with another text in one cell.

        Raises:
            TypedError: the text doesn't suit the cell.
        """
        match column:
            case LedgerField.UNIT:
                return self._with_unit(line, self.unit_named(text))
            case LedgerField.NATURE:
                return _with_nature(line, nature_of(text))
            case LedgerField.SOURCE:
                return replace(line, source=source_of(text))
            case LedgerField.ORIGIN:
                return replace(line, origin=origin_of(text, self.year))
            case LedgerField.PROJECT:
                return self._with_project(line, one_line(text))
            case LedgerField.AMOUNT:
                return replace(line, amount=amount_of(text))
        return self._with_code(line, column, text)

    def fresh(
        self, like: LedgerLine | None = None, column: LedgerField | None = None
    ) -> LedgerLine:
        """A new line: as `like` left of the column it is begun in, its short words as there."""
        if like is None:
            unit = self.units[0]
            return LedgerLine(unit, "", Nature.PROJECT, Source.GENERAL, Origin.CURRENT, amount=0)
        line = LedgerLine(like.unit, "", like.nature, like.source, like.origin, amount=0)
        left = self.columns[: self.columns.index(column)] if column else ()
        repeated = {
            each.value: getattr(like, each.value)
            for each in (LedgerField.FUNCTION_CODE, LedgerField.PROJECT)
            if each in left
        }
        return replace(line, **repeated)

    def proposed(self, line: LedgerLine) -> str | None:
        """The government code that corresponds to a line's department code; None when unsure."""
        counterpart = self._counterpart(line)
        return counterpart.code if counterpart else None

    def lacks_kind(self, line: LedgerLine) -> bool:
        """Whether the government code depends on the kind of the line's unit, which is unknown."""
        code, unit = line.department_economic, line.unit
        if code is None or unit.kind is not None:
            return False
        return len({self._correspondence.of(code, kind) for kind in UnitKind}) > 1

    # What to look at

    def remark(self, line: LedgerLine, column: LedgerField) -> str:
        """What is open or odd about a cell, as one sentence; "" when nothing is."""
        match column:
            case LedgerField.PROJECT:
                return _project_remark(line)
            case LedgerField.AMOUNT:
                return "" if line.amount else "还没有填写金额。"
            case LedgerField.FUNCTION_CODE if not line.function_code:
                return "还没有填写功能科目。"
        if column not in _CODES:
            return ""
        code: str | None = getattr(line, column.value)
        if code and not self.catalogue(column).name_of(code):
            return unknown_code(self.code_kind(column), code)
        if column is LedgerField.FUNCTION_CODE:
            return ""
        return self._correspondence_remark(line, column)

    @cached_property
    def _correspondence(self) -> Correspondence:
        return load_correspondence(self.year)

    @cached_property
    def _spellings(self) -> Mapping[tuple[int, str], str]:
        return {
            (unit_id, fold_name(name)): name
            for unit_id, names in self.projects.items()
            for name in reversed(names)
        }

    # Parts of a change

    def _with_unit(self, line: LedgerLine, unit: Unit) -> LedgerLine:
        if unit.id == line.unit.id:
            return line
        return self._with_proposal(line, replace(line, unit=unit, project_id=None))

    def _with_project(self, line: LedgerLine, name: str) -> LedgerLine:
        if not name:
            return replace(line, project=None, project_id=None)
        spelled = self._own_spelling(line.unit, name)
        if spelled == line.project and line.nature is Nature.PROJECT:
            return line
        return replace(line, project=spelled, project_id=None, nature=Nature.PROJECT)

    def _own_spelling(self, unit: Unit, name: str) -> str:
        """The unit's project of that name as it is written there, else the name as given."""
        if name in self.projects.get(unit.id, ()):
            return name
        spelled = self._spellings.get((unit.id, fold_name(name)))
        if spelled is not None:
            return spelled
        bare = project_without_code(name)
        return name if bare == name else self._spellings.get((unit.id, fold_name(bare)), bare)

    def _with_code(self, line: LedgerLine, column: LedgerField, text: str) -> LedgerLine:
        codes = read_code(self.catalogue(column), self.code_kind(column), text)
        code = self._only(line, column, codes, text)
        if column is LedgerField.FUNCTION_CODE:
            return replace(line, function_code=code or "")
        if column is LedgerField.GOVERNMENT_ECONOMIC:
            return replace(line, government_economic=code)
        if code == line.department_economic:
            return line  # what stands beside it was chosen, if only by leaving it blank
        return self._with_proposal(line, replace(line, department_economic=code))

    def _only(
        self, line: LedgerLine, column: LedgerField, codes: tuple[str, ...], text: str
    ) -> str | None:
        """The one code that is meant; of several government codes, the one that corresponds."""
        if len(codes) <= 1:
            return codes[0] if codes else None
        proposed = self.proposed(line)
        if column is LedgerField.GOVERNMENT_ECONOMIC and proposed in codes:
            return proposed
        raise several_codes(codes, text)

    def _with_proposal(self, before: LedgerLine, after: LedgerLine) -> LedgerLine:
        """The changed line with the government code that follows, unless it was chosen freely."""
        if before.government_economic not in (None, self.proposed(before)):
            return after
        return replace(after, government_economic=self.proposed(after))

    def _counterpart(self, line: LedgerLine) -> Counterpart | None:
        code = line.department_economic
        if code is None:
            return None
        if line.unit.kind is not None:
            return self._correspondence.of(code, line.unit.kind)
        found = {self._correspondence.of(code, kind) for kind in UnitKind}
        return found.pop() if len(found) == 1 else None

    def _government_hint(self, line: LedgerLine) -> str:
        if line.government_economic is not None or line.department_economic is None:
            return ""
        if self.lacks_kind(line):
            return "先定单位类型"
        proposed = self.proposed(line)
        return f"对应 {proposed}" if proposed else ""

    def _correspondence_remark(self, line: LedgerLine, column: LedgerField) -> str:
        blank = line.government_economic is None
        if column is LedgerField.GOVERNMENT_ECONOMIC and blank and self.lacks_kind(line):
            return NO_KIND.format(unit=self.unit_name(line.unit))
        counterpart = self._counterpart(line)
        if counterpart is None or counterpart.certainty is Attestation.UNCERTAIN:
            return ""
        kind = UNIT_KINDS[line.unit.kind] if line.unit.kind else "单位"
        department = self.code_text(LedgerField.DEPARTMENT_ECONOMIC, line.department_economic)
        if counterpart.code is None:
            unused = column is LedgerField.DEPARTMENT_ECONOMIC
            return f"{kind}一般不使用 {department}。" if unused else ""
        given = line.government_economic
        if column is LedgerField.DEPARTMENT_ECONOMIC or given in (None, counterpart.code):
            return ""
        government = self.code_text(column, counterpart.code)
        return f"{kind}的 {department} 对应 {government}。"


def _with_nature(line: LedgerLine, nature: Nature) -> LedgerLine:
    if nature is Nature.BASIC:  # basic expenditure has no project
        return replace(line, nature=nature, project=None, project_id=None)
    return replace(line, nature=nature)


def _project_remark(line: LedgerLine) -> str:
    if line.nature is Nature.BASIC:
        return ""
    if line.project is None:
        return "项目支出应填写项目名称。"
    return "这个单位没有同名项目的申报表。" if line.lacks_form else ""
