"""Names in formulas: the labels that a form prints stand for the fields that its cells have."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.dictionary.expressions.faults import ExpressionError
from budgetdesk.dictionary.expressions.formula import names_in, written
from budgetdesk.exchange.drawing.drawn import DrawnCell, DrawnForm
from budgetdesk.exchange.drawing.words import core_of

_IN_BRACES = re.compile(r"\{([^{}]*)\}")
_FUNCTIONS = (
    ("total(", "合计：total(甲, 乙)"),
    ("sum(", "列表各行合计：sum(列表, 列)"),
    ("count(", "列表有几行：count(列表)"),
    ("round(", "四舍五入：round(值, 位数)"),
    ("min(", "最小的：min(甲, 乙)"),
    ("max(", "最大的：max(甲, 乙)"),
    ("if(", "如果：if(条件, 甲, 乙)"),
    ("blank(", "是空白：blank(甲)"),
    ("length(", "字数：length(甲)"),
    ("contains(", "含有：contains(甲, “字”)"),
    ("first(", "第一个不空的：first(甲, 乙)"),
    ("yuan(", "多少元：yuan(10000)"),
    ("any(", "列表有一行这样：any(列表, 条件)"),
    ("all(", "列表每行这样：all(列表, 条件)"),
)


class FormulaWord(NamedTuple):
    """A word that a formula may hold, and what it is, in words."""

    word: str
    about: str


def words_for(form: DrawnForm, kind: KindDeclaration, list_path: str = "") -> Iterator[FormulaWord]:
    """The words that a formula of a form, or of a row of its list, may hold.

    Fields as the form prints them, where that names one alone; lists; functions.
    """
    met: set[str] = set()
    for cell in form.cells:
        if cell.path not in kind.fields or cell.path in met:
            continue
        met.add(cell.path)
        within = cell.list_path if cell.list_path and cell.list_path != list_path else ""
        name = printed_name(form, kind, cell)
        where = f"{kind.lists[within].name}的一列" if within in kind.lists else cell.box.place
        yield FormulaWord(name, where)
    for path in dict.fromkeys(it.list_path for it in form.cells if it.list_path in kind.lists):
        yield FormulaWord(list_name(kind, path), "列表")
    yield from (FormulaWord(word, about) for word, about in _FUNCTIONS)


def list_name(kind: KindDeclaration, path: str) -> str:
    """What a formula calls a list."""
    for name in reversed(kind.lists[path].names):
        with suppress(ExpressionError):
            if kind.names.alone.rows(name, 0).path == path:
                return written(name)
    return path


def spoken(form: DrawnForm, kind: KindDeclaration, list_path: str, source: str) -> str:
    """A formula whose names are the set's: labels that the form prints stand for their fields."""
    made, end = "", 0
    for name, start, stop in names_in(source):
        if (official := _official(form, kind, list_path, name)) != name:
            made += source[end:start] + official
            end = stop
    return made + source[end:]


def spoken_within(form: DrawnForm, kind: KindDeclaration, list_path: str, sentence: str) -> str:
    """A sentence with formulas in braces, each as `spoken` writes it."""

    def said(found: re.Match[str]) -> str:
        return f"{{{spoken(form, kind, list_path, found[1])}}}"

    return _IN_BRACES.sub(said, sentence)


def _official(form: DrawnForm, kind: KindDeclaration, list_path: str, name: str) -> str:
    """What a formula calls what a person calls so: the name itself where the set knows it."""
    if _knows(kind, list_path, name):
        return name
    core = core_of(name)
    fits = [it for it in form.cells if core in (core_of(it.label), core_of(_short(it.label)))]
    paths = {it.path for it in fits if it.list_path in ("", list_path)}
    return name if len(paths) != 1 else name_of(kind, list_path, paths.pop())


def name_of(kind: KindDeclaration, list_path: str, path: str) -> str:
    """What a formula calls a field: its official name, else its path."""
    field = kind.fields[path]
    known = path.removeprefix(f"{list_path}.") if field.listed else path
    names = (field.label, *field.aliases)
    of_row = field.listed and list_path
    naming = kind.names.rows[list_path].naming if of_row else kind.names.alone
    for name in names:
        with suppress(ExpressionError):
            if naming.field(name, 0).path == known:
                return written(name)
    return known


def printed_name(form: DrawnForm, kind: KindDeclaration, cell: DrawnCell) -> str:
    """What a person calls a cell's field in a formula: as printed where that is its name alone."""
    label, known = _short(cell.label), cell.path.removeprefix(f"{cell.list_path}.")
    official = name_of(kind, cell.list_path, cell.path)
    if _official(form, kind, cell.list_path, label) == official:
        return written(label)
    naming = kind.names.rows[cell.list_path].naming if cell.list_path else kind.names.alone
    with suppress(ExpressionError):
        return written(label) if naming.field(label, 0).path == known else official
    return official


def column_of(form: DrawnForm, name: str) -> DrawnCell | None:
    """The first cell of a list's column that a person calls so, None where there is none."""
    core = core_of(name)
    return next(
        (it for it in form.cells if it.list_path and core_of(_short(it.label)) == core), None
    )


def _knows(kind: KindDeclaration, list_path: str, name: str) -> bool:
    names = kind.names
    if list_path and names.rows[list_path].naming.has(name):
        return True
    with suppress(ExpressionError):
        names.alone.field(name, 0)
        return True
    with suppress(ExpressionError):
        names.alone.rows(name, 0)
        return True
    return any(rows.naming.has(name) for rows in names.rows.values())


def _short(label: str) -> str:
    return label.rpartition("/")[2]
