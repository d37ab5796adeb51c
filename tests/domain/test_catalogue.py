import json
from pathlib import Path

import pytest

from budgetdesk.domain.catalogue import (
    CatalogueError,
    CatalogueKind,
    OwnEntry,
    load_catalogue,
    load_correspondence,
    load_purchase_services,
)
from budgetdesk.domain.records import UnitKind

FUNCTION = CatalogueKind.FUNCTION


def write(folder: Path, name: str, *lines: str) -> None:
    (folder / name).write_text("\n".join(lines), "utf-8")


def test_the_thirty_classes_stand_in_code_order() -> None:
    classes = load_catalogue(FUNCTION, 2024).children()
    assert len(classes) == 30
    assert [classes[0].code, classes[-1].code] == ["201", "234"]
    assert "218" not in {entry.code for entry in classes}


def test_names_children_and_parents() -> None:
    codes = load_catalogue(FUNCTION, 2024)
    assert codes.name_of("2100201") == "综合医院"
    assert codes.name_of("9") is None
    below = [entry.code for entry in codes.children("21002")]
    assert below[:2] == ["2100201", "2100202"]
    assert below[-1] == "2100299"
    for code, above in (("2109999", "21099"), ("2080577", "20805"), ("2139801", "213")):
        parent = codes.parent(code)
        assert parent is not None
        assert parent.code == above
    assert codes.parent("210") is None


def test_a_name_leads_to_every_code_that_carries_it() -> None:
    government = load_catalogue(CatalogueKind.GOVERNMENT_ECONOMIC, 2024)
    assert government.codes_named("房屋建筑物购建") == ("50301", "50401")
    assert government.codes_named("机关资本性支出(一)") == ("503",)
    assert government.codes_named("没有这个") == ()
    assert load_catalogue(CatalogueKind.DEPARTMENT_ECONOMIC, 2024).codes_named("维修(护)费") == (
        "30213",
    )


def test_a_later_year_adds_to_the_earlier_one() -> None:
    assert load_catalogue(FUNCTION, 2023).name_of("20139") is None
    assert load_catalogue(FUNCTION, 2024).name_of("20139") == "社会工作事务"
    assert load_catalogue(FUNCTION, 2025).name_of("20139") == "社会工作事务"
    assert load_catalogue(FUNCTION, 2030).name_of("20141") == "数据事务"


@pytest.mark.parametrize(
    ("code", "kind", "government"),
    [
        ("30101", UnitKind.ADMINISTRATIVE, "50101"),
        ("30101", UnitKind.CIVIL_SERVICE_LIKE, "50101"),
        ("30101", UnitKind.INSTITUTION, "50501"),
        ("30217", UnitKind.ADMINISTRATIVE, "50206"),
        ("30302", UnitKind.INSTITUTION, "50905"),
        ("31002", UnitKind.INSTITUTION, "50601"),
        ("30107", UnitKind.ADMINISTRATIVE, None),
    ],
)
def test_economic_codes_correspond_by_kind_of_unit(
    code: str, kind: UnitKind, government: str | None
) -> None:
    counterpart = load_correspondence(2024).of(code, kind)
    assert counterpart is not None
    assert counterpart.code == government


def test_a_code_outside_the_correspondence_has_no_counterpart() -> None:
    assert load_correspondence(2024).of("31101", UnitKind.INSTITUTION) is None


def test_both_sides_of_every_correspondence_are_in_the_catalogues() -> None:
    departments = load_catalogue(CatalogueKind.DEPARTMENT_ECONOMIC, 2025)
    governments = load_catalogue(CatalogueKind.GOVERNMENT_ECONOMIC, 2025)
    for (code, _), counterpart in load_correspondence(2025).pairs.items():
        assert departments.name_of(code)
        assert counterpart.code is None or governments.name_of(counterpart.code)


def test_every_code_of_the_published_ledger_is_known(shared: Path) -> None:
    lines = (shared / "samples/yonghe-2024/ledger.csv").read_text("utf-8-sig").splitlines()[1:]
    functions = load_catalogue(FUNCTION, 2024)
    assert all(functions.name_of(line.split(",")[1]) for line in lines)


def test_an_office_may_replace_and_remove_codes(tmp_path: Path) -> None:
    write(tmp_path, "function-2023.csv", "code,name,certainty", "201,甲,A", "202,乙,A")
    write(
        tmp_path, "function-2026.csv",
        "# extends 2023", "code,name,certainty", "201,甲改,A", "202,,A", "# 说明", "", "203,丙,C",
    )  # fmt: skip
    entries = load_catalogue(FUNCTION, 2026, tmp_path).entries
    assert {entry.code: entry.name for entry in entries.values()} == {"201": "甲改", "203": "丙"}


def test_a_file_saved_by_excel_in_gb18030_is_read(tmp_path: Path) -> None:
    (tmp_path / "function-2023.csv").write_bytes(
        "code,name,certainty\r\n201,一般公共服务支出,A\r\n".encode("gb18030")
    )
    assert load_catalogue(FUNCTION, 2023, tmp_path).name_of("201") == "一般公共服务支出"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["code,name,certainty", "201,甲,A", "201,乙,A"], "第 3 行.*重复"),
        (["code,name,certainty", "20一,甲,A"], "第 2 行.*数字"),
        (["code,name,certainty", "201,甲,X"], "第 2 行.*可靠程度「X」"),
        (["code,name,certainty", "201,甲"], "第 2 行.*3 列"),
        (["code,title", "201,甲"], "第 2 行.*缺少一列.*name"),
        (["# extends 2024", "code,name,certainty"], "第 1 行.*更早"),
        (["# extends 2020", "code,name,certainty"], "没有适用于 2020 年"),
    ],
)
def test_a_wrong_file_is_named_with_its_line(
    tmp_path: Path, lines: list[str], message: str
) -> None:
    write(tmp_path, "function-2023.csv", *lines)
    with pytest.raises(CatalogueError, match=message):
        load_catalogue(FUNCTION, 2023, tmp_path)


def test_a_wrong_kind_of_unit_and_encoding_are_named(tmp_path: Path) -> None:
    write(
        tmp_path, "correspondence-2023.csv",
        "department,unit_kind,government,certainty", "30101,企业,50101,A",
    )  # fmt: skip
    with pytest.raises(CatalogueError, match=r"第 2 行.*单位类型「企业」"):
        load_correspondence(2023, tmp_path)
    (tmp_path / "function-2023.csv").write_bytes(b"\xff\xff\x81")
    with pytest.raises(CatalogueError, match="编码"):
        load_catalogue(FUNCTION, 2023, tmp_path)


def test_purchased_services_stand_below_their_field_of_office() -> None:
    fields = load_purchase_services(2024)
    assert len(fields) == 49
    assert sum(len(field.entries) for field in fields.values()) == 1829
    health = fields["卫生健康"]
    assert health.children()[0].code == "A"
    for code in health.entries:
        parent = health.parent(code)
        assert len(code) == 1 or (parent is not None and len(code) - len(parent.code) <= 2)


def test_purchased_services_agree_with_the_published_list(shared: Path) -> None:
    path = shared / "catalogues/purchase-services-2023.json"
    published = json.loads(path.read_text("utf-8"))
    fields = load_purchase_services(2023)
    named = {
        (row["department"], row["code"]): row["name"] for row in published if "note" not in row
    }
    assert len(named) > 1800
    assert all(fields[office].name_of(code) == name for (office, code), name in named.items())


@pytest.mark.parametrize("code", ["15", "A1", "A15020", "a15"])
def test_a_service_code_is_a_letter_and_pairs_of_digits(tmp_path: Path, code: str) -> None:
    name = "purchase_services-2024.csv"
    write(tmp_path, name, "office,code,name,certainty", f"教育,{code},某服务,A")
    with pytest.raises(CatalogueError, match=f"{name} 第 2 行：服务代码「{code}」"):
        load_purchase_services(2024, tmp_path)


def test_an_office_names_codes_that_are_searched_and_shown_as_any_other() -> None:
    shipped = load_catalogue(FUNCTION, 2024)
    own = [
        OwnEntry(FUNCTION, "2139801", "县级以奖代补"),
        OwnEntry(FUNCTION, "2100201", "县级综合医院"),
        OwnEntry(CatalogueKind.REVENUE, "1030177", "某项收入"),
    ]
    codes = shipped.with_own(own)
    assert codes.name_of("2139801") == "县级以奖代补"
    assert codes.parent("2139801") == shipped.entries["213"]
    assert codes.name_of("2100201") == "县级综合医院"
    assert codes.codes_named("综合医院") == ("2100201",), "the official name is known still"
    assert codes.name_of("1030177") is None, "each catalogue takes its own kind"
    assert shipped.name_of("2139801") is None
    assert shipped.with_own([]) is shipped


def test_the_path_of_a_code_leads_down_from_its_class() -> None:
    codes = load_catalogue(FUNCTION, 2024)
    assert [entry.code for entry in codes.path("2100408")] == ["210", "21004", "2100408"]
    assert [entry.code for entry in codes.path("2139801")] == ["213"]
    assert codes.path("") == ()
