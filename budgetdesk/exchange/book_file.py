"""Another office's book as a file to import: what its exchange files would bring, and no more."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from budgetdesk.book.book import Book
from budgetdesk.book.borrowing import borrowed
from budgetdesk.book.catalogue import catalogue_entries
from budgetdesk.book.disclosure import departments_told
from budgetdesk.book.listed import listed_projects
from budgetdesk.book.read import departments, ledger, overalls, revenue_lines
from budgetdesk.domain.records import Department
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.content import (
    catalogue_csv,
    disclosure_json,
    ledger_csv,
    overall_json,
    projects_json,
    revenue_csv,
)
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.ledger_file import NamedLine
from budgetdesk.exchange.report import FileReport
from budgetdesk.exchange.revenue_file import NamedRevenue
from budgetdesk.exchange.taking_files import FileContent

_TEXTS: dict[str, Callable[[Book], str | None]] = {
    "projects.json": projects_json,
    "overall.json": overall_json,
    "ledger.csv": ledger_csv,
    "revenue.csv": revenue_csv,
    "disclosure.json": disclosure_json,
    "catalogue.csv": catalogue_csv,
}


def read_book(path: Path, own: Book, read: Callable[[Path], FileContent]) -> FileContent:
    """What another book holds, as `read` reads the exchange files that it would give.

    A published 民生 list and the years of its lists of 科目 are that office's own: they stay.

    Raises:
        FileFault: the file is no book, damaged, altered, or from a newer version.
        ImportFault: it is the very book that is imported into, or what it holds has no place here.
    """
    if path.exists() and path.samefile(own.path):
        raise ImportFault(path, "这就是正在使用的账套，请选择另一个账套。")
    content = FileContent(FileReport(path), of_book=True)
    with borrowed(path) as book, TemporaryDirectory() as folder:
        content.report.notes += book.notes
        if listed_projects(book):
            content.report.notes.append("对方账套中公布的民生清单没有取来。")
        for name, text_of in _TEXTS.items():
            text = text_of(book)
            if text is not None:
                file = Path(folder) / name
                file.write_text(text, encoding="utf-8", newline="")
                content = _joined(content, read(file))
    return content


def _joined(content: FileContent, part: FileContent) -> FileContent:
    content.report.notes += part.report.notes
    content.report.ahead += part.report.ahead
    return replace(
        content,
        projects=content.projects + part.projects,
        units=content.units + part.units,
        filled_in=content.filled_in | part.filled_in,
        overalls=content.overalls + part.overalls,
        lines=content.lines + part.lines,
        revenue=content.revenue + part.revenue,
        disclosures=content.disclosures + part.disclosures,
        catalogue=content.catalogue + part.catalogue,
        explanations={**content.explanations, **part.explanations},
    )


def beside_the_own(own: Book, content: FileContent) -> FileContent:
    """What another book holds that this one lacks; what stays out is told in the report.

    Projects are decided about one by one. Of the rest that of this book stays: it may be of another
    day, and nobody has looked at both.
    """
    kept = _Kept(own, content)
    content.report.notes += kept.sentences()
    return kept.content


class _Kept:
    """What a book has already of what comes from another."""

    def __init__(self, own: Book, content: FileContent) -> None:
        had = {it.unit.id: it.unit for it in ledger(own)}
        had |= {it.unit.id: it.unit for it in revenue_lines(own)}
        self._units = {(_key(it.department), fold_name(it.name)) for it in had.values()}
        forms = {_key(form.department) for form in overalls(own)}
        told = departments_told(own)
        notes = {_key(it) for it in departments(own) if it.id in told}
        codes = {(entry.kind, entry.code) for entry in catalogue_entries(own)}
        self.content = replace(
            content,
            lines=tuple(it for it in content.lines if not self._has(it)),
            revenue=tuple(it for it in content.revenue if not self._has(it)),
            overalls=tuple(it for it in content.overalls if _key(it.department) not in forms),
            disclosures=tuple(it for it in content.disclosures if _key(it.department) not in notes),
            catalogue=tuple(
                it for it in content.catalogue if it.name and (it.kind, it.code) not in codes
            ),
        )
        lines: list[NamedLine | NamedRevenue] = [*content.lines, *content.revenue]
        there = [it.department for it in content.overalls if _key(it.department) in forms]
        others = [it.department for it in content.disclosures if _key(it.department) in notes]
        self._left = {
            "明细": [it.unit for it in lines if self._has(it)],
            "整体表": [it.name for it in there],
            "预算公开资料": [it.name for it in others],
        }

    def _has(self, line: NamedLine | NamedRevenue) -> bool:
        owner, name = fold_name(line.department), fold_name(line.unit)
        return any(owner in ("", its) and name == unit for its, unit in self._units)

    def sentences(self) -> Iterator[str]:
        """What was left out, and of whom."""
        for what, names in self._left.items():
            if names:
                whose = "、".join(dict.fromkeys(names))
                yield f"账套中已有{whose}的{what}，没有替换；要替换请导入对方导出的文件。"


def _key(department: Department) -> str:
    return fold_name(department.name)
