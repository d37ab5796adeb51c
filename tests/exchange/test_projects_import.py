import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.errors import ReadOnlyBook
from budgetdesk.book.read import departments, projects, units
from budgetdesk.domain.progress import Cancelled
from budgetdesk.exchange.content import projects_json
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.importing import import_files

Content = dict[str, Any]
Write = Callable[[str, object], Path]
State = Callable[[Book], Any]
Spoil = Callable[[Content], object]


def project(content: Content) -> Content:
    return content["projects"][1]  # type: ignore[no-any-return]


def put(*keys: object, value: object) -> Spoil:
    """Put a value into the second project, keys leading to its place."""

    def spoil(content: Content) -> None:
        place: Any = project(content)
        for key in keys[:-1]:
            place = place[key]
        place[keys[-1]] = value

    return spoil


def lose(*keys: object) -> Spoil:
    def spoil(content: Content) -> None:
        place: Any = project(content)
        for key in keys[:-1]:
            place = place[key]
        del place[keys[-1]]

    return spoil


FAULTS: dict[str, tuple[Spoil, str, str]] = {
    "text is a number": (put("overview", value=3), "overview", "应为文字，现为数字"),
    "text is null": (put("basis", value=None), "basis", "应为文字，现为空值"),
    "text is a list": (put("plan", value=[]), "plan", "应为文字，现为列表"),
    "no text": (lose("necessity"), "necessity", "缺少这一栏"),
    "no unit": (lose("unit"), "unit", "缺少这一栏"),
    "blank unit": (put("unit", "name", value=" "), "unit.name", "不能为空"),
    "blank department": (put("department", "name", value=""), "department.name", "不能为空"),
    "department is a text": (put("department", value="202"), "department", "应为一组内容"),
    "code is a number": (put("department", "code", value=202), "department.code", "应为文字"),
    "funding is null": (put("funding", value=None), "funding", "应为一组内容，现为空值"),
    "no payer": (lose("funding", "annual", "own"), "funding.annual.own", "缺少这一栏"),
    "amount is a number": (
        put("funding", "annual", "central", value=5000),
        "funding.annual.central",
        "应为文字，现为数字",
    ),
    "amount is a float": (
        put("funding", "annual", "central", value=50.5),
        "funding.annual.central",
        "应为文字，现为数字",
    ),
    "amount is true": (
        put("funding", "annual", "central", value=True),
        "funding.annual.central",
        "应为文字，现为是否",
    ),
    "bad amount": (
        put("funding", "implementation", "total", value="五万"),
        "funding.implementation.total",
        "「五万」不是金额",
    ),
    "parts of a 分": (
        put("funding", "annual", "total", value="1.005"),
        "funding.annual.total",
        "不足一分",
    ),
    "indicators are text": (
        put("indicators", "annual", value="≥90%"),
        "indicators.annual",
        "应为列表，现为文字",
    ),
    "an indicator is text": (
        put("indicators", "annual", 0, value="≥90%"),
        "indicators.annual 第 1 项",
        "应为一组内容，现为文字",
    ),
    "no target": (
        lose("indicators", "annual", 1, "target"),
        "indicators.annual 第 2 项.target",
        "缺少这一栏",
    ),
    "unknown level": (
        put("indicators", "annual", 0, "level2", value="经济成本指标"),
        "indicators.annual 第 1 项.level2",
        "没有「产出指标 / 经济成本指标」",
    ),
    "no 实施期 indicators": (
        put("indicators", "implementation", value=None),
        "indicators.implementation",
        "有实施期，不能为空值",
    ),
    "no 实施期 funding": (
        put("funding", "implementation", value=None),
        "funding.implementation",
        "有实施期，不能为空值",
    ),
    "no year": (put("goals", "annual", value=None), "goals.annual", "应为文字，现为空值"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_names_file_project_and_field_and_changes_nothing(
    book: Book, content: Content, write: Write, state: State, kind: str
) -> None:
    spoil, field, reason = FAULTS[kind]
    name = project(content)["name"]
    spoil(content)
    path = write("卫体局 项目.json", content)
    before = state(book)
    with pytest.raises(ImportFault) as refusal:
        import_files(book, [path])
    assert refusal.value.path == path
    assert name in refusal.value.record
    assert refusal.value.field == field
    assert reason in refusal.value.reason
    sentence = str(refusal.value)
    assert sentence.startswith("「卫体局 项目.json」 项目「")
    assert field in sentence
    assert "\n" not in sentence
    assert state(book) == before


@pytest.mark.parametrize(
    ("keys", "value", "reason"),
    [
        (("projects",), {}, "项目（projects）：应为列表"),
        (("projects",), [3], "项目（projects 第 1 项）：应为一组内容，现为数字"),
        (("fiscal_year",), "2024", "年度（fiscal_year）：应为数字"),
        (("fiscal_year",), 2024.5, "年度（fiscal_year）：「2024.5」应为整数"),
        (("form_set",), None, "套表（form_set）：应为文字"),
        (("format",), "budgetdesk-projects/2", "格式（format）：「budgetdesk-projects/2」不是认识"),
        (("format",), 1, "格式（format）：应为文字"),
        (("projects", 2, "name"), "", "项目名称（projects 第 3 项.name）：不能为空"),
        (("projects", 2, "name"), 7, "项目名称（projects 第 3 项.name）：应为文字"),
    ],
)
def test_a_fault_of_the_file_names_its_place(
    book: Book, content: Content, write: Write, state: State, keys: Any, value: object, reason: str
) -> None:
    place: Any = content
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value
    before = state(book)
    with pytest.raises(ImportFault) as refusal:
        import_files(book, [write("a.json", content)])
    assert reason in str(refusal.value)
    assert state(book) == before


def test_a_project_named_twice_is_refused_whatever_its_brackets(
    book: Book, content: Content, write: Write, state: State
) -> None:
    twin = json.loads(json.dumps(project(content)))
    twin["name"] = twin["name"].replace("(", "（").replace(")", "） ")
    content["projects"].append(twin)
    before = state(book)
    with pytest.raises(ImportFault, match="出现了两次") as refusal:
        import_files(book, [write("a.json", content)])
    assert refusal.value.record == f"项目「{twin['name']}」"
    assert refusal.value.field == "name"
    assert state(book) == before


def test_a_project_that_the_book_has_is_refused(
    book: Book, content: Content, write: Write, state: State
) -> None:
    path = write("a.json", content)
    import_files(book, [path])
    before = state(book)
    with pytest.raises(ImportFault, match="已有这个项目") as refusal:
        import_files(book, [path])
    assert content["projects"][0]["name"] in refusal.value.record
    assert state(book) == before


def test_the_same_name_in_another_unit_is_another_project(
    book: Book, content: Content, write: Write
) -> None:
    twin = json.loads(json.dumps(project(content)))
    twin["unit"]["name"] = "永和县医疗集团"
    content["projects"].append(twin)
    import_files(book, [write("a.json", content)])
    assert len(projects(book)) == 4


def test_one_bad_file_of_several_changes_nothing(
    book: Book, content: Content, write: Write, state: State
) -> None:
    good = write("好.json", content)
    put("overview", value=None)(content)
    bad = write("坏.json", content)
    before = state(book)
    with pytest.raises(ImportFault, match=r"坏\.json"):
        import_files(book, [good, bad])
    assert state(book) == before


def test_a_project_in_two_files_changes_nothing(
    book: Book, content: Content, write: Write, state: State
) -> None:
    before = state(book)
    with pytest.raises(ImportFault, match="已有这个项目"):
        import_files(book, [write("一.json", content), write("二.json", content)])
    assert state(book) == before


@pytest.mark.parametrize(
    ("attribute", "stored"),
    [
        ("一次性项目（1年结束）", "一次性项目(1年结束)"),
        ("一次性项目【１年结束】", "一次性项目(1年结束)"),
        ("经常性项目 （长期开展）", "经常性项目(长期开展)"),
        ("延续性项目（3年）", "延续性项目（3年）"),
        ("", ""),
    ],
)
def test_enumerations_are_stored_as_the_form_set_spells_them(
    book: Book, content: Content, write: Write, attribute: str, stored: str
) -> None:
    put("attribute", value=attribute)(content)
    put("period", value="１年")(content)
    import_files(book, [write("a.json", content)])
    imported = {each.name: each for each in projects(book)}[project(content)["name"]]
    assert imported.attribute == stored
    assert imported.period == "1年"


def test_departments_and_units_are_made_once_and_reported(
    book: Book, content: Content, write: Write
) -> None:
    first = json.loads(json.dumps(content))
    report = import_files(book, [write("a.json", first)])
    assert report.files[0].departments == ["202-永和县卫生健康和体育局"]
    assert report.files[0].units == ["永和县卫生健康和体育局"]
    for each in content["projects"]:
        each["name"] += "（二）"
        each["unit"]["name"] += "　"
        each["department"]["name"] = each["department"]["name"].replace("和", " 和")
    report = import_files(book, [write("b.json", content)])
    assert report.files[0].departments == []
    assert report.files[0].units == []
    assert len(departments(book)) == len(units(book)) == 1
    assert "导入项目 3 个" in next(report.sentences())


def test_the_same_code_with_another_name_is_another_department(
    book: Book, content: Content, write: Write
) -> None:
    put("department", "name", value="社保股")(content)
    report = import_files(book, [write("a.json", content)])
    assert report.files[0].departments == ["202-永和县卫生健康和体育局", "202-社保股"]


def test_level_names_come_in_the_spelling_of_the_tree(
    book: Book, content: Content, write: Write
) -> None:
    row = project(content)["indicators"]["annual"][0]
    row["level1"], row["level2"] = "产出", "数量 指标"
    import_files(book, [write("a.json", content)])
    imported = {each.name: each for each in projects(book)}[project(content)["name"]]
    assert imported.indicators.annual[0].level1 == "产出指标"
    assert imported.indicators.annual[0].level2 == "数量指标"


def test_an_indicator_without_name_and_target_is_an_unused_slot(
    book: Book, content: Content, write: Write
) -> None:
    count = len(project(content)["indicators"]["annual"])
    row = {"level1": "产出指标", "level2": "成本指标", "name": "", "target": ""}
    project(content)["indicators"]["annual"].append(row)
    import_files(book, [write("a.json", content)])
    imported = {each.name: each for each in projects(book)}[project(content)["name"]]
    assert len(imported.indicators.annual) == count


def test_a_blank_amount_differs_from_zero(book: Book, content: Content, write: Write) -> None:
    put("funding", "annual", "central", value=None)(content)
    put("funding", "annual", "own", value="0.00")(content)
    put("funding", "annual", "other", value="")(content)
    import_files(book, [write("a.json", content)])
    imported = {each.name: each for each in projects(book)}[project(content)["name"]]
    assert imported.funding.annual.central is None
    assert imported.funding.annual.own == 0
    assert imported.funding.annual.other is None


def test_what_the_format_does_not_know_is_named(book: Book, content: Content, write: Write) -> None:
    content["collector"] = "甲"
    put("remark", value="乙")(content)
    put("funding", "annual", "social", value="1")(content)
    report = import_files(book, [write("a.json", content)])
    assert report.files[0].notes == ["未导入的栏目：collector、funding.annual.social、remark。"]


def test_another_year_or_form_set_is_told_before_all_else(
    book: Book, content: Content, write: Write
) -> None:
    content["form_set"], content["fiscal_year"] = "yonghe-2023", 2023
    report = import_files(book, [write("a.json", content)])
    first, *others = report.sentences()
    assert first == (
        "文件按「永和县2023年预算绩效目标套表」填报，本账套是「永和县2024年预算绩效目标套表」，"
        "各栏已对应到本账套的表。"
    )
    assert others[:2] == [
        "文件是 2023 年度的，本账套是 2024 年度。",
        "a.json：导入项目 3 个。",
    ]


def test_what_the_book_s_form_has_no_place_for_is_refused(
    new_book: Callable[[str, int], Book], content: Content, write: Write, state: State
) -> None:
    """An amount that nobody would see again must not come in unseen."""
    book = new_book("jincheng-chengqu-2025", 2025)
    for each in content["projects"]:
        each["period"] = None
        for part in ("funding", "goals", "indicators"):
            each[part]["implementation"] = None
        amounts = each["funding"]["annual"]
        each["funding"]["annual"] = dict.fromkeys(amounts) | {"total": amounts["total"]}
    content["projects"][1]["funding"]["annual"]["own"] = "300.00"
    before = state(book)
    with pytest.raises(ImportFault) as refusal:
        import_files(book, [write("a.json", content)])
    assert refusal.value.field == "funding.annual.own"
    assert "年度单位自筹" in str(refusal.value)
    assert "晋城市城区2025年预算绩效目标套表" in refusal.value.reason
    assert state(book) == before


def test_a_signature_that_the_form_lacks_is_kept_and_told(
    new_book: Callable[[str, int], Book], content: Content, write: Write
) -> None:
    book = new_book("taiyuan-2023", 2023)
    content["projects"][0]["handler"] = "甲"
    report = import_files(book, [write("a.json", content)])
    assert any("没有负责人、经办人" in sentence for sentence in report.files[0].ahead)
    assert "甲" in [each.handler for each in projects(book)]


def test_a_form_without_实施期_refuses_one_with_it(
    new_book: Callable[[str, int], Book], content: Content, write: Write
) -> None:
    book = new_book("jincheng-chengqu-2025", 2025)
    with pytest.raises(ImportFault, match="没有项目期") as refusal:
        import_files(book, [write("a.json", content)])
    assert refusal.value.field == "period"
    for each in content["projects"]:
        each["period"] = None
    with pytest.raises(ImportFault, match="没有实施期") as refusal:
        import_files(book, [write("a.json", content)])
    assert refusal.value.field == "funding.implementation"


def test_control_characters_go_and_are_told(book: Book, content: Content, write: Write) -> None:
    put("overview", value="第一段\r\n\x07第二段\x00")(content)
    report = import_files(book, [write("a.json", content)])
    imported = {each.name: each for each in projects(book)}[project(content)["name"]]
    assert imported.overview == "第一段\n第二段"
    assert report.files[0].notes == ["有 1 处文字含不可见的控制字符，已去掉。"]


def test_cancelling_changes_nothing(
    book: Book, content: Content, write: Write, state: State
) -> None:
    seen: list[tuple[int, int]] = []

    def cancel(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 2:
            raise Cancelled

    before = state(book)
    with pytest.raises(Cancelled):
        import_files(book, [write("a.json", content)], progress=cancel)
    assert seen == [(0, 3), (1, 3), (2, 3)]
    assert state(book) == before


def test_a_read_only_book_is_refused(book: Book, content: Content, write: Write) -> None:
    with (
        Book.open(book.path, read_only=True) as reader,
        pytest.raises(ReadOnlyBook),
    ):
        import_files(reader, [write("a.json", content)])


def test_categories_survive_only_where_given(book: Book, content: Content, write: Write) -> None:
    for each in content["projects"]:
        each.pop("category", None)
    put("category", value="特定目标类")(content)
    import_files(book, [write("a.json", content)])
    exported = json.loads(projects_json(book))["projects"]
    assert [each.get("category") for each in exported] == [None, "特定目标类", None]
