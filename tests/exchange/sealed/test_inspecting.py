"""公开检查 finds persons wherever in a workbook they stand, and nothing in one without."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from budgetdesk.exchange.sealed.inspecting import inspect_workbook

PHONE = "13903571234"
_NAMED = "经办人：张小三"
_CUT = "<sst><si><r><t>电话139</t></r><r><rPr><b/></rPr><t>03571234</t></r></si></sst>"
_PATH = r'<x xmlns:a="b"><a:absPath url="C:\Users\张小三\Desktop\"/></x>'


def _prompt(book: openpyxl.Workbook) -> None:
    choices = DataValidation(type="list", formula1='"甲,乙"', prompt="联系人：张小三")
    choices.add("C1")
    book.worksheets[0].add_data_validation(choices)


def _defined(book: openpyxl.Workbook) -> None:
    book.defined_names["电话"] = DefinedName("电话", attr_text=f'"{PHONE}"')


def _sheet(book: openpyxl.Workbook) -> None:
    book.create_sheet("选项").append(["电话", PHONE])


INTO = {
    "creator": lambda it: setattr(it.properties, "creator", "张小三"),
    "last": lambda it: setattr(it.properties, "lastModifiedBy", "张小三"),
    "description": lambda it: setattr(it.properties, "description", f"电话{PHONE}"),
    "custom": lambda it: it.custom_doc_props.append(StringProperty(name="a", value=_NAMED)),
    "name": _defined,
    "head line": lambda it: setattr(it.worksheets[0].oddHeader.center, "text", "负责人：张小三"),
    "prompt": _prompt,
    "link": lambda it: setattr(it.worksheets[0]["B1"], "hyperlink", "mailto:a@163.com"),
    "comment": lambda it: setattr(it.worksheets[0]["B1"], "comment", Comment(PHONE, "")),
    "choices": _sheet,
    "number": lambda it: it.worksheets[0].append([int(PHONE)]),
}  # fmt: skip
PARTS = {
    "xl/sharedStrings.xml": _CUT,
    "xl/drawings/drawing1.xml": "<a:r><a:t>139</a:t></a:r><a:r><a:t>03571234</a:t></a:r>",
    "customXml/item1.xml": "<x>联系人：张小三</x>",
    "xl/externalLinks/_rels/externalLink1.xml.rels": _PATH.replace("url", "Target"),
    "xl/other/../workbook.xml.rels": _PATH,
    "xl/persons/person.xml": '<person displayName="负责人：张小三"/>',
}  # fmt: skip


def _workbook(path: Path, into: Callable[[openpyxl.Workbook], object]) -> Path:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["项目", "培训费 12,345,678.00 元", "财预〔2024〕12号"])
    into(book)
    book.save(path)
    return path


def test_a_workbook_of_nobody_is_clean(tmp_path: Path) -> None:
    assert inspect_workbook(_workbook(tmp_path / "a.xlsx", bool)).is_clean


@pytest.mark.parametrize("where", INTO)
def test_persons_are_found_in_what_a_sheet_does_not_show(where: str, tmp_path: Path) -> None:
    found = inspect_workbook(_workbook(tmp_path / "a.xlsx", INTO[where]))
    assert found.persons
    assert not found.is_clean


@pytest.mark.parametrize("part", PARTS)
def test_persons_are_found_in_parts_that_hold_no_cells(part: str, tmp_path: Path) -> None:
    path = _workbook(tmp_path / "a.xlsx", bool)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(part, PARTS[part])
    assert inspect_workbook(path).persons
