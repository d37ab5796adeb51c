"""A book out as files: official forms as Excel and PDF, everything as exchange files."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.book.known_persons import known_persons
from budgetdesk.book.read import overalls, projects
from budgetdesk.dictionary.standing import is_project
from budgetdesk.domain.file_kinds import EXCHANGE, PDF, TABLE, FileKind, kind_of
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import RecordKind
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
from budgetdesk.exchange.form_drawing import FormDrawing
from budgetdesk.exchange.privacy import Publication
from budgetdesk.exchange.selection import WHOLE_BOOK, Selection
from budgetdesk.exchange.targets import TargetsExist, existing, remember
from budgetdesk.forms.inside import load_forms_of
from budgetdesk.forms.sheet import Sheet
from budgetdesk.output.files import OutputError, replacing
from budgetdesk.output.sheet_files import SHEET_WRITERS
from budgetdesk.output.together import together
from budgetdesk.tables.as_json import tables_json
from budgetdesk.tables.compute import compute_tables
from budgetdesk.tables.life_line_sheet import life_line_sheet
from budgetdesk.tables.livelihood import (
    Listing,
    compute_livelihood,
    livelihood_of,
    livelihood_sheet,
)
from budgetdesk.tables.livelihood_definition import Stands
from budgetdesk.tables.overview import overview_of
from budgetdesk.tables.sheets import table_sheet
from budgetdesk.tables.table import TableKey


class NotPrinted(OutputError):  # noqa: N818 - as the faults it stands for
    """Some texts hold characters that no face has: PDFs are missing, `paths` were written."""

    def __init__(self, fault: OutputError, paths: tuple[Path, ...]) -> None:
        told = "、".join(dict.fromkeys(_told(path) for path in paths))
        written = f"{told} 已写成，在“{paths[0].parent}”。" if paths else ""
        super().__init__(f"有 PDF 没有写成：{fault}{written}")
        self.paths = paths


def _told(path: Path) -> str:
    """What a written file is called, where others were not written."""
    kind = kind_of(path)
    if kind is PDF:
        return "其余 PDF"
    return EXCHANGE.name if kind in (EXCHANGE, TABLE) or kind is None else kind.name


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
    kinds: Sequence[FileKind]  # of the printed files
    texts: dict[str, str]  # exchange files by name

    @property
    def names(self) -> list[str]:
        """The names of all files."""
        printed = (f"{part.name}{kind.suffix}" for kind in self.kinds for part in self.parts)
        return [*printed, *self.texts]


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What of a book to write, as which kinds of files, and in which manner.

    `public` leaves out 负责人, 经办人 and 联系电话, and is refused where persons stand in any other
    text; with `mask` ×× stands there instead. `split` writes one file a form instead of one
    for all; the exchange files stay whole, and tables have a file of their own.
    """

    kinds: Sequence[FileKind]
    selection: Selection = WHOLE_BOOK
    public: bool = False
    mask: bool = False
    split: bool = False


def export_book(
    book: Book,
    folder: Path,
    order: ExportOrder,
    *,
    overwrite: bool | Collection[str] = False,
    progress: Progress = ignore_progress,
) -> tuple[Path, ...]:
    """Write what is wished for into a folder, made where it is missing; the files' paths.

    All files take their places at the end, or none of them.

    Args:
        book: the book; it is only read.
        folder: where the files go.
        order: what to write, and how.
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
    plan = _plan(book, order)
    require_free(folder, plan.names, overwrite=overwrite)
    make_folder(folder)
    with together(folder, plan.names) as staging:
        faults = _write(plan, staging, progress)
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


def _plan(book: Book, order: ExportOrder) -> _Plan:
    """What is to be written, as it may be; ExportFault where it may not."""
    require_forms(book, order.selection)
    writers = tuple(kind for kind in SHEET_WRITERS if kind in order.kinds)
    parts = _parts_ordered(book, order) if writers else []
    texts = _exchange_texts(book, order) if EXCHANGE in order.kinds else {}
    if order.public:
        own = load_forms_of(book).in_own_words
        publication = Publication(known_persons(book), mask=order.mask, own=own)
        parts = [part.published(publication) for part in parts]
        texts = {name: publication.exchanged(text, name) for name, text in texts.items()}
        publication.require_none()
    names = distinct(part.name for part in parts)
    parts = [replace(part, name=name) for part, name in zip(parts, names, strict=True)]
    return _Plan(parts, writers, texts)


def _write(plan: _Plan, folder: Path, progress: Progress) -> OutputError | None:
    """Write all files of a plan; what kept PDFs from being written, if anything did."""
    from budgetdesk.output.glyphs import GlyphFault, MissingGlyph

    missing: list[GlyphFault] = []
    total = sum(len(part.sheets) for part in plan.parts)
    for number, kind in enumerate(plan.kinds):
        share = _Share(progress, number, len(plan.kinds), total)
        for part in plan.parts:
            path = folder / f"{part.name}{kind.suffix}"
            try:
                SHEET_WRITERS[kind](path, part.sheets, part.title, share.next(len(part.sheets)))
            except MissingGlyph as fault:
                missing += fault.faults
    for name, text in plan.texts.items():
        with replacing(folder / name) as temporary:
            # Excel takes a CSV file for UTF-8 only with the mark.
            encoding = "utf-8-sig" if kind_of(name) is TABLE else "utf-8"
            temporary.write_text(text, encoding, newline="")
    return MissingGlyph(tuple(missing)) if missing else None


def _parts_ordered(book: Book, order: ExportOrder) -> list[_PrintedPart]:
    """The printed files to write.

    Raises:
        ExportFault: there is nothing to print.
    """
    selection = order.selection
    sheets = tuple(_forms_of(book, selection, public=order.public))
    tables = tuple(table_sheets(book, selection.table)) if selection.tables else ()
    if selection.tables and not tables:
        raise ExportFault("账套中还没有预算明细，没有可导出的报表。")
    if not sheets and not tables:
        _require_drawn(book, selection)
        lacking = "整体支出绩效目标表" if selection.projects == () else "项目"
        lacking = "这个阶段的表" if selection.stage else lacking
        raise ExportFault(f"账套中还没有{lacking}，没有可导出的表。")
    parts = _parts(sheets, _title(book, sheets, selection), split=order.split) if sheets else []
    if tables:
        title = tables[0].name if selection.table else f"{_title_of(book)} 报表"
        parts.append(_part(title, tables))
    return parts


def _require_drawn(book: Book, selection: Selection) -> None:
    """Raises ExportFault where the set has no form for the overall forms that there are."""
    form_set = load_forms_of(book)
    if selection.overalls != () and overalls(book) and not form_set.has_form(RecordKind.OVERALL):
        name = form_set.dictionary.kinds[RecordKind.OVERALL].name
        raise ExportFault(
            f"账套中有{name}，套表「{form_set.name}」没有这张表的样式，印不出来；"
            "可导出为交换文件，或在套表 set.toml 的 forms 中加上 overall。"
        )


def selected_sheets(book: Book, selection: Selection) -> list[Sheet]:
    """All that is selected, as it is printed.

    Raises:
        ExportFault: there is nothing of it, or no longer.
        RowMissing: the project of a life line is gone.
    """
    tables = table_sheets(book, selection.table) if selection.tables else ()
    sheets = [*_forms_of(book, selection), *tables]
    if not sheets:
        raise ExportFault("没有可打印的内容，要打印的表可能已被删除或撤销。")
    return sheets


def _forms_of(book: Book, selection: Selection, *, public: bool = False) -> Iterator[Sheet]:
    if selection.overview is not None:
        return iter((overview_of(book, selection.overview),))
    if selection.life_line:
        return iter((life_line_sheet(book, selection.life_line),))
    if selection.listed is not None:
        return list_sheets(book, selection.listed)
    return sheets_of(
        book,
        selection.projects,
        public=public,
        overall_ids=selection.overalls,
        stage=selection.stage,
        record=selection.record,
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
    stage: str = "",
    record: int = 0,
) -> Iterator[Sheet]:
    """The official forms of a book, the overall ones first, then projects in tree order.

    Behind each stand those of declared kinds below it. With all projects goes the form set's list
    of 民生领域重大事项, where any stand on it.

    Args:
        book: the book.
        project_ids: only these projects; None for all.
        public: without 负责人, 经办人 and 联系电话.
        overall_ids: only these overall forms; None for all.
        stage: only forms of this record kind; "" for all, but of chosen ones their own alone.
        record: of these only that of this id.
    """
    drawing = FormDrawing(book, public=public, record=record)
    whole = project_ids is None and (not stage or is_project(stage))
    listed = compute_livelihood(book) if whole else None
    stands = listed.definition.stands if listed and listed.rows else None
    if listed and stands is Stands.BEFORE:
        yield livelihood_sheet(listed)
    forms = (it for it in overalls(book) if overall_ids is None or it.id in overall_ids)
    for kind, ids, roots in (
        (RecordKind.OVERALL, overall_ids, tuple(forms)),
        (RecordKind.PROJECT, project_ids, projects(book, project_ids)),
    ):
        yield from drawing.sheets(kind, roots, stage or ("" if ids is None else kind))
    if listed and stands is Stands.AFTER:
        yield livelihood_sheet(listed)


def require_forms(book: Book, selection: Selection) -> None:
    """Refuse a choice of nothing, or of forms that the book has not; ExportFault."""
    if not selection:
        raise ExportFault("没有选择要导出的内容。")
    for ids, table, what in (
        (selection.projects, "project", "项目"),
        (selection.overalls, "overall", "整体支出绩效目标表"),
    ):
        known = {row_id for (row_id,) in book.rows(f"SELECT id FROM {table}")}  # noqa: S608 - ours
        lacking = "、".join(str(row_id) for row_id in ids or () if row_id not in known)
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


def _title(book: Book, sheets: Sequence[Sheet], selection: Selection) -> str:
    """What the files for all forms are called: the book's title, or what was chosen of it."""
    if selection.whole or (len(sheets) > 1 and not selection.chosen):
        kind = book.dictionary.kinds.get(selection.stage)
        return f"{_title_of(book)} {kind.stage}" if kind else _title_of(book)
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


def _exchange_texts(book: Book, order: ExportOrder) -> dict[str, str]:
    """The exchange files by name, those that the book has something for."""
    texts = _texts_of(book, order.selection, public=order.public)
    return {name: text for name, text in texts.items() if text is not None}


def _texts_of(book: Book, selection: Selection, *, public: bool) -> dict[str, str | None]:
    texts: dict[str, str | None] = {}
    if selection.projects != ():
        texts["projects.json"] = projects_json(book, selection.projects, public=public)
    if selection.overalls != ():
        texts["overall.json"] = overall_json(book, selection.overalls, public=public)
    if selection.has_ledger:
        texts |= {
            "ledger.csv": ledger_csv(book),
            "revenue.csv": revenue_csv(book),
            "catalogue.csv": catalogue_csv(book),
        }
    if selection.whole:
        texts["disclosure.json"] = disclosure_json(book, public=public)
        texts["livelihood.json"] = livelihood_json(book)
    if selection.listed is not None:
        texts["livelihood.json"] = livelihood_json(book, selection.listed)
    if selection.tables:
        texts["tables.json"] = tables_json(book)
    return texts
