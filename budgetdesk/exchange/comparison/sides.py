"""The sides of a comparison: what units say in a package, in the version before it, in a book."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from budgetdesk.book.book import Book
from budgetdesk.book.borrowing import borrowed
from budgetdesk.book.read import units
from budgetdesk.domain.file_kinds import BOOK, kind_of
from budgetdesk.domain.ledger_columns import SOURCES
from budgetdesk.domain.money import parse_yuan
from budgetdesk.domain.records import OverallForm, Project, Source, Unit
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.json_file import json_content
from budgetdesk.exchange.overall_file import read_overall
from budgetdesk.exchange.projects_file import read_projects
from budgetdesk.exchange.sealed.contents import Contents, contents_of
from budgetdesk.exchange.sealed.envelope import UPWARD, Envelope, Payload
from budgetdesk.exchange.sealed.lines import as_records
from budgetdesk.exchange.sealed.merging import patched
from budgetdesk.exchange.sealed.opening import DamagedPackage, open_sealed
from budgetdesk.exchange.sealed.told_contents import require_contents
from budgetdesk.exchange.shape import Reader, Shape
from budgetdesk.forms.carried import bring_set, bring_sets
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.inside import load_forms_of
from budgetdesk.forms.loader import load_form_set

UnitName = tuple[str, str]
"""Department and unit, whatever their width."""


@dataclass(frozen=True, slots=True)
class StatedLine:
    """A line of ledger or revenue: what it is called, its source in words, 分."""

    name: str
    source: str
    amount: int


@dataclass(frozen=True, slots=True)
class UnitSide:
    """What one unit says; `lines` by all that says which they are."""

    name: str
    projects: tuple[Project, ...]
    overall: OverallForm | None
    lines: Mapping[str, StatedLine]


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """One side: what it is called, its forms, its units in their order."""

    title: str
    form_set: FormSet
    units: Mapping[UnitName, UnitSide]


def side_of_file(path: Path) -> ComparedSide:
    """A package, or a book with all its units.

    Raises:
        ImportFault: the file is neither, or can't be read.
        BookError: the book can't be read.
        FormSetError: its form set is not known here.
    """
    if kind_of(path) is BOOK:
        with borrowed(path) as book:
            bring_sets(book)
            return side_of_book(book)
    header, contents, form_set = _sealed(path)
    title = f"{header.unit.name} {header.fiscal_year} 年度第 {header.version} 版"
    return _side_of_contents(path, title, form_set, header, contents)


def side_before(path: Path) -> ComparedSide:
    """The version that a package says stood before it; errors as `side_of_file`.

    Raises:
        ImportFault: it is the first version, or what leads back can't be read.
    """
    envelope, payload = _open_upward(path)
    header, contents, form_set = _sealed(path)
    if not payload["history"]:
        raise ImportFault(path, "是第一次上报，没有上一版可比，请写明与哪个文件比较。")
    try:
        contents = patched(contents, payload["history"][0]["patch"])
        require_contents(contents)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise DamagedPackage(path, "封存的历史读不出来，请让对方重新发来。") from error
    title = f"{header.unit.name} {header.fiscal_year} 年度上一版"
    return _side_of_contents(path, title, form_set, envelope.header, contents)


def unit_in_file(path: Path, unit: Unit) -> ComparedSide:
    """What one unit says in a package or book; errors as `side_of_file`, or the unit is not in it.

    A package is of one unit, whatever it is called there.
    """
    if kind_of(path) is not BOOK:
        return side_of_file(path)
    with borrowed(path) as book:
        bring_sets(book)
        key = _key(unit.department.name, unit.name)
        own = [it for it in units(book) if _key(it.department.name, it.name) == key]
        if not own:
            raise ImportFault(path, f"其中没有单位「{unit.name}」。")
        return side_of_book(book, own)


def side_of_book(book: Book, wanted: Iterable[Unit] | None = None) -> ComparedSide:
    """A book as it stands, all its units or some."""
    form_set, title, year = load_forms_of(book), book.info.title, book.info.fiscal_year
    return ComparedSide(
        title if str(year) in title else f"{title} {year} 年度",
        form_set,
        {
            _key(it.department.name, it.name): _unit_side(
                book.path, it.name, contents_of(book, it), form_set
            )
            for it in (units(book) if wanted is None else wanted)
        },
    )


def _key(department: str, unit: str) -> UnitName:
    return fold_name(department), fold_name(unit)


def _open_upward(path: Path) -> tuple[Envelope, Payload]:
    """A unit's package; what else is sealed holds no forms of one unit."""
    envelope, payload = open_sealed(path)
    if envelope.header.kind != UPWARD:
        reason = f"是{envelope.header.kind}的文件，不是单位上报的，不能比较，请选单位的上报文件。"
        raise ImportFault(path, reason)
    return envelope, payload


def _sealed(path: Path) -> tuple[Any, Contents, FormSet]:
    envelope, payload = _open_upward(path)
    files = payload.get("form_set_files", "")
    bring_set(envelope.header.form_set, files if isinstance(files, str) else "", path)
    return envelope.header, payload["contents"], load_form_set(envelope.header.form_set)


def _side_of_contents(
    path: Path, title: str, form_set: FormSet, header: Any, contents: Contents
) -> ComparedSide:
    side = _unit_side(path, header.unit.name, contents, form_set)
    key = _key(header.department.name, header.unit.name)
    return ComparedSide(title, form_set, {key: side})


def _unit_side(path: Path, name: str, contents: Contents, form_set: FormSet) -> UnitSide:
    told, overall = contents.get("projects"), contents.get("overall")
    return UnitSide(
        name,
        read_projects(_shape(path, told), form_set).projects if told else (),
        read_overall(_shape(path, overall), form_set) if overall else None,
        _lines(contents),
    )


def _shape(path: Path, part: Any) -> Shape:
    content = json_content(path, json.dumps(part, ensure_ascii=False))
    assert isinstance(content, dict)  # noqa: S101 - `require_contents` saw to it
    return Shape(Reader(path), content)


_NOT_ITS_FACE = ("uuid", "unit", "amount_yuan", "name")


def _lines(contents: Contents) -> Mapping[str, StatedLine]:
    """Lines that say the same but for the amount are one."""
    found: dict[str, StatedLine] = {}
    records = as_records(contents)
    for part in ("ledger", "revenue"):
        for it in records.get(part, ()):
            face = f"{part}|" + "|".join(v for k, v in it.items() if k not in _NOT_ITS_FACE)
            source = SOURCES[Source(it["source"])]
            amount = parse_yuan(it["amount_yuan"]) or 0
            known = found.get(face)
            total = amount + (known.amount if known else 0)
            found[face] = StatedLine(_named(it), source, total)
    return found


_NAMED_BY = ("function_code", "revenue_code", "project", "department_economic")


def _named(line: Mapping[str, str]) -> str:
    return " ".join(filter(None, (line.get(key, "") for key in _NAMED_BY)))
