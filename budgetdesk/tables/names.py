"""The names of codes in a book: its own, the year's official ones, as the tables print them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from budgetdesk.book.table_views import LACKING, UNLISTED
from budgetdesk.domain.catalogue import Catalogue, CatalogueKind, OwnEntry, load_catalogue

_LACKING = {
    CatalogueKind.FUNCTION: "未填功能科目",
    CatalogueKind.DEPARTMENT_ECONOMIC: "未填部门经济科目",
    CatalogueKind.GOVERNMENT_ECONOMIC: "",
    CatalogueKind.REVENUE: "未列收入科目",
}


@dataclass(frozen=True)
class Names:
    """Names of codes; `given` are those that revenue lines bring along, `own` the office's."""

    year: int
    given: Mapping[str, str] = field(default_factory=dict)
    own: tuple[OwnEntry, ...] = ()

    def of(self, kind: CatalogueKind, code: str) -> str:
        """The name of a code; the code itself where no catalogue has it."""
        if code in ("", LACKING, UNLISTED):
            return _LACKING[kind]
        known = self._catalogues[kind].name_of(code)
        return known or (self.given.get(code) if kind is CatalogueKind.REVENUE else None) or code

    @cached_property
    def _catalogues(self) -> Mapping[CatalogueKind, Catalogue]:
        return {kind: load_catalogue(kind, self.year).with_own(self.own) for kind in _LACKING}
