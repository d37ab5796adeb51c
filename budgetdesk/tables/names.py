"""The official names of codes in a year's catalogues, as the tables print them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from budgetdesk.book.table_views import LACKING, UNLISTED
from budgetdesk.domain.catalogue import CatalogueKind, load_catalogue

_LACKING = {
    CatalogueKind.FUNCTION: "未填功能科目",
    CatalogueKind.DEPARTMENT_ECONOMIC: "未填部门经济科目",
    CatalogueKind.GOVERNMENT_ECONOMIC: "",
    CatalogueKind.REVENUE: "未列收入科目",
}


@dataclass(frozen=True, slots=True)
class Names:
    """Names of codes; `given` are those that revenue lines bring along."""

    year: int
    given: Mapping[str, str] = field(default_factory=dict)

    def of(self, kind: CatalogueKind, code: str) -> str:
        """The name of a code; the code itself where no catalogue has it."""
        if code in ("", LACKING, UNLISTED):
            return _LACKING[kind]
        known = load_catalogue(kind, self.year).name_of(code)
        return known or (self.given.get(code) if kind is CatalogueKind.REVENUE else None) or code
