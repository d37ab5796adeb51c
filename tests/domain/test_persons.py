"""The finder of persons: every spelling is found, and nothing that is no person."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.domain.persons import Persons, names_in
from tests.domain.person_spellings import NAMES, cards, identities, mails, mobiles, telephones

NOBODY = Persons()


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("张三、李四", ["张三", "李四"]),
        ("张三，李四,王五；赵六;孙七", ["张三", "李四", "王五", "赵六", "孙七"]),
        ("张三/李四｜王五\\赵六", ["张三", "李四", "王五", "赵六"]),
        ("张三 李四　王五\n赵六", ["张三", "李四", "王五", "赵六"]),
        ("张三和李四及王五以及赵六", ["张三", "李四", "王五", "赵六"]),
        ("张三 和 李四", ["张三", "李四"]),
        ("张 三、李 四", ["张三", "李四"]),
        ("张　三", ["张三"]),
        ("王和平", ["王和平"]),
        ("张三（局长）、李四（副局长）", ["张三", "李四"]),
        ("局长张三、副局长李四", ["张三", "李四"]),
        ("张三主任医师", ["张三"]),
        ("党组书记、局长张三", ["张三"]),
        ("负责人：张三 电话：13800138000", ["张三"]),
        ("张三13800138000", ["张三"]),
        ("张三（办公室主任 139 0000 0000）", ["张三"]),
        ("王五（财务科）", ["王五"]),
        ("欧阳小明", ["欧阳小明"]),
        ("买买提·艾力", ["买买提·艾力"]),
        ("张三·李四", ["张三·李四", "张三", "李四"]),
        ("Zhang San", ["Zhang San"]),
        ("张秋月、李新年、全小明", ["张秋月", "李新年", "全小明"]),
        ("张局长", ["张局长"]),
        ("经办人甲", ["经办人甲"]),
        ("联系张小三", ["张小三"]),
        ("由张小三负责", ["张小三"]),
        ("张小三、李小四等2人", ["张小三", "李小四"]),
        ("联系138 0013 8000", []),
        ("财务科", []),
        ("办公室、社保股", []),
        ("卫健局机关", []),
        ("待定", []),
        ("同上", []),
        ("局长", []),
        ("2024年1月1日", []),
        ("", []),
    ],
)
def test_a_field_gives_the_names_in_it(field: str, names: list[str]) -> None:
    assert list(names_in(field)) == names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("分管领导：张小三", "张小三"),
        ("主管领导：张小三、李小四", "张小三 李小四"),
        ("负 责 人：张小三", "张小三"),
        ("经办人（签字）：张小三", "张小三"),
        ("填报人: 佟小三", "佟小三"),
        ("审核人：买买提·艾力", "买买提·艾力"),
        ("联系人 张小三，", "张小三"),
        ("由分管领导李小四负责", "李小四"),
        ("联系人：\n张小三", "张小三"),
        ("局长李小四同志带队", "李小四"),
        ("由李小四局长带队", "李小四"),
        ("联系人：欧阳小三（主任）", "欧阳小三"),
        ("验收人：张小三", "张小三"),
        ("分管领导 佟小雅。", "佟小雅"),
        ("主管领导：马小龙、杨大海（副局长）", "马小龙 杨大海"),
        ("党组书记、局长马小龙、杨大海。", "马小龙 杨大海"),
        ("局长：马小龙", "马小龙"),
        ("由局长李小四和副局长王五带队", "李小四 王五"),
    ],
)
def test_labels_and_titles_tell_names(text: str, found: str) -> None:
    assert " ".join(it.text for it in NOBODY.find(text)) == found


@pytest.mark.parametrize("text", ["张三", "张 三", "张　三", "张\u200b三", "由张三丰", "张\n三"])
def test_a_known_name_is_found_with_blanks_in_it(text: str) -> None:
    assert Persons.of(["张三"], []).find(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("+86 138 0013 8000", "手机号码"),
        ("（+86）138.0013.8000", "手机号码"),
        ("0086-13800138000", "手机号码"),
        ("8613800138000", "手机号码"),
        ("１３８００１３８０００", "手机号码"),
        ("138—0013—8000", "手机号码"),
        ("138·0013·8000", "手机号码"),
        ("(138)0013-8000", "手机号码"),
        ("138-00-13-80-00", "手机号码"),
        ("1 3 8 0 0 1 3 8 0 0 0", "手机号码"),
        ("138\n00138000", "手机号码"),
        ("一三八〇〇一三八〇〇〇", "手机号码"),
        ("1.13800138000", "手机号码"),
        ("tel13800138000", "手机号码"),
        ("13800138000人社局", "手机号码"),
        ("0357-7520000", "电话号码"),
        ("（0357）752-0000转801", "电话号码"),
        ("03577520000", "电话号码"),
        ("+86 357 7520000", "电话号码"),
        ("联系电话：7520001", "电话号码"),
        ("电话 7520001", "电话号码"),
        ("办公电话（752-0001）", "电话号码"),
        ("11010519491231002X", "身份证号码"),
        ("110105 19491231 002x", "身份证号码"),
        ("１１０１０５１９４９１２３１００２Ｘ", "身份证号码"),
        ("130503670401001", "身份证号码"),
        ("身份证号：110105194912310020", "身份证号码"),
        ("6222 0210 0111 6245 702", "银行卡号"),
        ("银行卡号：6222021001116245700", "银行卡号"),
        ("zhang.san＠163.com", "电子邮箱"),
        ("zhangsan(at)163.com", "电子邮箱"),
        ("微信：zhangsan_66", "微信号"),
        ("QQ：12345678", "QQ号"),
    ],
)
def test_numbers_are_found_in_their_spellings(text: str, what: str) -> None:
    assert [it.what for it in NOBODY.find(text)] == [what]
    assert not NOBODY.find(NOBODY.masked(text))


def test_every_number_behind_a_label_is_found() -> None:
    text = "联系电话：7520001、7520002，13800138000"
    assert [it.text for it in NOBODY.find(text)] == ["7520001", "7520002", "13800138000"]


def test_a_telephone_that_a_form_names_is_known_everywhere() -> None:
    persons = Persons.of([], ["0357-7520000"])
    assert persons.masked("请拨7520000。") == "请拨××。"
    assert persons.masked("7520000元") == "7520000元"


def test_a_label_in_the_cell_before_makes_a_name() -> None:
    assert NOBODY.find("张小三", "联系人")
    assert NOBODY.find("7520001", "联系电话")
    assert not NOBODY.find("上级补助", "特岗全科医生")
    assert not NOBODY.find("7520001", "项目资金")


@pytest.mark.parametrize(
    "text",
    [
        "资金13900000000元", "13800138000.00", "≥13900000000", "13,900,000,000",
        "编号110105194912310021", "141032100000", "110000197001010015",
        "晋财社〔2023〕322号", "20240307175206", "批次20240307175206001",
        "2024年4月18日", "2024-04-18", "2023.01.01--2023.12.31", "1500-2000 150",
        "项目编码14100023P000001100012", "合同号：2024123456789", "171.86公顷", "100,800.00",
        "2101 21013 2101301 30101 30299", "电话费12000元", "12345政务服务便民热线电话12345",
        "联系电话：12345", "4001234567", "电话补贴7520000元", "12900000000",
        "项目负责人：财务科", "负责人：各乡镇", "联系人：待定", "组长：由局长担任",
        "申请人：残疾人", "分管领导要高度重视", "负责人高度重视", "局长负责制", "书记办公会",
        "局长、主任参加", "万名医师支援农村", "特岗全科医生：上级补助", "微信公众号：永和卫健",
        "经办人：××", "联系人：", "3793200\n14175900\n14705400", "0.98\t\t0.98\n21007",
        "ABC13800138000", "13800138000A", "3.14159265358元", "13.13800138000", "一二三四五六七",
    ],
)  # fmt: skip
def test_what_is_no_person_is_left_alone(text: str) -> None:
    assert NOBODY.find(text) == ()
    assert NOBODY.masked(text) == text


_SPELLED = st.one_of(mobiles(), telephones(), identities(), cards(), mails())
_AROUND = st.sampled_from(["", "，", "。", "（", "）", " ", "请拨打", "号码为", "、", "\n", "："])


@given(_AROUND, _SPELLED, _AROUND)
def test_any_spelling_of_a_number_is_masked(before: str, spelled: str, after: str) -> None:
    masked = NOBODY.masked(f"{before}{spelled}{after}")
    assert "×" in masked
    assert not any(sign.isdigit() for sign in masked)
    assert masked.startswith(before)
    assert masked.endswith(after)


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4), st.sampled_from("、，,;；/ |\n&"))
def test_names_are_known_whatever_stands_between(names: list[str], separator: str) -> None:
    persons = Persons.of([separator.join(names)], [])
    assert persons.names >= set(names)
    for name in names:
        assert name not in persons.masked(f"由{name}具体负责")


@given(st.text(max_size=80))
def test_any_text_can_be_masked_for_good(text: str) -> None:
    persons = Persons.of(["张三"], ["7520000"])
    masked = persons.masked(text)
    assert persons.find(masked) == ()
    if not persons.find(text):
        assert masked == text


def _texts(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for key, value in content.items():
            if key not in ("phone", "handler", "responsible"):
                yield from _texts(value)
    elif isinstance(content, list):
        for value in content:
            yield from _texts(value)


def test_the_published_samples_name_nobody(shared: Path) -> None:
    count = 0
    for path in sorted((shared / "samples").rglob("*.json")):
        for text in _texts(json.loads(path.read_text("utf-8"))):
            count += 1
            assert NOBODY.find(text) == (), (path.name, text)
    assert count > 8000


def test_the_published_documents_name_nobody(shared: Path) -> None:
    for path in sorted((shared / "documents").glob("*.txt")):
        found = {it.text for it in NOBODY.find(path.read_text("utf-8"))}
        # The masked handler of one form stands there by that name.
        assert found <= {"经办人甲", "13800000000"}, path.name
