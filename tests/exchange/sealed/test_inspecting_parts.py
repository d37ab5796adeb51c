"""公开检查 looks into every part of a workbook, and at cells together."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from budgetdesk.exchange.sealed.inspecting import Inspection, inspect_workbook
from budgetdesk.exchange.sealed.writers import label_of_writer

PHONE = "13903571234"
_NAME = "经办人：张小三"
_RUNS = (
    "<a:p><a:r><a:rPr><a:ln><a:noFill/></a:ln></a:rPr><a:t>电话139</a:t></a:r>"
    "<a:r><a:rPr><a:effectLst/></a:rPr><a:t>03571234</a:t></a:r></a:p>"
)
_NAMES = ("王小英", "李二娃", "张三牛")
PARTS = {
    "xl/persons/person.xml": '<person displayName="张小三" userId="S-1"/>',
    "xl/drawings/drawing1.xml": _RUNS,
    "xl/drawings/drawing2.xml": f"<xdr:cNvPr id='2' descr='{_NAME}'/>",
    "xl/drawings/vmlDrawing1.vml": f'<v:shape alt="{PHONE}"/>',
    "customXml/item1.xml": f'<x phone="{PHONE}"/>',
    "docMetadata/LabelInfo.xml": f'<x name="{_NAME}"/>',
    "xl/pivotCache/pivotCacheDefinition1.xml": '<pivotCacheDefinition refreshedBy="张小三"/>',
    "xl/pivotCache/pivotCacheDefinition2.xml": '<s v="王小英"/><s v="李二娃"/><s v="张三牛"/>',
    "xl/externalLinks/externalLink1.xml": '<definedName name="x" refersTo="=负责人张小三"/>',
    "xl/revisions/userNames.xml": '<userInfo guid="{1}" name="张小三"/>',
    "xl/worksheets/sheet9.xml": '<scenario name="a" user="张小三"/>',
    "xl/worksheets/sheet8.xml": f'<autoFilter><filter val="{PHONE}"/></autoFilter>',
    "xl/worksheets/sheet7.xml": "".join(f'<filter val="{it}"/>' for it in _NAMES),
    "xl/charts/chart1.xml": "<c:v>王小英</c:v><c:v>李二娃</c:v><c:v>张三牛</c:v>",
    "xl/connections.xml": r'<connection sourceFile="C:\Users\zhangxs\a.xls"/>',
    "xl/_rels/a.xml.rels": r'<a Target="file:///C:\Documents%20and%20Settings\zhangxs\a.xls"/>',
    "xl/styles9.xml": f'<numFmt formatCode="&quot;{_NAME}&quot;"/>',
}


def _workbook(path: Path, rows: Sequence[Sequence[str | int]] = ()) -> Path:
    book = openpyxl.Workbook()
    for row in (["项目", "培训费 12,345,678.00 元", "财预〔2024〕12号"], *rows):
        book.worksheets[0].append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("part", PARTS)
def test_persons_are_found_in_any_part(part: str, tmp_path: Path) -> None:
    path = _workbook(tmp_path / "a.xlsx")
    assert inspect_workbook(path).is_clean
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(part, PARTS[part])
    assert inspect_workbook(path).persons


def test_whoever_remarked_something_is_named(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A1"].comment = Comment("请核实", "张小三")
    book.save(path)
    assert any("张小三" in str(it) for it in inspect_workbook(path).persons)


@pytest.mark.parametrize(
    "name",
    ["微软用户", "Windows 用户", "作者", "系统管理员", "雨林木风", "联想", "微软中国", "打字复印",
    "Administrator"],
)  # fmt: skip
def test_what_systems_call_their_users_is_nobody(name: str) -> None:
    assert label_of_writer(name) == ""
    assert label_of_writer("张小三") == "经办人"


def _inspected(path: Path, rows: Sequence[Sequence[str | int]]) -> Inspection:
    return inspect_workbook(_workbook(path, rows))


def test_names_below_one_another_need_no_heading(tmp_path: Path) -> None:
    rows = [(1, "王小英", 500), (2, "高小远", 500), (3, "郝小梅", 500)]
    assert len(_inspected(tmp_path / "a.xlsx", rows).persons) == len(rows)
    assert _inspected(tmp_path / "b.xlsx", rows[:2]).persons == ()


def test_a_name_stands_beside_the_sex(tmp_path: Path) -> None:
    assert len(_inspected(tmp_path / "a.xlsx", [[1, "高小远", "男", 65]]).persons) == 1


@pytest.mark.parametrize("words", [
    ["水利", "交通", "农业"], ["王家坪", "李家山", "赵家沟"], ["石楼县", "方山县", "洪洞县"],
    ["高标准农田", "安全饮水", "任务完成"], ["温暖", "和谐", "平安"], ["财政局", "卫健局",
    "林业局"],
    ["马铃薯", "黄花菜", "胡萝卜"], ["张掖市", "徐州市", "郑州市"], ["成本", "金额", "时间"],
])  # fmt: skip
def test_words_below_one_another_are_no_names(words: list[str], tmp_path: Path) -> None:
    assert _inspected(tmp_path / "a.xlsx", [[1, word, 500] for word in words]).is_clean
