"""Forms of past and present books as suggestions see them: without persons, without sentences."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.known_persons import known_persons
from budgetdesk.book.stages import stage_forms
from budgetdesk.domain.indicator_tree import bare
from budgetdesk.domain.persons.finder import Persons
from budgetdesk.domain.records import Indicator, Project, RecordKind
from budgetdesk.domain.text import fold_name
from budgetdesk.suggestions.pairs import Pairs, pairs_of
from budgetdesk.tables.life_line import life_line

_LEAST = 5  # characters: a shorter name may be whole before a longer one
_NEW_TREE = {"经济成本": "成本"}  # 财预〔2021〕101号 → 财预〔2015〕88号


@dataclass(frozen=True, slots=True)
class PastRow:
    """An indicator of a form: its place in the tree, its name, what was aimed at."""

    place: str
    name: str
    target: str = ""
    reached: float | None = None  # of what was aimed at, where a later form told


@dataclass(frozen=True, slots=True)
class PastForm:
    """A project's form of one year; `texts` are the pairs of 概况, 计划 and 目标 together.

    `library` names the 指标库 that it was taken from; such a form is of no project and no year.
    """

    uuid: str
    year: int
    name: str
    unit: str
    function_code: str = ""
    texts: Pairs = field(default_factory=dict, hash=False)
    rows: tuple[PastRow, ...] = ()
    library: str = ""


def place_of(level1: str, level2: str) -> str:
    """A place of the tree by one name for both trees; 一级 where a form has no 二级."""
    name = bare(level2) or bare(level1)
    return _NEW_TREE.get(name, name)


def texts_of(project: Project) -> tuple[str, ...]:
    """What a form tells of its indicators: 概况, 计划 and 目标."""
    goals = (project.goals.implementation, project.goals.annual)
    return tuple(text for text in (project.overview, project.plan, *goals) if text)


def past_forms(book: Book) -> Iterator[PastForm]:
    """The forms of a book, in tree order; what tells of a person is masked or left out."""
    with book.snapshot():
        projects = read.projects(book)
        codes = function_codes(book)
        evaluated = _with_later_forms(book, [project.id for project in projects])
        reached = {own: _reached(book, own) for own in evaluated}
    persons = known_persons(book)
    for project in projects:
        yield past_form(
            project,
            book.info.fiscal_year,
            codes.get(project.id, ""),
            persons,
            reached.get(project.id, {}),
        )


def past_form(
    project: Project,
    year: int,
    function_code: str,
    persons: Persons,
    reached: Mapping[str, float] | None = None,
) -> PastForm:
    """A form as suggestions see it; `reached` tells by an indicator's name how it ended."""
    rows = {}
    for indicator in _indicators(project):
        if indicator.name and not persons.find(indicator.name):
            row = PastRow(
                place_of(indicator.level1, indicator.level2),
                indicator.name,
                persons.masked(indicator.target),
                (reached or {}).get(indicator.name),
            )
            rows[row.place, fold_name(row.name)] = row
    return PastForm(
        project.uuid,
        year,
        persons.masked(project.name),
        project.unit.name,
        function_code,
        pairs_of(persons.masked("\n".join(dict.fromkeys(texts_of(project))))),
        tuple(row for row in rows.values() if not _is_cut(row, rows.values())),
    )


def _is_cut(row: PastRow, rows: Collection[PastRow]) -> bool:
    """Whether a name is the beginning of another there: a cell's edge took the rest."""
    return any(
        it.place == row.place
        and len(it.name) > len(row.name) >= _LEAST
        and it.name.startswith(row.name)
        for it in rows
    )


def _indicators(project: Project) -> Iterator[Indicator]:
    """Those of the year last: theirs is the target that counts."""
    yield from project.indicators.implementation or ()
    yield from project.indicators.annual


def function_codes(book: Book) -> Mapping[int, str]:
    """The 功能科目 that most of a project's money stands under, by the projects' ids."""
    rows = book.rows(
        "SELECT project_id, function_code FROM ledger_line WHERE project_id IS NOT NULL "
        "GROUP BY project_id, function_code ORDER BY project_id, sum(amount)"
    )
    return dict(rows)  # the last of each project has the most


def _with_later_forms(book: Book, ids: list[int]) -> set[int]:
    """The projects with a form that tells how the indicators ended."""
    kinds = (it for it in book.dictionary.stages(RecordKind.PROJECT) if it.own)
    telling = (it for it in kinds if it.life_line is not None and it.life_line.score)
    return {
        form.root for kind in telling for form in stage_forms(book, RecordKind.PROJECT, kind, ids)
    }


def _reached(book: Book, project_id: int) -> Mapping[str, float]:
    """What was reached of each indicator's target at last, by its name."""
    found = {}
    for row in life_line(book, project_id).rows:
        shares = [row.cells[at].share for at in sorted(row.cells)]
        if told := [share for share in shares if share is not None]:
            found[row.name] = told[-1]
    return found
