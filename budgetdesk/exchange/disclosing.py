"""The 部门预算公开 document of each department of a book, as PDF and Word."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.book.disclosure import disclosure_notes
from budgetdesk.book.known_persons import known_persons
from budgetdesk.book.read import has_ledger, overalls
from budgetdesk.checks.examination import Examination
from budgetdesk.checks.finding import Finding
from budgetdesk.checks.rule import RULES
from budgetdesk.dictionary.entries import ENTRIES
from budgetdesk.disclosure.document import (
    Document,
    Enclosures,
    Heading,
    Part,
    SheetPart,
    TemplateSlot,
    compose,
)
from budgetdesk.disclosure.drafting import read_basis
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.domain.file_kinds import DISCLOSED, FileKind, kind_of
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import Department, Project, RecordKind
from budgetdesk.exchange.export_faults import ExportFault
from budgetdesk.exchange.exporting import make_folder, require_free
from budgetdesk.exchange.file_names import distinct, safe_name
from budgetdesk.exchange.privacy import Publication, without_persons
from budgetdesk.exchange.targets import remember
from budgetdesk.forms.inside import load_forms_of
from budgetdesk.forms.layout import lay_out_all
from budgetdesk.forms.sheet import Sheet
from budgetdesk.output.disclosure.files import DOCUMENT_WRITERS
from budgetdesk.output.together import together
from budgetdesk.tables.compute import DepartmentTables, compute_tables
from budgetdesk.tables.sheets import table_sheet

PARTS = {
    "tables": (TemplateSlot.TABLES,),
    "forms": (TemplateSlot.FORMS,),
    "charts": (TemplateSlot.GENERAL_CHART, TemplateSlot.OFFICIAL_CHART),
    "services": (TemplateSlot.SERVICES,),
    "glossary": (TemplateSlot.GLOSSARY,),
}
"""The parts that a document can go without, by the names of the command line."""

_GAPS = "N01"  # the rule that lists what is untold


@dataclass(frozen=True, slots=True)
class DisclosureWish:
    """What to write. `internal` keeps 负责人, 经办人 and 联系电话; `left_out` are parts.

    A document that is not internal is refused where persons stand in any other text; with `mask`
    ×× stands there instead.

    `department_ids` are the departments whose documents are wanted, None for all.
    """

    kinds: Sequence[FileKind] = DISCLOSED
    internal: bool = False
    left_out: frozenset[TemplateSlot] = field(default_factory=frozenset)
    department_ids: frozenset[int] | None = None
    mask: bool = False


@dataclass(frozen=True, slots=True)
class Disclosed:
    """The files written for one department, and what there still is to do in its document.

    `untold` are the entries it waits for, `findings` what 审核 says of its text and entries.
    """

    department: Department
    paths: tuple[Path, ...]
    untold: tuple[str, ...]
    findings: tuple[Finding, ...]

    def sentences(self) -> Iterator[str]:
        """What there still is to do, in words."""
        if self.untold:
            waiting = "、".join(self.untold)
            yield f"{self.department.name}还有 {len(self.untold)} 项待填：{waiting}。"
        for finding in self.findings:
            paragraph = finding.place.ref.level1
            where = f"改写的段落「{paragraph}」" if paragraph else ""
            yield f"{self.department.name}{where}：{finding.message}"


def disclose_book(
    book: Book,
    folder: Path,
    wish: DisclosureWish,
    *,
    overwrite: bool | Collection[str] = False,
    progress: Progress = ignore_progress,
) -> tuple[Disclosed, ...]:
    """Write the document of every wished department that has ledger lines into a folder.

    The folder is made where it is missing; all files take their places at the end, or none.

    Args:
        book: the book; it is only read.
        folder: where the files go.
        wish: what to write.
        overwrite: whether files of these names may be replaced, or the names of those that may.
        progress: told (done, total) pages; may raise Cancelled.

    Raises:
        ExportFault: the book has no ledger lines; `PersonsFound`, where personal data stands in a
            text that is to be published.
        OutputError: a file can't be written; `TargetsExist`, where one of its name stands there
            and may not be replaced.
        Cancelled: `progress` stopped it.
    """
    documents = disclosure_documents(book, wish)
    shown = _as_published(book, [document for _, document in documents], wish)
    files = [[f"{it}{kind.suffix}" for kind in wish.kinds] for it in _names_of(shown)]
    every = [name for each in files for name in each]
    require_free(folder, every, overwrite=overwrite)
    make_folder(folder)
    with together(folder, every) as staging:
        for document, own in zip(shown, files, strict=True):
            _write(document, [staging / name for name in own], progress)
    remember(folder / name for name in every)
    paths = [tuple(folder / name for name in own) for own in files]
    return tuple(_disclosed(book, documents, paths))


def published_documents(book: Book, wish: DisclosureWish) -> Sequence[Document]:
    """The documents as they went to the public: with persons, if any, masked as they had to be.

    Raises:
        ExportFault: the book has no ledger lines.
    """
    documents = [document for _, document in disclosure_documents(book, wish)]
    return _as_published(book, documents, replace(wish, mask=True))


def _as_published(
    book: Book, documents: Sequence[Document], wish: DisclosureWish
) -> Sequence[Document]:
    """The documents as they may go to the public; PersonsFound where they may not."""
    if wish.internal:
        return documents
    publication = Publication(known_persons(book), mask=wish.mask)
    names = _names_of(documents)
    shown = [_published(it, publication, at) for it, at in zip(documents, names, strict=True)]
    publication.require_none()
    return shown


def _disclosed(
    book: Book,
    documents: Iterable[tuple[Department, Document]],
    paths: Iterable[tuple[Path, ...]],
) -> Iterator[Disclosed]:
    examination = Examination(book, load_forms_of(book))
    for (department, document), own in zip(documents, paths, strict=True):
        findings = tuple(_of_text(examination.of_department(department.id), document.untold))
        yield Disclosed(department, own, document.untold, findings)


def _names_of(documents: Iterable[Document]) -> list[str]:
    """The files' names without suffix, one a document."""
    return distinct(safe_name(it.department + it.title) for it in documents)


def _published(document: Document, publication: Publication, file: str) -> Document:
    """The document as it goes to the public."""
    place, parts = "正文", []
    for part in document.parts:
        if isinstance(part, Heading):
            place = part.text
        parts.append(_published_part(part, publication, file, place))
    text = publication.text
    return replace(
        document,
        department=text(document.department, file, "部门名称"),
        title=text(document.title, file, "标题"),
        published_on=text(document.published_on, file, "公开日期"),
        parts=tuple(parts),
    )


def _published_part(part: Part, publication: Publication, file: str, place: str) -> Part:
    if isinstance(part, Paragraph):  # what was drafted and rewritten is not published
        return replace(part, text=publication.text(part.text, file, f"段落「{part.key}」"))
    if isinstance(part, SheetPart):
        return publication.whole(part, file, "目录")
    return publication.whole(part, file, place)


def _of_text(findings: Iterable[Finding], untold: Collection[str]) -> Iterator[Finding]:
    """Those on the document's text and entries that nobody explained, and that name no gap."""
    gaps = {f"entries.{key}" for key, entry in ENTRIES.items() if entry.label in untold}
    for finding in findings:
        is_of_text = "paragraphs" in RULES[finding.code].reads if finding.code in RULES else False
        is_gap = finding.code == _GAPS or finding.place.ref.path in gaps
        if is_of_text and not is_gap and not finding.explanation:
            yield finding


def slots_named(parts: Iterable[str]) -> frozenset[TemplateSlot]:
    """The slots of parts by their names in `PARTS`."""
    return frozenset(slot for part in parts for slot in PARTS[part])


def disclosure_documents(
    book: Book, wish: DisclosureWish | None = None
) -> list[tuple[Department, Document]]:
    """The documents of the wished departments that have ledger lines, in tree order.

    Raises:
        ExportFault: none of them has any.
    """
    wish = wish or DisclosureWish()
    wanted = wish.department_ids
    with book.snapshot():
        documents = [
            (tables.department, _document(book, tables, wish))
            for tables in compute_tables(book)
            if (wanted is None or tables.department.id in wanted)
            # Revenue by code alone makes tables, but nothing that a document could tell of.
            and has_ledger(book, tables.department.id)
        ]
    if not documents:
        raise ExportFault("还没有预算明细，预算公开文件无从生成，请先录入或导入预算明细。")
    return documents


def _document(book: Book, tables: DepartmentTables, wish: DisclosureWish) -> Document:
    owner, basis = tables.department.id, read_basis(book, tables)
    notes = disclosure_notes(book, owner)
    enclosures = Enclosures(
        tables=[table_sheet(table) for table in tables.tables],
        overall=_overall_sheets(book, owner),
        projects=_project_sheets(book, basis.projects, internal=wish.internal),
        left_out=wish.left_out,
    )
    return compose(basis.figures(notes), notes, enclosures)


def _overall_sheets(book: Book, department_id: int) -> list[Sheet]:
    own = [it for it in overalls(book) if it.department.id == department_id]
    form_set = load_forms_of(book)
    return [
        sheet
        for form in form_set.forms_of(RecordKind.OVERALL)
        for sheet in lay_out_all(form, own, book.info.fiscal_year)
    ]


def _project_sheets(book: Book, own: Sequence[Project], *, internal: bool) -> list[Sheet]:
    shown = [
        it if internal else without_persons(it, book.dictionary) for it in own if it.is_filled_in
    ]
    return [
        sheet
        for form in load_forms_of(book).forms_of(RecordKind.PROJECT)
        for sheet in lay_out_all(form, shown, book.info.fiscal_year)
    ]


def _write(document: Document, paths: Iterable[Path], progress: Progress) -> None:
    for path in paths:
        kind = kind_of(path)
        if kind is not None:
            DOCUMENT_WRITERS[kind](path, document, progress)
