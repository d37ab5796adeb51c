"""Numbers in odd signs and gaps, and labels in other cells; what is to be public stays."""

import re

import pytest

from budgetdesk.domain.persons import Persons
from budgetdesk.domain.persons.plain import plain

NOBODY = Persons()


def _items(text: str) -> list[str]:
    lines = text.replace(r"\t", "\t").split("\n")
    return [it for line in lines for it in line.split(";") if it]


ODD = """
①③⑧⓪⓪①③⑧⓪⓪⓪;❶❸❽⓿⓿❶❸❽⓿⓿⓿;¹³⁸⁰⁰¹³⁸⁰⁰⁰;壹叁捌零零壹叁捌零零零
一三八○○一三八○○○;138零零138零零零;一3八0013八000;138OO138OOO;l3800138000;I38OO138OOO
１３８ＯＯ138000;138,0013,8000;138、0013、8000;138，0013，8000;138:0013:8000;138*0013*8000
138+0013+8000;138|0013|8000;手机13 8001 3800 0;电话138\t0013\t8000;电话：张三 7520000
QQ 1234 5678;QQ：123-456-789;Q Q：12345678;qq邮箱12345678;微信账号：zs800138
WeChat ID: zs800138;e-mail：zs8#163.com;zs8 AT 163 DOT com;晋L12345;晋L·12345;晋LD12345
晋L-A1B23;晋 L 12345;晋L0123警;京ADA1234;晋A·D12345;粤Z1234港;晋Ｌ１２３４５;晋l12345
账号04510123456789;银行账户 0510012345678901;账号为1400 1234 5678 9012
帐户号码：0510012345678901;身份证：壹肆壹零叁贰壹玖捌零零壹零壹零零贰X;①13800138000
面积m²13800138000;家庭住址：永和县芝河镇药家湾村12号;户籍地址 永和县打石腰乡
家住永和县坡头乡5组12号;现住址为永和小区3号楼2单元501室
"""


@pytest.mark.parametrize("spelled", _items(ODD))
def test_odd_signs_and_gaps_hide_no_number(spelled: str) -> None:
    masked = NOBODY.masked(f"请联系，{spelled}。")
    assert "××" in masked
    assert not re.search("[0-9❶-❾¹³壹叁捌县]", plain(masked)), masked


@pytest.mark.parametrize(
    "text",
    ["签名：张三", "签字人：张三", "拟稿人 张小三", "经办人员：张三", "负责人1：张三",
     "负责人一栏：张三", "联系人及电话：张三，7520000", "由张小三经手", "作者：张三"],
)  # fmt: skip
def test_more_labels_name_whoever_follows(text: str) -> None:
    assert "张" not in NOBODY.masked(text)


PUBLIC = """
由郑州市承办;由唐山市负责;由曹家山保管;负责人一栏：不填;由洪洞县负责;由农户领取;账号：见附件
苏E12345型;藏B12345人;家庭住址变更12户;户籍地在本县的12户;居住在永和县芝河镇药家湾村的32户村民
家住永和县芝河镇的困难学生;由周边村领取;QQ群：12345678;新B1号楼12345;138,0013,8000元
监督电话：0357-7520000;咨询电话（0357）7520000;举报电话0357-7520000、0357-7520001
服务热线：7520000;信访电话：0357 752 0000;晋L公路;省道S328线;G209国道K1234+500;住址变更登记
家庭住址信息核对;户籍所在地管理;家住偏远山区的农村学生;居住在农村的老人;账号管理费用;零余额账户
国库账号04510123456789;账户余额1234567890.12元;车牌识别系统3套;晋A、晋L等地区;京B2-20230001
更新A4纸12345张;财预〔2021〕101号;〔2023〕①②③;二○二三年十二月三十一日至二○二四年
150,2000,3000;138、2021、2022;150\t2000\t3000;1380013元;微信支付50000元;QQ群;l00;面积12m²
办公地址：永和县芝河镇正大街12号;项目地址：永和县坡头乡5组;一级、二级、三级;签字：局长
"""


@pytest.mark.parametrize("text", _items(PUBLIC))
def test_what_is_to_be_public_is_left_alone(text: str) -> None:
    assert NOBODY.find(text) == ()
    assert Persons.of([], ["0357-7520000"]).find(text) == ()


def test_a_mobile_number_is_nowhere_public() -> None:
    assert NOBODY.masked("监督电话：13800138000") == "监督电话：××"


@pytest.mark.parametrize(
    ("text", "label", "above", "is_personal"),
    [
        ("zs_66666", "微信号", "", True), ("12345678", "QQ", "", True),
        ("04510123456789", "开户账号", "", True), ("永和县芝河镇", "家庭住址", "", True),
        ("7520001", "", "联系电话", True), ("王五", "", "姓名", True),
        ("备注", "负责人", "", False), ("财务科", "", "负责人", False),
        ("1234567", "", "金额", False), ("04510123456789", "项目编码", "", False),
    ],
)  # fmt: skip
def test_the_cells_around_tell(text: str, label: str, above: str, *, is_personal: bool) -> None:
    assert bool(NOBODY.find(text, label, above)) is is_personal
