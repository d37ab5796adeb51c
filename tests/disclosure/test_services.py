"""政府购买服务指导性目录 behind section 十二: the fields of the department, whole, or nothing."""

import pytest

from budgetdesk.book.book import Book
from budgetdesk.disclosure.document import Document, Heading, SheetPart, TemplateSlot
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.disclosure.services import fields_of, services_sheet
from budgetdesk.domain.catalogue import load_purchase_services
from budgetdesk.exchange.disclosing import DisclosureWish, disclosure_documents
from budgetdesk.forms.sheet import Role


@pytest.mark.parametrize(
    ("department", "fields"),
    [
        ("永和县卫生健康和体育局", ("卫生健康", "体育")),
        ("永和县教育科技局", ("教育", "科技")),
        ("永和县发展和改革局", ("发展和改革",)),
        ("中共永和县委宣传部", ("宣传部",)),
        ("永和县人民政府办公室", ("人民政府办公厅（室）",)),
        ("永和县人民代表大会常务委员会办公室", ("人民代表大会常务委员会办公厅（室）",)),
        ("永和县坡头乡人民政府", ()),
        ("永和县文化和旅游局", ("文化和旅游",)),
        ("永和县财政局", ("财政",)),
    ],
)
def test_a_departments_name_speaks_of_its_fields(department: str, fields: tuple[str, ...]) -> None:
    found = fields_of(department, load_purchase_services(2024))
    assert tuple(field.removesuffix("委员会") for field in found) == fields


def test_the_table_has_every_service_of_its_fields_under_its_level() -> None:
    sheet = services_sheet("永和县卫生健康和体育局", 2024)
    assert sheet is not None
    catalogues = load_purchase_services(2024)
    wanted = [
        (e.code, e.name)
        for field in ("卫生健康", "体育")
        for e in catalogues[field].entries.values()
    ]
    by_row = {(cell.row, cell.column): cell.text for cell in sheet.cells}
    found = []
    for row in range(2, len(sheet.rows)):
        code = by_row[row, 0]
        if code in catalogues:  # a field's own row
            assert sheet.rows[row].leads
            continue
        level = {1: 1, 3: 2, 5: 3, 7: 4}[len(code)]
        found.append((code, by_row[row, level]))
        assert sum(bool(by_row[row, column]) for column in range(1, 5)) == 1
    assert found == wanted
    assert len(found) == 66
    assert not sheet.rows[-1].leads
    assert {cell.role for cell in sheet.cells} == {Role.TITLE, Role.LABEL}


def test_no_table_where_the_list_names_no_such_field_or_begins_later() -> None:
    assert services_sheet("永和县坡头乡人民政府", 2024) is None
    assert services_sheet("永和县卫生健康和体育局", 2019) is None


def test_it_stands_behind_section_twelve(document: Document) -> None:
    place = next(
        n for n, it in enumerate(document.parts) if isinstance(it, SheetPart) and "服务" in it.entry
    )
    assert document.parts[place + 1] == Heading("第四部分 名词解释", 1)
    (told,) = (
        it.text for it in document.parts if isinstance(it, Paragraph) and it.key == "购买服务目录"
    )
    assert told.endswith("编入政府购买服务预算。目录表（卫生健康、体育）附后。")


def test_left_out_it_is_not_spoken_of(sample: Book) -> None:
    wish = DisclosureWish(left_out=frozenset({TemplateSlot.SERVICES}))
    ((_, document),) = disclosure_documents(sample, wish)
    texts = [it.text for it in document.parts if isinstance(it, Paragraph)]
    assert not [text for text in texts if "目录表" in text]
    assert not [sheet for sheet in document.sheets if "目录表" in sheet.name]
