"""The book of the next year: offices, projects that go on, texts with their years moved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.catalogue import catalogue_entries, put_catalogue_entry
from budgetdesk.book.declared_records import RecordsBelow
from budgetdesk.book.disclosure import disclosure_notes, put_disclosure_entry
from budgetdesk.book.proposed import propose
from budgetdesk.book.read import departments, project, projects, units
from budgetdesk.book.step import Step
from budgetdesk.dictionary.declaration import Dictionary
from budgetdesk.domain.fields import Field, value_of
from budgetdesk.domain.moved_years import MovedText, YearDeed, moved
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import (
    Department,
    Horizon,
    Indicator,
    PerHorizon,
    Project,
    RecordKind,
)
from budgetdesk.domain.unidentified import without_identity
from budgetdesk.exchange.last_year import SAME_AS_EVER
from budgetdesk.exchange.next_year.adjusted import as_adjusted
from budgetdesk.exchange.next_year.unmet import unmet
from budgetdesk.exchange.placing import Places
from budgetdesk.exchange.report import FileReport
from budgetdesk.exchange.returned_before.lessons import bring_lessons
from budgetdesk.forms.carried import carried_by
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.inside import load_forms_of

_ONCE = "一次性"
_THIS_YEARS = frozenset({"filed_at"})
"""What belongs to the year itself, and starts blank."""


@dataclass(frozen=True, slots=True)
class YearNote:
    """A year in a text that was taken over: where, what became of it, the words around it."""

    project: str
    label: str
    deed: YearDeed
    words: str


@dataclass
class Carried:
    """What became of last year's book: the names of projects, and the notes on years."""

    path: Path
    year: int
    went_on: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    notes: list[YearNote] = field(default_factory=list)
    unmet: list[tuple[str, str, str]] = field(default_factory=list)  # project, indicator, why
    adjusted: list[str] = field(default_factory=list)  # projects whose indicators were adjusted
    refused: list[str] = field(default_factory=list)  # on files of last year that weren't read
    doubts: list[tuple[str, str]] = field(default_factory=list)  # file, what to look at in it

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left for a person to look at."""
        asked = any(it.deed is not YearDeed.MOVED for it in self.notes)
        told = self.left, self.unmet, self.adjusted, self.refused, self.doubts
        return not (asked or any(told))


def next_year_book(
    last: Book, path: Path, *, with_once: bool = False, progress: Progress = ignore_progress
) -> Carried:
    """Make the next year's book of a book; `last` is only read.

    Projects that are done once are left, unless `with_once`. All that a project says is a proposal
    until it is confirmed or edited.

    Raises:
        BookExists, UnwritableFolder: the file can't be made there.
        Cancelled: `progress` stopped it; no file remains.
    """
    info, year = last.info, last.info.fiscal_year + 1
    title = moved(info.title, info.fiscal_year).text
    title = title.replace(str(info.fiscal_year), str(year))
    done = Carried(path, year)
    wanted = BookInfo(info.form_set, year, title)
    book = Book.create(path, wanted, last.dictionary, carried_by(last))
    try:
        with book:
            _Carrying(last, book, done, with_once=with_once).carry(progress)
    except BaseException:
        path.unlink(missing_ok=True)  # half a book is none
        raise
    return done


class _Carrying:
    def __init__(self, last: Book, book: Book, done: Carried, *, with_once: bool) -> None:
        self._last, self._book, self._done = last, book, done
        self._with_once = with_once
        self._form_set = load_forms_of(last)
        self._places = Places(book, self._form_set)
        self._report = FileReport(last.path)
        self._renewed: dict[str, str] = {}  # uuids of projects and indicators, then and now

    def carry(self, progress: Progress) -> None:
        """Write all into the new book, as one step."""
        with self._book.step(f"由 {self._last.info.fiscal_year} 年度账套新建") as step:
            for unit in units(self._last):
                self._places.told(step, replace(unit, id=0), self._report)
            for entry in catalogue_entries(self._last):
                put_catalogue_entry(step, entry.kind, entry.code, entry.name)
            found = tuple(map(RecordsBelow(self._last).put_in, projects(self._last)))
            for number, one in enumerate(found):
                progress(number, len(found))
                self._project(step, one)
            for department in departments(self._last):
                self._wording(step, department)
            bring_lessons(self._last, step, self._renewed)

    def _project(self, step: Step, one: Project) -> None:
        if _ONCE in one.attribute and not self._with_once:
            self._done.left.append(one.name)
            return
        unit = self._places.unit(step, one.unit, self._report)
        adjusted = as_adjusted(self._last, one)
        if adjusted is not None:
            one = adjusted
            self._done.adjusted.append(one.name)
        renewed = _Renewing(self._form_set, step.dictionary, one, self._last.info.fiscal_year)
        wanted = renewed.project()
        new_id = self._places.add(step, replace(wanted, unit=unit, id=0))
        new = project(self._book, new_id)
        propose(step, new)
        self._renewed |= _renewed(one, new)
        self._done.went_on.append(wanted.name)
        self._done.notes += renewed.notes
        self._done.unmet += [(wanted.name, *it) for it in unmet(one)]

    def _wording(self, step: Step, department: Department) -> None:
        """What a department mostly says again in its disclosure."""
        told = disclosure_notes(self._last, department.id)
        new = self._places.department(step, replace(department, id=0), self._report)
        for key in SAME_AS_EVER:
            value = told.entries.get(key)
            if isinstance(value, str) and value:
                found = moved(value, self._last.info.fiscal_year)
                put_disclosure_entry(step, new.id, key, found.text)
                self._done.notes += _notes(department.name, "预算公开文字", found)


def _renewed(one: Project, new: Project) -> Iterator[tuple[str, str]]:
    """The uuids of a project and its indicators with those of what was made of them."""
    yield one.uuid, new.uuid
    for horizon in Horizon:
        rows = one.indicators.of(horizon) or (), new.indicators.of(horizon) or ()
        yield from ((was.uuid, now.uuid) for was, now in zip(*rows, strict=False))


class _Renewing:
    """One project with its years moved; `notes` are on each of them."""

    def __init__(self, form_set: FormSet, dictionary: Dictionary, one: Project, year: int) -> None:
        self._own = form_set.in_own_words
        self._kind = dictionary.kinds[RecordKind.PROJECT]
        self._dictionary, self._one, self._year = dictionary, one, year
        self.notes: list[YearNote] = []

    def project(self) -> Project:
        """The project as it goes into the next year; the indicators with their own texts moved."""
        below = {it.kind for it in self._dictionary.own_kinds}
        own_alone = {path: it for path, it in self._one.declared.items() if path not in below}
        one = without_identity(replace(self._one, declared=own_alone))
        texts = {path: self._moved(self._own(it.label), value) for path, it, value in self._texts()}
        long = one.indicators.implementation
        rows = PerHorizon(
            None if long is None else self._rows(long), self._rows(one.indicators.annual)
        )
        goals = PerHorizon(
            texts.pop("goals.implementation", one.goals.implementation),
            texts.pop("goals.annual", one.goals.annual),
        )
        own = {path: texts.pop(path) for path in [*texts] if path in one.declared}
        blank = dict.fromkeys(_THIS_YEARS, "")
        plain: Mapping[str, Any] = {path: it for path, it in texts.items() if "." not in path}
        declared = {**one.declared, **own}
        return replace(
            one, **{**plain, **blank}, goals=goals, indicators=rows, declared=declared,
            livelihood=False,
        )  # fmt: skip

    def _texts(self) -> Iterator[tuple[str, Field, str]]:
        """The fields of the project itself that are words, and say something."""
        for path, it in self._kind.fields.items():
            if it.listed or it.carried or it.computed or path.startswith("unit."):
                continue
            value = value_of(self._one, path)
            if isinstance(value, str) and value and not it.personal:
                yield path, it, value

    def _rows(self, rows: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
        return tuple(
            replace(
                row,
                name=self._moved("三级指标", row.name),
                target=self._moved("指标值", row.target),
            )
            for row in rows
        )

    def _moved(self, label: str, text: str) -> str:
        found = moved(text, self._year)
        self.notes += _notes(self._one.name, label, found)
        return found.text


def _notes(project_name: str, label: str, found: MovedText) -> Iterator[YearNote]:
    for it in found.mentions:
        yield YearNote(project_name, label, it.deed, it.words)
