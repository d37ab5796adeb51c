"""审核 of a published document that is no book of ours: a PDF or a Word file, read as text."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from budgetdesk.checks import rules as _rules  # noqa: F401 - importing registers the rules
from budgetdesk.checks.finding import SEVERITY_LABELS
from budgetdesk.checks.language.prose import ProseReader
from budgetdesk.checks.rule import RULES
from budgetdesk.domain.catalogue import CatalogueKind, load_catalogue
from budgetdesk.domain.severity import Severity
from budgetdesk.exchange.read_document import DocumentPage, paragraphs, read_document


@dataclass(frozen=True, slots=True)
class PageRemark:
    """Something to mend on a page of a document."""

    page: int
    code: str
    sentence: str

    @property
    def severity(self) -> Severity:
        """That of the rule."""
        return RULES[self.code].severity


def check_document(path: Path) -> tuple[PageRemark, ...]:
    """What a reader would remark on a published document, by page.

    Raises:
        ImportFault: it cannot be read.
    """
    pages = read_document(path)
    remarks = [*_blank_pages(pages), *_prose(pages), *_rows(pages)]
    return tuple(sorted(dict.fromkeys(remarks), key=lambda it: it.page))


def document_lines(path: Path, remarks: Iterable[PageRemark]) -> Iterator[str]:
    """The remarks to read on a console, then how many."""
    told = tuple(remarks)
    yield path.name
    for it in told:
        yield f"  {SEVERITY_LABELS[it.severity]} {it.code} 第{it.page}页：{it.sentence}"
    yield f"共 {len(told)} 条。" if told else "没有发现问题。"


def document_json(remarks: Iterable[PageRemark]) -> str:
    """The remarks as JSON."""
    content = [
        {"page": it.page, "code": it.code, "severity": it.severity.value, "message": it.sentence}
        for it in remarks
    ]
    return json.dumps({"findings": content}, ensure_ascii=False, indent=1)


def _blank_pages(pages: Iterable[DocumentPage]) -> Iterator[PageRemark]:
    for page in pages:
        if page.blank:
            yield PageRemark(page.number, "N09", "整页没有内容，请删去。")


_TITLE_YEAR = re.compile(r"(20\d\d)年")


def _prose(pages: tuple[DocumentPage, ...]) -> Iterator[PageRemark]:
    """What stands wrong in the paragraphs, as far as they are sentences."""
    cover = "".join("".join(page.lines) for page in pages[:2])
    year = _TITLE_YEAR.search(cover)
    if year is None:
        return
    scope = next((it for it in ("部门", "单位") if f"{it}预算编制说明" in cover), "")
    functions = load_catalogue(CatalogueKind.FUNCTION, int(year[1]))
    reader = ProseReader(int(year[1]), scope, functions, fragments=True)
    for page in pages:
        for paragraph in paragraphs(page):
            if not _FIGURES.search(paragraph):
                for it in reader.stumbles(paragraph):
                    yield PageRemark(page.number, it.code, it.sentence)


_FIGURES = re.compile(r"[\d,]+(?:\.\d+)?\s[\d,]+(?:\.\d+)?(?:\s|$)")  # a row of a table
_AMOUNT = r"(-?[\d,]+(?:\.\d+)?)"
_ROW = re.compile(
    rf"(?P<code>\d{{3}}(?:\s\d{{2}}){{0,2}})\s(?P<name>[\u4e00-\u9fff（）()、“”]+)\s{_AMOUNT}\s{_AMOUNT}\s{_AMOUNT}"
)
_HEAD = re.compile(r"合计\s*基本支出\s*项目支出")
_TITLE = re.compile(r"20\d\d年.*表$")


def _rows(pages: Iterable[DocumentPage]) -> Iterator[PageRemark]:
    """Rows of the expenditure tables: 合计 = 基本支出 + 项目支出, to the 分."""
    title, adds_up = "", False
    for page in pages:
        for line in page.lines:
            if _TITLE.match(line):
                title, adds_up = line, False
            adds_up = adds_up or bool(_HEAD.search(line))
            for row in _ROW.finditer(line) if adds_up else ():
                whole, *parts = (Decimal(it.replace(",", "")) for it in row.groups()[2:])
                if sum(parts) != whole:
                    yield PageRemark(page.number, _code_of(title), _told(row, whole, parts))


def _code_of(title: str) -> str:
    return "X23" if "一般公共预算" in title else "X15"


def _told(row: re.Match[str], whole: Decimal, parts: list[Decimal]) -> str:
    added = " + ".join(f"{it:,}" for it in parts)
    return f"{row['name']}：合计 {whole:,} 不等于基本支出加项目支出（{added}）。"
