"""Forms of other kinds put below the project or department they name, within the import's step."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import (
    add_record,
    forms_of,
    id_below,
    records,
    replace_record,
)
from budgetdesk.book.edit import put_overall
from budgetdesk.book.following import follow
from budgetdesk.book.provenance import put_provenance
from budgetdesk.book.read import departments, overalls, project_rows, units
from budgetdesk.book.step import Step
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.records import DeclaredRecord, Held, OverallForm
from budgetdesk.domain.text import fold, fold_name, shorten
from budgetdesk.exchange.claims import COMPUTED_KEY, told_otherwise
from budgetdesk.exchange.declared_file import FOLLOWS_KEY, read_record, record_content
from budgetdesk.exchange.existing import Decisions, OnExisting
from budgetdesk.exchange.foreign.records import ReadRecord, RecordOf
from budgetdesk.exchange.over_proposals import is_same_row, over_proposals
from budgetdesk.exchange.report import FileReport, some_of
from budgetdesk.exchange.shape import Reader, Shape
from budgetdesk.exchange.versions import UUID_KEY
from budgetdesk.forms.definition import FormSet

_ALIKE = 0.8  # of a project's name, for one that is written a little otherwise
_WITHOUT = (UUID_KEY, FOLLOWS_KEY, COMPUTED_KEY)


class Owner(NamedTuple):
    """The project or department that a form is of, by its id; `why` says what is not sure of it."""

    id: int = 0
    name: str = ""
    why: str = ""


def owner_of(book: Book, wanted: RecordOf) -> Owner:
    """Whose a form is in the book: of the same name, else of the one much like it; id 0 for none.

    A project is looked for in its unit first.
    """
    if not wanted.project:
        found = [
            it for it in departments(book) if fold_name(it.name) == fold_name(wanted.department)
        ]
        return Owner(found[0].id, found[0].name) if found else Owner(why="账套中没有这个部门")
    offices = {it.id: it.name for it in units(book)}
    rows = [(it.id, it.name, offices[it.unit_id]) for it in project_rows(book)]
    same = [it for it in rows if fold_name(it[1]) == fold_name(wanted.project)]
    own = [it for it in same if fold_name(it[2]) == fold_name(wanted.unit)] or same
    if len(own) == 1:
        return Owner(own[0][0], own[0][1])
    if own:
        return Owner(why="账套中几个单位都有这个项目，表中没有写明单位")
    return _much_like(rows, wanted)


def _much_like(rows: Sequence[tuple[int, str, str]], wanted: RecordOf) -> Owner:
    name = fold_name(wanted.project)
    ratios = [(SequenceMatcher(None, name, fold_name(it[1])).ratio(), it) for it in rows]
    alike = [it for ratio, it in ratios if ratio >= _ALIKE]
    if len(alike) != 1:
        return Owner(why="账套中没有这个项目")
    return Owner(alike[0][0], alike[0][1], f"按相近的名称对应账套中的「{shorten(alike[0][1])}」")


@dataclass(frozen=True, slots=True)
class RecordWriter:
    """Writes forms of other kinds of one file; what they don't say stays as the book has it."""

    book: Book
    step: Step
    form_set: FormSet
    decisions: Decisions
    path: Path
    report: FileReport

    def write(self, read: ReadRecord) -> None:
        """Put a form below what it is of; where that isn't in the book, the report says so."""
        kind = self.step.dictionary.kinds[read.kind]
        owner = owner_of(self.book, read.of)
        if not owner.id:
            whose = shorten(read.whose or "没有写名称", 40)
            self.report.notes.append(f"没有导入「{whose}」的{kind.name}：{owner.why}。")
            return
        above = self._above(kind, owner)
        known = self._known(kind, above, read)
        if known is None:
            known = self._made(kind, above)
        elif self.decisions.all is OnExisting.SKIP:
            self.report.skipped.append(f"{owner.name} {kind.stage}")
            return
        self._put(kind, above, known, read)

    def _above(self, kind: KindDeclaration, owner: Owner) -> Held:
        """The record that one of a kind stands below, made where a department has none yet."""
        forms = forms_of(self.book, kind.below, (owner.id,))
        if self.step.dictionary.kinds[kind.below].below != "department":
            return next(it for it in forms if it.id == owner.id)
        for it in overalls(self.book):
            if it.department.id == owner.id:
                return it
        department = next(it for it in departments(self.book) if it.id == owner.id)
        made = put_overall(self.step, OverallForm(department))
        return next(it for it in overalls(self.book) if it.id == made)

    def _known(self, kind: KindDeclaration, above: Held, read: ReadRecord) -> DeclaredRecord | None:
        """The record that a form is put over: the only one, or that of its number."""
        number = read.fields.get(kind.told_apart_by)
        told = {kind.told_apart_by: number} if number else {}
        wanted = read_record(Shape(Reader(self.path), told), self.form_set, kind, above)
        found = id_below(self.step, above.id, wanted)
        return None if found is None else next(iter(records(self.book, kind.kind, (found,))))

    def _made(self, kind: KindDeclaration, above: Held) -> DeclaredRecord:
        """A blank record with the rows that follow those above."""
        made = add_record(self.step, kind.kind, above.id)
        for band in kind.following:
            follow(self.step, kind, band, made)
        return records(self.book, kind.kind, (made,))[0]

    def _put(
        self, kind: KindDeclaration, above: Held, known: DeclaredRecord, read: ReadRecord
    ) -> None:
        before = record_content(self.step.dictionary, known)
        said = over_proposals(kind, self._unproposed(kind, above, known, read), read)
        wanted = self._replaced(kind, above, known, _over(before, said))
        stored = records(self.book, kind.kind, (known.id,))[0]
        put_provenance(self.step, stored, read.source)
        self.report.stages[kind.name] = self.report.stages.get(kind.name, 0) + 1
        self.report.notes += _told(self.form_set, kind, before, said, known)
        self.report.notes += told_otherwise(self.book, self.step, known.id, wanted)

    def _unproposed(
        self, kind: KindDeclaration, above: Held, known: DeclaredRecord, read: ReadRecord
    ) -> DeclaredRecord:
        """The record with all that a form says but what the book would propose itself."""
        content = _over(record_content(self.step.dictionary, known), read)
        for path, field in kind.fields.items():
            if field.proposed and not field.listed:
                content.pop(path, None)
            elif field.proposed:
                band, _, last = path.rpartition(".")
                for row in content.get(band, ()):
                    row.pop(last, None)
        self._replaced(kind, above, known, content)
        return records(self.book, kind.kind, (known.id,))[0]

    def _replaced(
        self, kind: KindDeclaration, above: Held, known: DeclaredRecord, content: dict[str, Any]
    ) -> DeclaredRecord:
        """Write a record as some content says it; the record as it was read of that."""
        shape = Shape(Reader(self.path), content, record=f"「{known.title_on(kind.name)}」")
        wanted = read_record(shape, self.form_set, kind, above)
        replace_record(self.step, known.id, wanted)
        return wanted


def _told(
    form_set: FormSet,
    kind: KindDeclaration,
    before: Mapping[str, Any],
    read: ReadRecord,
    known: Held,
) -> Iterator[str]:
    """What of a form that had content becomes another thing, and rows that nothing plans."""
    fields = kind.fields
    lost = [
        form_set.in_own_words(fields[path].label)
        for path, value in read.fields.items()
        if path in fields and before.get(path) not in (None, "", value)
    ]
    whose = known.title_on(kind.name)
    if lost:
        yield (f"「{whose}」账套中已有内容，{len(lost)} 处改为文件中的内容：{some_of(lost)}。")
    for path, rows in read.lists.items():
        held = {fold(str(it.get("name", ""))) for it in before.get(path, ())}
        band = kind.lists[path]
        new = [str(it["name"]) for it in rows if "name" in it and fold(str(it["name"])) not in held]
        if band.fixed and new:
            yield f"「{whose}」的指标目标表中没有：{some_of(new)}。"


def _over(before: Mapping[str, Any], read: ReadRecord) -> dict[str, Any]:
    """What a record says with a form put over it."""
    merged = {**_bare(before), **read.fields}
    for path, rows in read.lists.items():
        merged[path] = [*_merged(before.get(path, ()), rows)]
    return merged


def _bare(content: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key != COMPUTED_KEY}


def _merged(
    held: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, object]]
) -> Iterator[dict[str, Any]]:
    """The rows of a list: those of the file over the book's of the same name, others stay."""
    left = [*held]
    for row in rows:
        same = next((it for it in left if is_same_row(it.get, row)), None)
        if same is None:
            yield dict(row)
            continue
        left.remove(same)
        kept = {key: value for key, value in same.items() if key in ("level1", "level2")}
        carried = {key: same[key] for key in _WITHOUT[:2] if key in same}
        yield {**_bare(same), **row, **kept, **carried}
    yield from map(_bare, left)
