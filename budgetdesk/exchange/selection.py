"""What of a book is meant: for paper, for files, for a preview."""

from dataclasses import dataclass

from budgetdesk.tables.livelihood import Listing
from budgetdesk.tables.overview import OverviewChoice
from budgetdesk.tables.table import TableKey


@dataclass(frozen=True, slots=True)
class Selection:
    """Project forms and overall forms by id, None for all of them; and what is computed.

    With all projects goes the form set's list of 民生领域重大事项; `listed` is one such list
    alone, `overview` a table of projects, `life_line` that of one project. `tables` are all
    computed tables, or only the one that `table` names. What belongs to no form (ledger, revenue,
    科目, disclosure) goes with the whole book only, the ledger with the tables as well.

    With all projects or overall forms go the forms of declared kinds below them; those chosen by id
    come with their own form alone. `stage` says which else: the forms of one record kind, or
    EVERY_STAGE; `record` takes one of these by its id. Exchange files have whole records always.
    """

    projects: tuple[int, ...] | None = ()
    overalls: tuple[int, ...] | None = ()
    tables: bool = False
    table: TableKey | None = None
    listed: Listing | None = None
    overview: OverviewChoice | None = None
    life_line: int = 0
    stage: str = ""
    record: int = 0

    @property
    def whole(self) -> bool:
        """Whether it is the whole book."""
        return self.projects is None and self.overalls is None

    @property
    def page(self) -> bool:
        """Whether it is a page of its own: a table, a list, an overview, a life line."""
        return bool(self.table or self.listed or self.overview or self.life_line)

    @property
    def chosen(self) -> bool:
        """Whether forms are chosen one by one."""
        return bool(self.projects or self.overalls)

    @property
    def has_ledger(self) -> bool:
        """Whether the ledger belongs to it."""
        return self.whole or (self.tables and self.table is None and not self.chosen)

    def __bool__(self) -> bool:
        forms = self.projects is None or self.overalls is None or self.chosen
        return forms or self.tables or self.page


EVERY_STAGE = "*"
WHOLE_BOOK = Selection(None, None)
