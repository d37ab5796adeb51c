"""Persons beside every label, title and number, as clerks spell them; and what is like them."""

import itertools
import re
from collections.abc import Iterator

import pytest

from budgetdesk.domain.persons import Persons
from budgetdesk.domain.persons.plain import plain
from tests.domain.person_spellings import grouped

NOBODY = Persons()

# 2 to 4 signs, compound surnames, a dot, frequent and rarer surnames.
NAMES = (
    "张小三", "王五", "刘洋", "欧阳小明", "司马光远", "上官云", "买买提·艾力", "阿依古丽·买买提",
    "高明远", "方志远", "万里云", "石磊", "车晓", "闻小一", "任长霞", "林小林", "安小宁", "米小雪",
)  # fmt: skip
LABELS = (
    "联系人", "负责人", "经办人", "主管领导", "分管领导", "填报人", "审核人", "项目负责人",
    "制表人", "复核人", "牵头人", "主办人", "责任人", "牵头领导", "法定代表人",
)  # fmt: skip
BETWEEN = (
    "：", ":", " ：", ": ", "　", "  ", "", "为", "是", "（签字）：", "(签章): ", "\t", "\n",
    "：\n", "- ", "——", "／", "|", "姓名：", "（签名）", "=", "(",
)  # fmt: skip
BEHIND = ("", "。", "，联系电话：", "（局长）", "、李四光", "\n", "；", "局长")


@pytest.mark.parametrize("between", BETWEEN, ids=ascii)
@pytest.mark.parametrize("label", LABELS)
def test_a_label_names_whoever_follows(label: str, between: str) -> None:
    for name, behind in itertools.product(NAMES, BEHIND):
        text = f"{label}{between}{name}{behind}"
        assert name not in NOBODY.masked(text), text


@pytest.mark.parametrize("deed", ["经办", "审核", "复核", "制表", "签发"])
def test_whoever_did_it_stands_behind_a_colon_or_a_blank(deed: str) -> None:
    assert NOBODY.masked(f"{deed}：高明远") == f"{deed}：××"
    assert NOBODY.masked(f"{deed}　张小三　填报：王五") == f"{deed}　××　填报：××"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("由高明远局长带队", "由××局长带队"),
        ("石大磊同志病故", "××同志病故"),
        ("请找王五老师", "请找××老师"),
        ("局长（张小三）", "局长（××）"),
        ("副局长——李小四", "副局长——××"),
        ("组长：高明远，成员：王五、车晓、买买提·艾力", "组长：××，成员：××、××、××"),
        ("主管领导：张小三（正科）、李小四（副科）；", "主管领导：××（正科）、××（副科）；"),
        ("局长张小三、副局长李小四，科员王五", "局长××、副局长××，科员××"),
        ("分管领导 张小三，李小四", "分管领导 ××，××"),
        ("由张小三13800138000负责", "由××××负责"),
        ("石磊（电话：0357-7520000）", "××（电话：××）"),
        ("13800138000（高明远）", "××（××）"),
        ("姓名\t岗位\n张小三\t保洁\n高明远\t护林", "姓名\t岗位\n××\t保洁\n××\t护林"),
        ("单位｜负责人\n卫健局｜王五", "单位｜负责人\n卫健局｜××"),
    ],
)
def test_names_stand_beside_titles_and_numbers_in_lists_and_columns(text: str, masked: str) -> None:
    assert NOBODY.masked(text) == masked


HOLDERS = (
    "村支书", "网格员", "村医", "护林员", "户名：", "开户名：", "领取人", "受益人：", "承包人",
    "低保户", "脱贫户", "残疾人", "退休职工", "遗属", "学生", "患者：", "驾驶员", "补助对象：",
)  # fmt: skip


@pytest.mark.parametrize("holder", HOLDERS)
def test_whoever_money_is_for_is_named_behind_the_word(holder: str) -> None:
    for name, behind in itertools.product(
        ("张小三", "欧阳小明", "买买提·艾力"), ("", "。", "、李四光")
    ):
        assert name not in NOBODY.masked(f"{holder}{name}{behind}")


@pytest.mark.parametrize("blank", [" ", "  ", "　", "　　"], ids=ascii)
@pytest.mark.parametrize("lead", ["负责人：", "联系人 ", "局长", "经办人（签字）：张小三、"])
def test_two_signs_that_stand_apart_are_one_name(lead: str, blank: str) -> None:
    assert NOBODY.masked(f"{lead}李{blank}明").endswith("××")
    assert "李" not in NOBODY.masked(f"{lead}李{blank}明，")
    assert Persons.of([f"李{blank}明"], []).masked("由李明经手") == "由××经手"


@pytest.mark.parametrize(
    "text",
    ["李明（负责人）", "李明(局长)", "李明（县财政局局长）", "李明--局长", "李明 局长",
     "李明　副局长", "经办/李明", "负责人 阿不都热合曼·买买提", "负责人：li ming"],
)  # fmt: skip
def test_a_title_may_stand_apart_behind_the_name(text: str) -> None:
    masked = NOBODY.masked(text)
    assert "××" in masked
    assert not re.search("李|明|买|热|[a-z]", masked), masked


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("vx：zjg19800101", "微信号"), ("ＶＸ zjg19800101", "微信号"), ("wx:zjg1980", "微信号"),
        ("V信 zjg1980", "微信号"), ("薇信zjg1980", "微信号"), ("微 信 zjg1980", "微信号"),
        ("加微zjg1980", "微信号"), ("扣扣12345678", "QQ号"), ("企鹅号12345678", "QQ号"),
        ("护照号E12345678", "证件号码"), ("护照：Ｇ12345678", "证件号码"),
        ("港澳通行证C12345678", "证件号码"),
        ("残疾证号14012119800101002X43", "证件号码"), ("社保卡号 A12345678", "证件号码"),
        ("驾驶证号140123456789", "证件号码"), ("学籍号G14012119800101002X", "证件号码"),
        ("G140321198001014327", "身份证号码"),
    ],
)  # fmt: skip
def test_accounts_and_documents_are_known_by_the_word_before_them(text: str, what: str) -> None:
    assert what in [it.what for it in NOBODY.find(text)]
    assert not re.search("[0-9]", plain(NOBODY.masked(text)))


MOBILE, WIRED = "13800138000", "7520000"
MOBILES = (
    "+86{}", "+86 {}", "0086{}", "86-{}", "(86){}", "（+86）{}", "[+86]{}", "+（86）{}", "086-{}",
    "+86 (0){}", "0{}", "＋８６{}",
)  # fmt: skip
GAPS = (
    "-",
    " ",
    ".",
    "·",
    "•",
    "—",
    "–",
    "－",
    "～",
    "_",
    "/",
    " - ",
    "　",
    "\u00a0",
    "\u2009",
    "\n",
)
TELEPHONES = (
    "0357-{}", "(0357){}", "（0357）{}", "0357 {}", "0357{}", "0357－{}", "0357—{}", "0357/{}",
    "0357.{}", "〔0357〕{}", "[0357]{}", "(0357)-{}", "+86-357-{}", "+86 357 {}", "(+86)357{}",
    "+86（357）{}", "0357-{}转801", "0357-{}-801", "0357-{}转8001分机", "0357-{} 转 801",
    "0357-{}（转801）", "0357-{}分机801", "0357-{}#801", "0357-{}ext801", "0357-{}/7520001",
    "0357-{}，7520001",
    "联系电话：{}", "电话 {}", "办公电话{}", "联系电话（{}）", "联系电话（座机）：{}", "TEL：{}",
    "座机{}", "联系方式：{}", "传真：{}", "电话号码为{}", "联系电话\t{}", "联系电话\n{}",
    "电话：{}、7520001", "联系电话：400-123-4567 {}",
)  # fmt: skip


def _numbers() -> Iterator[str]:
    yield from (it.format(MOBILE) for it in MOBILES)
    yield from (grouped(MOBILE, (3, 4, 4), gap) for gap in GAPS)
    yield from (grouped(MOBILE, it, " ") for it in ((3, 8), (5, 6), (7, 4), (3, 3, 5), (4, 3, 4)))
    yield from ("一三八〇〇一三八〇〇〇", "一三八零零一三八零零零", "１３８００１３８０００")
    for it in TELEPHONES:
        yield from (it.format(WIRED), it.format("752 0000"), it.format("752-0000"))
    identity, mistyped, old = "14103219800101002X", "141032198001010021", "141032800101002"
    for number in (identity, identity.lower(), mistyped):
        for sizes in ((18,), (6, 8, 4), (6, 4, 4, 4), (3, 3, 4, 4, 4), (6, 4, 2, 2, 4)):
            yield from (grouped(number, sizes, gap) for gap in " -—.　")
    yield from (grouped(old, it, " ") for it in ((15,), (6, 6, 3), (6, 2, 2, 2, 3)))
    for word in ("身份证号：", "身份证", "公民身份号码：", "身份证件号码 "):
        yield from (f"{word}141032200113010021", f"{word}{grouped(old, (5, 5, 5), ' ')}")
    card = "6222021001116245702"
    yield from (grouped(card, it, gap) for it in ((4, 4, 4, 4, 3), (6, 13), (19,)) for gap in " -.")
    for word in ("银行卡号：", "卡号", "农行卡 ", "工资卡号：", "一卡通账号："):
        yield f"{word}6222021001116245700"


@pytest.mark.parametrize("spelled", [*_numbers()], ids=ascii)
def test_no_digit_of_a_number_is_left(spelled: str) -> None:
    for before, behind in itertools.product(
        ("", "，", "请拨打", "（", "\n"), ("", "。", "）", "\n")
    ):
        masked = plain(NOBODY.masked(before + spelled + behind))
        assert "×" in masked
        assert not re.search("[0-9]", masked), masked


@pytest.mark.parametrize(
    "mail",
    ["a.b_c-1@163.com", "li＠１６３．ｃｏｍ", "li @ qq.com", "li(at)163(dot)com", "li#at#163.com",
     "li@163。com", "li at 163.com", "li艾特163.com", "张小三@163.com", "9876543@qq.com"],
)  # fmt: skip
def test_addresses_are_found_in_their_spellings(mail: str) -> None:
    assert NOBODY.masked(f"邮箱：{mail}，") == "邮箱：××，"


ORDINARY = """
王家坪村党支部书记带队|李宁体育用品有限公司|张庄小学校长负责制|负责人：王家坪村|承办人：李宁体育
石楼县县长|洪洞县长签批|侯马市市长热线|王庄镇镇长|白龙村书记|王家村主任|方山县人民医院院长|钟楼社区主任
负责人高度重视|领导关心|负责人应当签字|联系人应及时反馈|审核：严格审核|审批：高标准|责任人：农户
成员：财政局、卫健局|专家：高级职称|局长任组长|主任安排专人|文化馆馆长|安全科科长|石油公司经理
王牌医生|单位负责人对本单位会计资料的真实性负责|由县长负责|分管领导安排部署|困难同志|时任局长
负责人\n项目概况|联系人\n填报日期|负责人\n高质量完成|填报人：　　审核人：　　负责人：|负责人：——
预算13900000000|发票代码014001900111|31001 / 31005 / 31013|2101 21013 2101301|1500 2000 1500 2000
13 800 138 000|晋财社〔2023〕180号、〔2023〕181号|统一社会信用代码：12141032406789123N|邮编041400
项目编码：141032230000000012345|服务热线400-123-4567|12345热线|ISBN 978-7-5037-9876-5|6222.02万元
二〇二三年十二月三十一日至二〇二四年十二月三十一日|坐标110.6321,36.7602|20240101-20241231|工期180日历天
基本户账号0510 0123 4567 8901|tries at 0.25|www.yonghe.gov.cn|微信公众号：永和发布|1)1)1)1)1)1)1)
单位\t负责人\t电话\n卫健局\t财务科\t见附件|姓名\t岗位\n公益岗\t保洁|名单：附后|人员：公益性岗位|收款人：供应商
农行卡发放|支书工作经费|村支书报酬|学生营养餐|学生钱物|患者满意|村民毛收入|职工周转房|残疾人就业
户名：永和县财政局|周二 院长接访|高中 教师|王庄（支书负责）|周转房（老师）|项目（负责人）
单位（负责人）签字|审核/审批|卫健局（局长）|残疾证12345678本|制发社保卡1234567张|学籍20240101|护照工本费|VX2000型|WX-2000
系统vx 2000|微信公众号：yonghe_fb
"""


@pytest.mark.parametrize(
    "text", [it for line in ORDINARY.split("\n") for it in line.split("|") if it]
)
def test_ordinary_texts_name_nobody(text: str) -> None:
    text = text.replace(r"\n", "\n").replace(r"\t", "\t")
    assert NOBODY.find(text) == ()
