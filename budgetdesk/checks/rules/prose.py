"""What a reader stumbles over in the document's text: choices left in, broken sentences, names."""

from collections.abc import Iterator
from dataclasses import replace

from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.document_text import DOCUMENT, PUBLISHING
from budgetdesk.checks.finding import Found, Severity
from budgetdesk.checks.language.prose import ProseReader
from budgetdesk.checks.rule import Scope, rule
from budgetdesk.dictionary.entries import ENTRIES
from budgetdesk.disclosure.drafting import SCOPES
from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.fields import FieldRef

_OF = (Scope.DEPARTMENT,)


@rule(
    "N03",
    "模板选项没有选定",
    Severity.EXPLAIN,
    reads=DOCUMENT,
    checks="填报的文字和改写的段落中没有“增加（减少）”“部门（单位）”“XX”一类没有选定的模板选项。",
    why="没有删的选项一看就知道是照抄模板，读者不知道到底是增加还是减少。",
    source=PUBLISHING,
    failing="财政拨款收入支出增加（减少）的主要原因是业务量增加。",
    passing="财政拨款收入支出增加的主要原因是业务量增加。",
    scopes=_OF,
)
def choice_made(case: DepartmentCase) -> Iterator[Found]:
    """No choice of the template is left in what a person wrote."""
    yield from _stumbles(case, "N03")


@rule(
    "N04",
    "句子没有写完",
    Severity.EXPLAIN,
    reads=DOCUMENT,
    checks="填报的文字和改写的段落中没有“主要原因是。”一类没有写完的句子。",
    why="话说到一半，要说明的原因就没有了。",
    source=PUBLISHING,
    failing="与2025年预算数持平，主要原因是。",
    passing="与2025年预算数持平，主要原因是公务用车数量无变化。",
    scopes=_OF,
)
def sentence_whole(case: DepartmentCase) -> Iterator[Found]:
    """No sentence ends behind the word that begins its reason."""
    yield from _stumbles(case, "N04")


@rule(
    "N05",
    "同一项写了两个金额",
    Severity.EXPLAIN,
    reads=DOCUMENT,
    checks="一段中说同一个科目的金额，前面写的和后面“预算安排”的相同。",
    why="同一项只有一个预算数，两处不同必有一处错。",
    source=PUBLISHING,
    failing="住房公积金（01项）208.8万元……2026年预算安排201.50万元",
    passing="住房公积金（01项）208.8万元……2026年预算安排208.8万元",
    scopes=_OF,
)
def one_amount(case: DepartmentCase) -> Iterator[Found]:
    """An item has one amount in its paragraph."""
    yield from _stumbles(case, "N05")


@rule(
    "N06",
    "文字中的科目名称不对",
    Severity.EXPLAIN,
    reads=DOCUMENT,
    checks="文字中写有编码的科目（如“210类”），名称是当年科目的名称。",
    why="科目改了名，文字还用旧名，就与预算表不一致。",
    source=PUBLISHING,
    failing="医疗卫生与计划生育支出（210类）",
    passing="卫生健康支出（210类）",
    scopes=_OF,
)
def names_of_the_year(case: DepartmentCase) -> Iterator[Found]:
    """A code told in a text bears the name of the year's catalogue."""
    yield from _stumbles(case, "N06")


@rule(
    "N07",
    "比较的年度不对",
    Severity.EXPLAIN,
    reads=DOCUMENT,
    checks="增减变动是与上年预算比，不与本年自己比。",
    why="“比本年预算增加”说不通，多半是改年份时改多了。",
    source=PUBLISHING,
    failing="2026年的文件写“比2026年预算增加793.14万元”",
    passing="比2025年预算增加793.14万元",
    scopes=_OF,
)
def compared_with_last_year(case: DepartmentCase) -> Iterator[Found]:
    """A change is told against the year before."""
    yield from _stumbles(case, "N07")


@rule(
    "N08",
    "公开文字录入不规范",
    Severity.NOTICE,
    reads=DOCUMENT,
    checks="填报的文字和改写的段落中没有重复的标点、不成对的括号引号，句末有句号。",
    why="公开的文件人人看得到，标点错误显得没有校对。",
    source=PUBLISHING,
    failing="信息化建设及运行维护等方面的支出。。",
    passing="信息化建设及运行维护等方面的支出。",
    scopes=_OF,
)
def clean_text(case: DepartmentCase) -> Iterator[Found]:
    """Punctuation is single, paired and there where a sentence ends."""
    yield from _stumbles(case, "N08")


@rule(
    "N09",
    "公开文件有空白页",
    Severity.NOTICE,
    reads=DOCUMENT,
    checks="公开的 PDF 没有整页空白的；改写的段落不是只有空白。",
    why="空白页多半是删了内容没有删页。",
    source=PUBLISHING,
    failing="目录后有一页是空的",
    passing="每页都有内容",
    scopes=_OF,
)
def nothing_blank(case: DepartmentCase) -> Iterator[Found]:
    """No paragraph was rewritten to nothing but blanks; pages are looked at in the file itself."""
    for own in case.notes.paragraphs.values() if case.lines else ():
        if own.text and not own.text.strip():
            yield Found(case.paragraph_ref(own.key), f"段落「{own.key}」只有空白。")


def _stumbles(case: DepartmentCase, code: str) -> Iterator[Found]:
    """What is wrong under a code with the texts that a person wrote; one finding a text."""
    written = [*_written(case)] if case.lines else []
    if not written:
        return
    scope = case.notes.text("scope")
    reader = ProseReader(
        case.office.fiscal_year,
        scope if scope in SCOPES else "",
        case.catalogue(CatalogueKind.FUNCTION),
    )
    within = replace(reader, fragments=True)  # an entry stands in a sentence of the document
    for ref, name, text in written:
        by = within if ref.path.startswith("entries.") else reader
        told = [it.sentence for it in by.stumbles(text) if it.code == code]
        if told:
            yield Found(ref, f"{name}：{told[0]}")


def _written(case: DepartmentCase) -> Iterator[tuple[FieldRef, str, str]]:
    notes = case.notes
    for key, value in notes.entries.items():
        if isinstance(value, str) and value.strip():
            yield case.entry_ref(key), ENTRIES[key].label, value
    for own in notes.paragraphs.values():
        yield case.paragraph_ref(own.key), f"段落「{own.key}」", own.text
