"""公开检查 of any workbook: what in it must not be published."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from budgetdesk.domain.persons import CellLabels, Persons
from budgetdesk.exchange.json_file import read_bytes
from budgetdesk.exchange.privacy import Leak, Publication
from budgetdesk.exchange.sealed.across_cells import found_across
from budgetdesk.exchange.sealed.beside_cells import BesideText, beside_cells
from budgetdesk.exchange.sealed.opening import read_sheets
from budgetdesk.exchange.sealed.unseen import unseen_parts
from budgetdesk.exchange.sealed.worksheets import Grid

PACKAGE = "是上报文件，封存着含个人信息的数据，不能公开"


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a workbook.

    `package` says that it is a 上报文件, `leaks` where persons stand, `hidden` which sheets
    nobody sees, `extras` what stands in it beside cells.
    """

    path: Path
    package: bool
    leaks: tuple[Leak, ...]
    hidden: tuple[str, ...]
    extras: tuple[str, ...]

    @property
    def persons(self) -> tuple[str, ...]:
        """Where persons stand, in words."""
        return tuple(map(str, self.leaks))

    @property
    def is_clean(self) -> bool:
        """Whether nothing stands against publishing it."""
        return not (self.package or self.leaks or self.hidden or self.extras)

    def sentence(self) -> str:
        """What was found, in one sentence."""
        found = "；".join(self._found())
        return f"「{self.path.name}」：{found or '没有发现不能公开的内容'}。"

    def _found(self) -> Iterator[str]:
        if self.package:
            yield PACKAGE
        if self.leaks:
            yield f"有个人信息 {len(self.leaks)} 处"
        if self.hidden:
            yield f"有隐藏的工作表 {'、'.join(self.hidden)}"
        # Here what is not taken in is looked through all the same.
        yield from (f"有{it.partition('（')[0]}" for it in self.extras)

    def as_json(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "file": self.path.name,
            "public": self.is_clean,
            "package": self.package,
            "persons": list(self.persons),
            "hidden": list(self.hidden),
            "warnings": list(self.extras),
            "sentence": self.sentence(),
        }


def inspect_workbook(path: Path) -> Inspection:
    """Look through every sheet of a workbook; errors as `read_sheets`."""
    read = read_sheets(path)
    publication = Publication(Persons.of((), ()), mask=False)
    for name, sheet in (*read.sheets.items(), *read.choices.items()):
        _look_through(publication, name, sheet.cells)
    data, told = read_bytes(path), {it.text for it in publication.leaks}
    leaks = (*publication.leaks, *look_beside(path, data, told))
    extras = (*read.extras, *_unseen(data))
    return Inspection(path, read.sealed is not None, leaks, read.hidden, extras)


def _unseen(data: bytes) -> Iterator[str]:
    """What nobody sees, and what can't be looked through."""
    if not data.startswith(b"PK"):
        yield "没有查的批注、文件属性（旧格式，请另存为 .xlsx 再查）"
        return
    yield from unseen_parts(data)


def _look_through(publication: Publication, name: str, cells: Grid) -> None:
    """Each text, with the one to the left of it as its label, and the one that heads its column."""
    publication.text(name, name, "表名")
    labels = CellLabels()
    rows: dict[int, list[tuple[int, str]]] = {}
    for row, column in sorted(cells):
        text = cells[row, column]
        label, above = labels.of(row, column, text)
        publication.text(text, name, f"第 {row + 1} 行", label, above)
        rows.setdefault(row, []).append((column, text))
    told = {it.text for it in publication.leaks if it.form == name}
    for it in found_across(rows):
        if it.text not in told:
            publication.leaks.append(Leak(name, it.what, it.text, f"第 {it.row + 1} 行"))


def look_beside(path: Path, data: bytes, told: Collection[str]) -> Iterator[Leak]:
    """What persons and own folders stand beside the cells; `told` are the texts of cells."""
    publication = Publication(Persons.of((), ()), mask=False)
    publication.text(path.stem, path.name, "文件名")
    for it in beside_cells(data) if data.startswith(b"PK") else ():
        if it.own_folder or it.text not in told:
            look_at(publication, path.name, it)
    yield from once_each(publication.leaks)


def look_at(publication: Publication, file: str, it: BesideText) -> None:
    """What of persons, or what own folder, a text tells that stands beside the rest."""
    if it.own_folder:
        publication.leaks.append(Leak(file, "本机的文件夹", it.own_folder, it.place))
    else:
        publication.text(it.text, file, it.place, it.label)


def once_each(leaks: Iterable[Leak]) -> tuple[Leak, ...]:
    """Those that are told in different words."""
    return tuple({str(it): it for it in reversed([*leaks])}.values())[::-1]
