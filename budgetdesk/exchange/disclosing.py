"""The 部门预算公开 document of each department of a book, as PDF and Word."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.book.disclosure import disclosure_notes
from budgetdesk.book.read import has_ledger, overalls, projects
from budgetdesk.checks.examination import Examination
from budgetdesk.checks.finding import Finding
from budgetdesk.checks.language.personal import persons_of
from budgetdesk.checks.rule import RULES
from budgetdesk.disclosure.document import Document, Enclosures, Slot, compose, prose_sheet
from budgetdesk.disclosure.drafting import read_basis
from budgetdesk.domain.disclosure import ENTRIES
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import Department, Project, RecordKind
from budgetdesk.exchange.exporting import ExportFault, make_folder
from budgetdesk.exchange.file_names import safe_name
from budgetdesk.exchange.privacy import leaks, told, without_persons
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import load_form_set
from budgetdesk.forms.sheet import Sheet
from budgetdesk.tables.compute import DepartmentTables, compute_tables
from budgetdesk.tables.sheets import table_sheet

PARTS = {
    "tables": (Slot.TABLES,),
    "forms": (Slot.FORMS,),
    "charts": (Slot.GENERAL_CHART, Slot.OFFICIAL_CHART),
    "services": (Slot.SERVICES,),
    "glossary": (Slot.GLOSSARY,),
}
"""The parts that a document can go without, by the names of the command line."""

_GAPS = "N01"  # the rule that lists what is untold


@dataclass(frozen=True, slots=True)
class DisclosureWish:
    """What to write. `internal` keeps 负责人, 经办人 and 联系电话; `left_out` are parts.

    `department_ids` are the departments whose documents are wanted, None for all.
    """

    pdf: bool = True
    docx: bool = True
    internal: bool = False
    left_out: frozenset[Slot] = field(default_factory=frozenset)
    department_ids: frozenset[int] | None = None


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
    book: Book, folder: Path, wish: DisclosureWish, *, progress: Progress = ignore_progress
) -> tuple[Disclosed, ...]:
    """Write the document of every wished department that has ledger lines into a folder.

    The folder is made where it is missing; each file replaces an older one whole or not at all.

    Raises:
        ExportFault: the book has no ledger lines, or a name, an identity or a phone number stands
            in a text that is to be published.
        OutputError: a file can't be written.
        Cancelled: `progress` stopped it; files already finished stay.
    """
    documents = disclosure_documents(book, wish)
    if not wish.internal:
        _require_no_persons(book, [document for _, document in documents])
    make_folder(folder)
    examination = Examination(book, load_form_set(book.info.form_set))
    return tuple(
        Disclosed(
            department,
            tuple(_write(document, folder, wish, progress)),
            document.untold,
            tuple(_of_text(examination.of_department(department.id), document.untold)),
        )
        for department, document in documents
    )


def _of_text(findings: Iterable[Finding], untold: Collection[str]) -> Iterator[Finding]:
    """Those on the document's text and entries that nobody explained, and that name no gap."""
    gaps = {f"entries.{key}" for key, entry in ENTRIES.items() if entry.name in untold}
    for finding in findings:
        is_of_text = "paragraphs" in RULES[finding.code].reads
        is_gap = finding.code == _GAPS or finding.place.ref.path in gaps
        if is_of_text and not is_gap and not finding.explanation:
            yield finding


def _require_no_persons(book: Book, documents: Iterable[Document]) -> None:
    persons = persons_of(projects(book))
    sheets = (sheet for it in documents for sheet in (prose_sheet(it), *it.sheets))
    if found := tuple(leaks(sheets, persons)):
        raise ExportFault(told(found))


def slots_named(parts: Iterable[str]) -> frozenset[Slot]:
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
    form_set = load_form_set(book.info.form_set)
    return [lay_out(form_set.form(RecordKind.OVERALL), it, book.info.fiscal_year) for it in own]


def _project_sheets(book: Book, own: Sequence[Project], *, internal: bool) -> list[Sheet]:
    form = load_form_set(book.info.form_set).form(RecordKind.PROJECT)
    return [
        lay_out(form, it if internal else without_persons(it), book.info.fiscal_year)
        for it in own
        if it.is_filled_in
    ]


def _write(
    document: Document, folder: Path, wish: DisclosureWish, progress: Progress
) -> list[Path]:
    name = safe_name(document.department + document.title)
    paths = []
    if wish.pdf:
        from budgetdesk.output.disclosure.pdf import write_disclosure_pdf

        paths.append(folder / f"{name}.pdf")
        write_disclosure_pdf(paths[-1], document, progress=progress)
    if wish.docx:
        from budgetdesk.output.disclosure.word.writing import write_disclosure_docx

        paths.append(folder / f"{name}.docx")
        write_disclosure_docx(paths[-1], document)
    return paths
