"""An office's own list of 科目: in every shape it comes in, into a book and back out by undo."""

# ruff: noqa: E501 - a shape a line

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.catalogue import catalogue, catalogue_entries, editions
from budgetdesk.domain.catalogue import Attestation, CatalogueKind, load_catalogue
from budgetdesk.domain.code_changes import CodeList, compare
from budgetdesk.exchange.code_lists import CodeListError, code_lists
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.spreadsheet import Cells, read_sheets

FUNCTION, REVENUE = CatalogueKind.FUNCTION, CatalogueKind.REVENUE
DEPARTMENT = CatalogueKind.DEPARTMENT_ECONOMIC
GOVERNMENT = CatalogueKind.GOVERNMENT_ECONOMIC
WANTED = {
    "201": "一般公共服务支出",
    "20101": "人大事务",
    "2010101": "行政运行",
    "2010150": "事业运行",
}


def named(cells: Cells, kind: CatalogueKind = FUNCTION, title: str = "") -> dict[str, str]:
    return next(
        (dict(it.names) for it in code_lists([("表", cells)], title) if it.kind is kind), {}
    )


def table(text: str) -> list[list[str]]:
    return [
        [cell.strip("~") for cell in line.strip().split("|")] for line in text.strip().splitlines()
    ]


SHAPES = {
    "two columns": "科目编码|科目名称\n201|一般公共服务支出\n20101|人大事务\n2010101|行政运行\n2010150|事业运行",
    "one column": "科目\n201 一般公共服务支出\n20101-人大事务\n2010101　行政运行\n2010150事业运行",
    "no heading": "201|一般公共服务支出\n20101|人大事务\n2010101|行政运行\n2010150|事业运行",
    "levels": "类|款|项|科目名称\n201|||一般公共服务支出\n|01||人大事务\n||01|行政运行\n||50|事业运行",
    "levels filled": "类|款|项|名称\n201|||一般公共服务支出\n201|01||人大事务\n201|01|01|行政运行\n201|1|50|事业运行",
    "levels in full": "类|款|项|名称\n201|||一般公共服务支出\n|20101||人大事务\n||2010101|行政运行\n||2010150|事业运行",
    "levels under one": "科目编码|||科目名称|说明\n类|款|项|||\n201|||一般公共服务支出|反映政府\n|01||人大事务|\n||01|行政运行|\n||50|事业运行|",
    "indented": "序号|编码|名称\n1|201|一般公共服务支出\n2|20101|　　人大事务\n3|2010101|　　　　行政运行\n4|2010150|    ·事业运行",
    "notes": "编码|名称\n201|一般公共服务支出（反映政府提供一般公共服务的支出）\n20101|人大事务（2027年新增）\n2010101|行政运行【原机关运行】\n2010150|事业运行\n2010102|一般行政管理事务（停用）",
    "numbers": "编码|名称\n201.0|一般公共服务支出\n20101.0|人大事务\n2010101.0|行政运行\n2010150.0|事业运行",
    "padded": "编码|名称\n2010000|一般公共服务支出\n2010100|人大事务\n2010101|行政运行\n2010150|事业运行",
    "parted": "编码|名称\n201|一般公共服务支出\n201.01|人大事务\n201 01 01|行政运行\n201-01-50|事业运行",
    "titles": "2027年政府收支分类科目||\n单位：某局||\n||\n科目代码|科目名称|备注\n201|一般公共服务支出|\n20101|人大事务|\n2010101|行政运行|用于机关\n2010150|事业运行|",
    "names by level": "科目编码|类名称|款名称|项名称\n201|一般公共服务支出||\n20101|一般公共服务支出|人大事务|\n2010101|一般公共服务支出|人大事务|行政运行\n2010150|一般公共服务支出|人大事务|事业运行",
    "names in steps": "科目编码|科目名称||\n201|一般公共服务支出||\n20101||人大事务|\n2010101|||行政运行\n2010150|||事业运行",
    "state": "上级编码|科目编码|科目名称|是否启用|年度\n|201|一般公共服务支出|是|2027\n201|20101|人大事务|是|2027\n20101|2010101|行政运行|是|2027\n20101|2010150|事业运行|是|2027\n20101|2010199|其他人大事务支出|否|2027",
    "brackets": "功能科目\n[201]一般公共服务支出\n（20101）人大事务\n【2010101】行政运行\n事业运行（2010150）",
    "name first": "科目名称|科目编码\n一般公共服务支出|201\n人大事务|20101\n行政运行|2010101\n事业运行|2010150",
    "name first, no heading": "一般公共服务支出|201\n人大事务|20101\n行政运行|2010101\n事业运行|2010150",
    "level behind the code": "科目|\n201类|一般公共服务支出\n20101款|人大事务\n2010101项|行政运行\n2010150项|事业运行",
    "code in the name": "编码|名称\n201|201 一般公共服务支出\n20101|20101人大事务\n2010101|2010101-行政运行\n2010150|（2010150）事业运行",
    "numbered": "编码|名称\n201|一、一般公共服务支出\n20101|（一）人大事务\n2010101|1.行政运行\n2010150|2、事业运行",
    "levels and names by level": "类|款|项|类名称|款名称|项名称\n201|||一般公共服务支出||\n201|01||一般公共服务支出|人大事务|\n201|01|01|一般公共服务支出|人大事务|行政运行\n201|01|50|一般公共服务支出|人大事务|事业运行",
    "full width": "编码|名称\n２０１|一般公共服务支出\n２０１０１|人大事务\n'2010101|行政运行\n2010150 |事业运行",
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_list_is_read_in_every_shape(shape: str) -> None:
    assert named(table(SHAPES[shape])) == WANTED


def test_numbers_of_a_spreadsheet_are_codes() -> None:
    assert named([["编码", "名称"], [2100408.0, "基本公共卫生服务"], [21004, "公共卫生"]]) == {
        "2100408": "基本公共卫生服务",
        "21004": "公共卫生",
    }


def test_brackets_that_belong_to_a_name_stay() -> None:
    rows = [["编码", "名称"], ["2100202", "中医（民族）医院"], ["309", "资本性支出（基本建设）"]]
    assert named(rows) == {"2100202": "中医（民族）医院"}
    assert named(rows, DEPARTMENT) == {"309": "资本性支出（基本建设）"}


def test_several_kinds_stand_on_sheets_and_beside_each_other() -> None:
    beside = table(
        "部门经济科目编码|部门经济科目名称|政府经济科目编码|政府经济科目名称\n"
        "30101|基本工资|50101|工资奖金津补贴\n30107|绩效工资|50501|工资福利支出"
    )
    revenue = table("收入分类科目编码|科目名称\n10301|政府性基金收入\n103014801|土地出让价款收入")
    lists = code_lists([("经济", beside), ("收入", revenue)], "2027年科目")
    assert {it.kind: dict(it.names) for it in lists} == {
        DEPARTMENT: {"30101": "基本工资", "30107": "绩效工资"},
        GOVERNMENT: {"50101": "工资奖金津补贴", "50501": "工资福利支出"},
        REVENUE: {"10301": "政府性基金收入", "103014801": "土地出让价款收入"},
    }
    assert {it.year for it in lists} == {2027}


@pytest.mark.parametrize(
    "text",
    [
        "单位|功能科目编码|功能科目名称|金额（元）\n局|2100408|基本公共卫生服务|5\n局|2100101|行政运行|5",
        "序号|项目\n201|修路\n202|修桥",
        "姓名|电话\n甲|13900000000",
        "科目编码|科目名称\n不是|清单",
        "甲局|2100408|5\n甲局|2100101|5\n乙院|2100408|7",
        "单位|科目编码|金额\n甲局|2100408|5\n乙院|2100408|7",
    ],
)
def test_what_is_no_list_is_none(text: str) -> None:
    assert code_lists([("", table(text))]) == ()


def test_two_names_of_a_code_are_refused_with_their_place() -> None:
    rows = table("编码|名称\n201|一般公共服务支出\n20101|人大事务\n20101|政协事务")
    with pytest.raises(CodeListError, match=r"表第 4 行：科目 20101 .*「人大事务」和「政协事务」"):
        named(rows)


# Files


def make_book(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    from openpyxl import Workbook

    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def exported(tmp_path: Path) -> Path:
    """A list as the 一体化 hands it out: one row a code, numbers, state and year."""
    head: list[object] = [
        "序号",
        "业务年度",
        "科目编码",
        "科目名称",
        "上级编码",
        "是否末级",
        "是否启用",
    ]
    rows: list[list[object]] = [
        [1, 2027, 213, "农林水支出", None, "否", "是"],
        [2, 2027, 21305, "巩固拓展脱贫成果", 213, "否", "是"],
        [3, 2027, 2130577, "县级帮扶", 21305, "是", "是"],
        [4, 2027, 2130599, "其他巩固拓展支出", 21305, "是", "是"],
        [5, 2027, 2130504, "农村基础设施建设", 21305, "是", "否"],
    ]
    return make_book(tmp_path / "功能科目.xlsx", {"Sheet1": [head, *rows]})


def ministry(tmp_path: Path) -> Path:
    """The ministry's book: titles, 类 款 项 in columns, explanations, a sheet a kind."""
    function: list[list[object]] = [
        ["2027年政府收支分类科目"],
        ["支出功能分类科目"],
        ["科目编码", None, None, "科目名称", "说明"],
        ["类", "款", "项", None, None],
    ]
    for entry in load_catalogue(FUNCTION, 2025).entries.values():
        if entry.code == "2010104":
            continue  # a code that the new book has no more
        name = {"20103": "政府办公厅（室）事务"}.get(entry.code, entry.name)
        parts: list[object] = [entry.code[:3], entry.code[3:5] or None, entry.code[5:] or None]
        if len(entry.code) > 3:
            parts[0] = None
        if len(entry.code) > 5:
            parts[1] = None
        function.append([*parts, "　" * (len(entry.code) - 3) + name, "反映有关支出"])
    economic: list[list[object]] = [["部门预算支出经济分类科目"], ["科目编码", "科目名称"]]
    economic += [["301", "工资福利支出"], ["30101", "基本工资"], ["30177", "新的津贴"]]
    return make_book(tmp_path / "科目.xlsx", {"功能分类": function, "经济分类": economic})


def test_an_export_of_the_system_is_imported_in_one_step(book: Book, tmp_path: Path) -> None:
    report = import_files(book, [exported(tmp_path)])
    told = list(report.sentences())
    assert told[0] == "功能科目.xlsx：导入科目清单 4 个。"
    assert "功能科目（2027年）新增 1 个：2130577 县级帮扶。" in told
    assert any("改名 2 个：21305 巩固拓展脱贫成果（原 巩固脱贫" in each for each in told)
    assert any("清单未列（清单不全，仍可用）" in each and "2130504" in each for each in told)
    codes = catalogue(book, FUNCTION)
    assert codes.name_of("2130577") == "县级帮扶"
    assert codes.name_of("2130504") is not None, "an excerpt takes nothing out of use"
    assert codes.entries["213"].certainty is Attestation.PRINTED
    assert editions(book)[FUNCTION] == 2027
    book.undo()
    assert catalogue_entries(book) == ()
    assert editions(book)[FUNCTION] == 2024


def test_the_ministrys_book_is_imported_whole(
    new_book: Callable[[str, int], Book], tmp_path: Path
) -> None:
    book = new_book("yonghe-2024", 2027)
    told = " ".join(import_files(book, [ministry(tmp_path)]).sentences())
    assert "功能科目（2027年）清单 1217 个，与现有名称相同 1216 个。" in told
    assert "改名 1 个：20103 政府办公厅（室）事务（原 政府办公厅（室）及相关机构事务）。" in told
    assert "停用 1 个：2010104 人大会议。" in told
    codes = catalogue(book, FUNCTION)
    assert codes.name_of("2010104") is None
    assert {entry.certainty for entry in codes.entries.values()} == {Attestation.PRINTED}
    assert catalogue(book, DEPARTMENT).name_of("30177") == "新的津贴"
    assert set(editions(book).values()) == {2027, 2025}


@pytest.mark.parametrize("suffix", [".csv", ".txt", ".xls"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_text_of_any_name_is_a_list(
    book: Book, tmp_path: Path, suffix: str, delimiter: str, encoding: str
) -> None:
    path = tmp_path / f"科目{suffix}"
    rows = table(SHAPES["two columns"])
    path.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    import_files(book, [path])
    assert catalogue(book, FUNCTION).entries["2010150"].certainty is Attestation.PRINTED


def test_a_page_under_the_name_of_a_spreadsheet_is_read(book: Book, tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{code}</td><td> {name}</td></tr>" for code, name in WANTED.items())
    path = tmp_path / "科目.xls"
    path.write_text(f"<html><table><tr><th>编码<th>名称</tr>{rows}</table></html>", "utf-8")
    import_files(book, [path])
    assert {entry.code for entry in catalogue_entries(book)} == {"20101", "2010101", "2010150"}


def test_a_list_confirms_and_its_names_come_back(book: Book, tmp_path: Path) -> None:
    import_files(book, [exported(tmp_path)])
    before = catalogue_entries(book)
    import_files(book, [exported(tmp_path)])
    assert catalogue_entries(book) == before


def test_what_is_too_large_is_refused_before_it_is_laid_out(tmp_path: Path) -> None:
    from openpyxl import Workbook

    made = Workbook()
    assert made.active is not None
    made.active["A1"] = "编码"
    made.active["XFD1048576"] = "远"
    path = tmp_path / "远.xlsx"
    made.save(path)
    with pytest.raises(ImportFault, match="工作表过大"):
        read_sheets(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "弹.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(210 * 1024 * 1024))
    with pytest.raises(ImportFault, match="解压后过大"):
        read_sheets(path)


@pytest.mark.parametrize("data", [b"PK\x03\x04junk", b"\xd0\xcf\x11\xe0junk" * 99, b"\0\1\2"])
def test_what_is_no_spreadsheet_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(data)
    with pytest.raises(ImportFault):
        read_sheets(path)


def test_a_spreadsheet_without_a_list_is_refused(book: Book, tmp_path: Path) -> None:
    path = make_book(tmp_path / "表.xlsx", {"一": [["姓名", "职务"], ["甲", "乙"]]})
    with pytest.raises(ImportFault, match="没有找到科目清单"):
        import_files(book, [path])


def test_of_a_column_with_several_years_the_newest_is_taken_and_the_rest_told() -> None:
    rows = [
        ["年度", "科目编码", "科目名称"],
        ["2026", "20101", "人大事务（旧）"],
        ["2027", "20101", "人大事务"],
        ["2027年", "2010104", "人大会议"],
        ["2025", "2010199", "其他人大事务支出"],
    ]
    [listed] = code_lists([("", rows)], "科目 2024年")
    assert listed.names == {"20101": "人大事务", "2010104": "人大会议"}
    assert (listed.year, listed.left_out) == (2027, 2)
    told = list(compare(listed, load_catalogue(listed.kind, 2027)).sentences({}))
    assert "文件中其他年度的 2 行没有取用。" in told


def test_a_list_is_gone_through_a_few_times_whatever_the_catalogue_has() -> None:
    """Not once for each code of the catalogue that it lacks: of 60,000 rows that took minutes."""

    class Counted(dict[str, str]):
        times = 0

        def __iter__(self) -> Iterator[str]:
            Counted.times += 1
            return super().__iter__()

    listed = CodeList(FUNCTION, Counted({"2010101": "行政运行", "2080501": "退休"}))
    changes = compare(listed, load_catalogue(FUNCTION, 2024), is_whole=False)
    assert "2010102" in changes.gone
    assert "2130101" not in changes.gone
    assert Counted.times < 10
