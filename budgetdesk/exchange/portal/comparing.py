"""A list of 一体化 against the book: every field that differs, and how it is mended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.book.edit import write_field, write_rows
from budgetdesk.book.read import projects
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import Horizon, Project, RecordKind
from budgetdesk.domain.typed import Value, parse_typed
from budgetdesk.exchange.foreign.forms import SourceReading
from budgetdesk.exchange.foreign.reading import ProjectReading, Unread
from budgetdesk.exchange.foreign_file import NO_FORM, NoFormFault, read_source
from budgetdesk.exchange.portal.agreeing import rounding_of
from budgetdesk.exchange.portal.differences import PortalDifference, PortalKind
from budgetdesk.exchange.portal.fields import FieldContrast, ListedScope
from budgetdesk.exchange.portal.pairing import office_of, paired
from budgetdesk.exchange.portal.rows import RowContrast
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.inside import load_forms_of
from budgetdesk.forms.refused import in_words_of

_ABSENT = "本账套的表没有这一栏，没有核对"
_CURE_ADDED = "用 文件 › 导入 取入，或在一体化中删去"
_CURE_MISSING = "在一体化中补录，或在账套中删去"


@dataclass(frozen=True, slots=True)
class ListComparison:
    """What differs; how many projects the list has; what of it was not compared, and why."""

    differences: tuple[PortalDifference, ...]
    listed: int
    labels: tuple[str, ...]
    unread: tuple[Unread, ...]


def compare_list(book: Book, path: Path, progress: Progress = ignore_progress) -> ListComparison:
    """What a list that 一体化 exported, or its forms, say otherwise than the book.

    Only fields that the file has are compared: of a list those that it has a column for.

    Raises:
        ImportFault: it cannot be read, or holds no project.
        Cancelled: `progress` stopped it.
    """
    form_set = load_forms_of(book)
    reading = read_source(path, form_set, progress)
    if not reading.projects:
        raise NoFormFault(path, NO_FORM)
    return held_against_list(form_set, projects(book), reading)


def held_against_list(
    form_set: FormSet, own: Sequence[Project], reading: SourceReading
) -> ListComparison:
    """The same for projects and a list that are read already."""
    return _Comparison(form_set, own, reading).made()


def mend_book(book: Book, chosen: tuple[PortalDifference, ...]) -> None:
    """Let the book say what the list says, as one step; those without edits change nothing.

    Raises:
        BookError: a field is locked or too long; the book stays as it was.
    """
    with in_words_of(book), book.step(f"按一体化清单修改 {len(chosen)} 处") as step:
        listed: list[tuple[FieldRef, Value]] = []
        for ref, text in (edit for it in chosen for edit in it.edits):
            value = parse_typed(step.dictionary.field(ref).kind, text)
            if step.dictionary.list_of(ref) is None:
                write_field(step, ref, value)
            else:
                listed.append((ref, value))
        write_rows(step, listed)


class _Comparison:
    def __init__(self, form_set: FormSet, own: Sequence[Project], reading: SourceReading) -> None:
        self._kind: KindDeclaration = form_set.dictionary.kinds[RecordKind.PROJECT]
        self._shown = form_set.shown(RecordKind.PROJECT)
        self._slots = [*form_set.tree_of(RecordKind.PROJECT).slots()]
        self._horizons = [it for it in Horizon if it in form_set.horizons]
        self._own, self._reading = own, reading
        self._said = form_set.in_own_words

    def made(self) -> ListComparison:
        """All of it."""
        pairing = paired(self._own, self._reading.projects)
        scope, rows = self._scope(), [*self._row_contrasts()]
        found: list[PortalDifference] = []
        for own, listed in pairing.pairs:
            found += FieldContrast(self._kind, scope, own, listed).differences()
            for contrast in rows:
                found += contrast.differences(own, listed)
        found += [_added(it) for it in pairing.listed]
        found += self._missing(pairing.own)
        told = tuple(replace(it, label=self._said(it.label)) for it in found)
        labels = [
            self._said(it.label) for path, it in self._kind.fields.items() if path in scope.paths
        ]
        unread = (*self._absent(), *self._left())
        return ListComparison(told, len(pairing.pairs) + len(pairing.listed), tuple(labels), unread)

    # What is compared

    def _scope(self) -> ListedScope:
        told = {path for it in self._reading.projects for path in it.fields}
        paths = frozenset(it for it in told if self._has(it))
        amounts = (
            field.text
            for it in self._reading.projects
            for path, field in it.fields.items()
            if path.startswith("funding.")
        )
        return ListedScope(paths, rounding_of(amounts))

    def _has(self, path: str) -> bool:
        field = self._kind.fields.get(path)
        return field is not None and (path in self._shown or path == "name" or field.own)

    def _row_contrasts(self) -> Iterator[RowContrast]:
        """One for each time span that any project of the list has indicators in."""
        rows = [row for it in self._reading.projects for row in it.rows]
        lasts = frozenset(last for row in rows for last in row.texts)
        for horizon in self._horizons:
            if any(row.horizon is horizon for row in rows):
                band = self._kind.lists[f"indicators.{horizon}"]
                yield RowContrast(band, self._slots, lasts, horizon)

    # What is on one side alone

    def _missing(self, alone: tuple[Project, ...]) -> Iterator[PortalDifference]:
        """Projects that the list lacks; of a unit that it doesn't name at all, all as one."""
        named = {office_of(it) for it in self._reading.projects} - {""}
        by_unit: dict[str, list[Project]] = {}
        for it in alone:
            by_unit.setdefault(it.unit.name, []).append(it)
        whole = {
            unit for unit in by_unit
            if named and len(by_unit[unit]) == sum(it.unit.name == unit for it in self._own)
        }  # fmt: skip
        for unit, found in by_unit.items():
            if unit in whole and len(found) > 1:
                yield _missing(found[0], f"全部 {len(found)} 个项目", unit)
            else:
                yield from (_missing(it, "项目", it.name) for it in found)

    # What is not compared

    def _absent(self) -> Iterator[Unread]:
        """Columns that the book's form has nothing of, each told once."""
        told: set[str] = set()
        band = self._kind.lists[f"indicators.{Horizon.ANNUAL}"]
        lasts = {it.last for it in band.fields}
        for project in self._reading.projects:
            for path, field in project.fields.items():
                if not path.startswith("unit.") and not self._has(path) and path not in told:
                    told.add(path)
                    yield Unread(field.cell, _ABSENT)
            for row in project.rows:
                for last, text in row.texts.items():
                    if text and last not in lasts and last not in told:
                        told.add(last)
                        yield Unread(row.cell, f"{_ABSENT}（{text}）")

    def _left(self) -> Iterator[Unread]:
        for project in self._reading.projects:
            yield from project.unread
        yield from self._reading.unread


def _added(listed: ProjectReading) -> PortalDifference:
    cell = listed.fields["name"].cell
    return PortalDifference(
        PortalKind.ADDED, office_of(listed), listed.name, "项目", "", listed.name, cell.place,
        cure=_CURE_ADDED,
    )  # fmt: skip


def _missing(own: Project, label: str, ours: str) -> PortalDifference:
    project = own.name if label == "项目" else ""
    return PortalDifference(
        PortalKind.MISSING, own.unit.name, project, label, ours, "", "", cure=_CURE_MISSING
    )
