"""A book out as files: official forms as Excel and PDF, everything as exchange files."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.book.read import overalls, projects
from budgetdesk.domain.persons import Persons
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import Project, RecordKind
from budgetdesk.domain.refusals import reason_of
from budgetdesk.domain.text import one_line
from budgetdesk.exchange.content import (
    catalogue_csv,
    disclosure_json,
    ledger_csv,
    livelihood_json,
    overall_json,
    projects_json,
    revenue_csv,
)
from budgetdesk.exchange.export_faults import ExportFault as ExportFault
from budgetdesk.exchange.file_names import distinct, safe_name
from budgetdesk.exchange.privacy import Publication, without_persons
from budgetdesk.exchange.targets import TargetsExist, existing, remember
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import load_form_set
from budgetdesk.forms.sheet import Sheet
from budgetdesk.output.files import OutputError, replacing
from budgetdesk.output.together import together
from budgetdesk.tables.as_json import tables_json
from budgetdesk.tables.compute import compute_tables
from budgetdesk.tables.livelihood import (
    Listing,
    compute_livelihood,
    livelihood_of,
    livelihood_sheet,
)
from budgetdesk.tables.livelihood_definition import Stands
from budgetdesk.tables.sheets import table_sheet
from budgetdesk.tables.table import TableKey

_WriteForms = Callable[[Path, Sequence[Sheet], str, Progress], None]


class NotPrinted(OutputError):  # noqa: N818 - as the faults it stands for
    """Some texts hold characters that no face has: PDFs are missing, `paths` were written."""

    def __init__(self, fault: OutputError, paths: tuple[Path, ...]) -> None:
        kinds = {path.suffix for path in paths}
        told = "、".join(_KINDS[kind] for kind in _KINDS if kind in kinds)
        written = f"{told} 已写成，在“{paths[0].parent}”。" if paths else ""
        super().__init__(f"有 PDF 没有写成：{fault}{written}")
        self.paths = paths


_KINDS = {".xlsx": "Excel", ".pdf": "其余 PDF", ".json": "数据交换文件", ".csv": "预算明细"}


@dataclass(frozen=True, slots=True)
class _PrintedPart:
    """One printed file: its name without suffix, the document's title, and what is on it."""

    name: str
    title: str
    sheets: Sequence[Sheet]

    def published(self, publication: Publication) -> "_PrintedPart":
        """As it goes into a public copy."""
        name = publication.text(self.name, self.name, "文件名")
        title = publication.text(self.title, self.name, "标题")
        return _PrintedPart(
            name, title, tuple(publication.sheet(it, self.name) for it in self.sheets)
        )


@dataclass(frozen=True, slots=True)
class _Plan:
    """Everything that one export writes."""

    parts: Sequence[_PrintedPart]
    suffixes: Sequence[str]
    texts: dict[str, str]  # exchange files by name

    @property
    def names(self) -> list[str]:
        """The names of all files."""
        printed = (f"{part.name}{suffix}" for suffix in self.suffixes for part in self.parts)
        return [*printed, *self.texts]


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What to export.

    `project_ids` None means everything but the kinds of forms `left_out`; chosen projects come
    without the ledger, and with those overall forms only that `overall_ids` chooses.
    `public` leaves out 负责人, 经办人 and 联系电话, and is refused where persons stand in any other
    text; with `mask` ×× stands there instead. `split` writes one file a form instead of one
    for all; the exchange files stay whole. `tables` adds the computed tables, in a file of their
    own, or only the one that `table` names. `listed` is that list of 民生领域重大事项 alone.
    """

    xlsx: bool = False
    pdf: bool = False
    json: bool = False
    project_ids: tuple[int, ...] | None = None
    overall_ids: tuple[int, ...] = ()
    public: bool = False
    split: bool = False
    tables: bool = False
    left_out: frozenset[RecordKind] = frozenset()
    table: TableKey | None = None
    listed: Listing | None = None
    mask: bool = False


def export_book(
    book: Book,
    folder: Path,
    wish: ExportWish,
    *,
    overwrite: bool | Collection[str] = False,
    progress: Progress = ignore_progress,
) -> tuple[Path, ...]:
    """Write what is wished for into a folder, made where it is missing; the files' paths.

    All files take their places at the end, or none of them.

    Args:
        book: the book; it is only read.
        folder: where the files go.
        wish: what to write.
        overwrite: whether files of these names may be replaced, or the names of those that may.
        progress: told (done, total) forms; may raise Cancelled.

    Raises:
        ExportFault: a project is not in the book, or it has no form to print; `PersonsFound`,
            where personal data stands in what is to be published.
        OutputError: a file can't be written; `TargetsExist`, where one of its name stands there
            and may not be replaced; `NotPrinted`, where a PDF lacks characters, comes when
            everything else is written.
        Cancelled: `progress` stopped it.
    """
    plan = _plan(book, wish)
    require_free(folder, plan.names, overwrite=overwrite)
    make_folder(folder)
    with together(folder, plan.names) as staging:
        faults = _write(plan, staging, wish, progress)
        names = [name for name in plan.names if (staging / name).exists()]
    paths = tuple(folder / name for name in names)
    remember(paths)
    if faults is not None:
        raise NotPrinted(faults, paths)
    return paths


def require_free(folder: Path, names: Iterable[str], *, overwrite: bool | Collection[str]) -> None:
    """Raises TargetsExist where a file stands in the way that may not be replaced."""
    if overwrite is True:
        return
    allowed = overwrite or ()
    if targets := existing(folder, (name for name in names if name not in allowed)):
        raise TargetsExist(targets)


def _plan(book: Book, wish: ExportWish) -> _Plan:
    """What is to be written, as it may be; ExportFault where it may not."""
    _require_forms(book, wish)
    parts = _parts_wished(book, wish) if wish.xlsx or wish.pdf else []
    texts = _exchange_texts(book, wish) if wish.json else {}
    if wish.public:
        publication = Publication(Persons.of_projects(projects(book)), mask=wish.mask)
        parts = [part.published(publication) for part in parts]
        texts = {name: publication.exchanged(text, name) for name, text in texts.items()}
        publication.require_none()
    names = distinct(part.name for part in parts)
    parts = [replace(part, name=name) for part, name in zip(parts, names, strict=True)]
    return _Plan(parts, [suffix for suffix, _ in _writers(wish)], texts)


def _write(plan: _Plan, folder: Path, wish: ExportWish, progress: Progress) -> OutputError | None:
    """Write all files of a plan; what kept PDFs from being written, if anything did."""
    from budgetdesk.output.glyphs import GlyphFault, MissingGlyph

    missing: list[GlyphFault] = []
    total = sum(len(part.sheets) for part in plan.parts)
    for number, (suffix, write) in enumerate(writers := _writers(wish)):
        share = _Share(progress, number, len(writers), total)
        for part in plan.parts:
            path = folder / f"{part.name}{suffix}"
            try:
                write(path, part.sheets, part.title, share.next(len(part.sheets)))
            except MissingGlyph as fault:
                missing += fault.faults
    for name, text in plan.texts.items():
        with replacing(folder / name) as temporary:
            # Excel takes a CSV file for UTF-8 only with the mark.
            encoding = "utf-8-sig" if name.endswith(".csv") else "utf-8"
            temporary.write_text(text, encoding, newline="")
    return MissingGlyph(tuple(missing)) if missing else None


def _parts_wished(book: Book, wish: ExportWish) -> list[_PrintedPart]:
    """The printed files to write.

    Raises:
        ExportFault: there is nothing to print.
    """
    sheets = tuple(_sheets_wished(book, wish))
    tables = tuple(table_sheets(book, wish.table)) if wish.tables else ()
    if wish.tables and not tables:
        raise ExportFault("账套中还没有预算明细，没有可导出的报表。")
    if not sheets and not tables:
        raise ExportFault(f"账套中还没有{_lacking(wish)}，没有可导出的表。")
    parts = _parts(sheets, _title(book, sheets, wish), split=wish.split) if sheets else []
    if tables:
        title = tables[0].name if wish.table else f"{_title_of(book)} 报表"
        parts.append(_part(title, tables))
    return parts


def kinds_named(parts: Iterable[str]) -> frozenset[RecordKind]:
    """The kinds of forms by the names of the command line: projects, overall."""
    named = {"projects": RecordKind.PROJECT, "overall": RecordKind.OVERALL}
    return frozenset(named[part] for part in parts)


def _lacking(wish: ExportWish) -> str:
    return "整体支出绩效目标表" if RecordKind.PROJECT in wish.left_out else "项目"


def _sheets_wished(book: Book, wish: ExportWish) -> Iterator[Sheet]:
    if wish.listed is not None:
        return list_sheets(book, wish.listed)
    overall_ids = None if wish.project_ids is None else wish.overall_ids
    return sheets_of(
        book,
        () if RecordKind.PROJECT in wish.left_out else wish.project_ids,
        public=wish.public,
        overall_ids=() if RecordKind.OVERALL in wish.left_out else overall_ids,
    )


def table_sheets(book: Book, chosen: TableKey | None = None) -> Iterator[Sheet]:
    """The computed tables of every department that has ledger lines, in tree order, or one."""
    for department in compute_tables(book, chosen.department_id if chosen else None):
        for table in department.tables:
            if chosen is None or table.id == chosen.table_id:
                yield table_sheet(table)


def list_sheets(book: Book, which: Listing) -> Iterator[Sheet]:
    """A list of 民生领域重大事项, where any project stands on it."""
    listed = livelihood_of(book, which)
    if listed is not None and listed.rows:
        yield livelihood_sheet(listed)


def sheets_of(
    book: Book,
    project_ids: Iterable[int] | None = None,
    *,
    public: bool = False,
    overall_ids: Collection[int] | None = None,
) -> Iterator[Sheet]:
    """The official forms of a book, the overall ones first, then projects in tree order.

    With all projects goes the form set's list of 民生领域重大事项, where any stand on it.

    Args:
        book: the book.
        project_ids: only these projects; None for all.
        public: without 负责人, 经办人 and 联系电话.
        overall_ids: only these overall forms; None for all.
    """
    info = book.info
    form_set = load_form_set(info.form_set)
    listed = compute_livelihood(book) if project_ids is None else None
    stands = listed.definition.stands if listed and listed.rows else None
    if listed and stands is Stands.BEFORE:
        yield livelihood_sheet(listed)
    for overall_form in overalls(book):
        if overall_ids is None or overall_form.id in overall_ids:
            yield lay_out(form_set.form(RecordKind.OVERALL), overall_form, info.fiscal_year)
    form = form_set.form(RecordKind.PROJECT)
    for project in projects(book, project_ids):
        yield lay_out(form, _shown(project, public=public), info.fiscal_year)
    if listed and stands is Stands.AFTER:
        yield livelihood_sheet(listed)


def _shown(project: Project, *, public: bool) -> Project:
    return without_persons(project) if public else project


def _require_forms(book: Book, wish: ExportWish) -> None:
    if wish.project_ids is None:
        if wish.left_out >= {RecordKind.PROJECT, RecordKind.OVERALL} and not wish.tables:
            raise ExportFault("没有选择要导出的内容。")
        return
    if not (wish.project_ids or wish.overall_ids or wish.tables or wish.listed):
        raise ExportFault("没有选择项目。")
    for ids, table, what in (
        (wish.project_ids, "project", "项目"),
        (wish.overall_ids, "overall", "整体支出绩效目标表"),
    ):
        known = {row_id for (row_id,) in book.rows(f"SELECT id FROM {table}")}  # noqa: S608 - ours
        lacking = "、".join(str(row_id) for row_id in ids if row_id not in known)
        if lacking:
            raise ExportFault(f"账套中没有编号为 {lacking} 的{what}，请核对{what}编号。")


def make_folder(folder: Path) -> None:
    """Make a folder to write into where it is missing; OutputError where that can't be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise OutputError(f"“{folder}”不是文件夹，请换一个位置。") from None
    except OSError as error:
        raise OutputError(f"“{folder}”不能新建（{reason_of(error)}），请换一个位置。") from error


def _title(book: Book, sheets: Sequence[Sheet], wish: ExportWish) -> str:
    """What the files for all forms are called: the book's title, or what was chosen of it."""
    if wish.project_ids is None and not (wish.left_out and len(sheets) == 1):
        return _title_of(book)
    return sheets[0].name if len(sheets) == 1 else f"{_title_of(book)}（{len(sheets)}个项目）"


def _title_of(book: Book) -> str:
    return book.info.title.strip() or book.path.stem


def _part(title: str, sheets: Sequence[Sheet], number: str = "") -> _PrintedPart:
    name = safe_name(title)
    return _PrintedPart(f"{number}{name}", one_line(title) or name, sheets)


def _parts(sheets: Sequence[Sheet], title: str, *, split: bool) -> list[_PrintedPart]:
    """The files to write for forms: one for all, or one each."""
    if not split or len(sheets) < 2:
        return [_part(title, sheets)]
    digits = max(3, len(str(len(sheets))))
    return [
        _part(sheet.name, (sheet,), f"{number:0{digits}d} ")
        for number, sheet in enumerate(sheets, start=1)
    ]


def _writers(wish: ExportWish) -> list[tuple[str, _WriteForms]]:
    wanted = ((wish.xlsx, ".xlsx", _write_xlsx), (wish.pdf, ".pdf", _write_pdf))
    return [(suffix, write) for wished, suffix, write in wanted if wished]


def _write_xlsx(path: Path, sheets: Sequence[Sheet], title: str, progress: Progress) -> None:
    from budgetdesk.output.excel import write_workbook

    write_workbook(path, sheets, title, progress=progress)


def _write_pdf(path: Path, sheets: Sequence[Sheet], title: str, progress: Progress) -> None:
    # reportlab is loaded with the first PDF, not with the program.
    from budgetdesk.output.pdf import write_pdf

    write_pdf(path, sheets, title, progress=progress)


class _Share:
    """One writer's share of the whole progress: forms done by all writers of forms by all."""

    def __init__(self, progress: Progress, number: int, writers: int, forms: int) -> None:
        self._progress = progress
        self._done = number * forms
        self._total = writers * forms

    def next(self, forms: int) -> Progress:
        """The progress of the next file, which holds that many forms."""
        before = self._done
        self._done += forms
        return lambda done, _: self._progress(before + min(done, forms), self._total)


def _exchange_texts(book: Book, wish: ExportWish) -> dict[str, str]:
    """The exchange files by name, those that the book has something for."""
    texts = _texts_of_parts(book, wish)
    return {name: text for name, text in texts.items() if text is not None}


def _texts_of_parts(book: Book, wish: ExportWish) -> dict[str, str | None]:
    everything, left_out = wish.project_ids is None, wish.left_out
    texts: dict[str, str | None] = {}
    if (everything or wish.project_ids) and RecordKind.PROJECT not in left_out:
        texts["projects.json"] = projects_json(book, wish.project_ids, public=wish.public)
    if (everything or wish.overall_ids) and RecordKind.OVERALL not in left_out:
        chosen = None if everything else wish.overall_ids
        texts["overall.json"] = overall_json(book, chosen, public=wish.public)
    if everything and (wish.tables or not left_out):
        texts |= {
            "ledger.csv": ledger_csv(book),
            "revenue.csv": revenue_csv(book),
            "catalogue.csv": catalogue_csv(book),
        }
    if everything and not left_out:
        texts |= {
            "disclosure.json": disclosure_json(book, public=wish.public),
            "livelihood.json": livelihood_json(book),
        }
    if wish.listed is not None:
        texts["livelihood.json"] = livelihood_json(book, wish.listed)
    if wish.tables:
        texts["tables.json"] = tables_json(book)
    return texts
