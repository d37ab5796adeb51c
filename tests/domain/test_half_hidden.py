"""Starred numbers, last digits, homes and short accounts; and the neighbours that stay."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.domain.persons import Persons
from tests.domain.person_spellings import grouped

NOBODY = Persons()
_STAR = st.sampled_from("*＊x×●•○＃")


def _starred(digits: str, first: int, count: int, star: str) -> str:
    return digits[:first] + star * count + digits[first + count :]


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.integers(3, 7), st.integers(2, 6), _STAR,
    st.sampled_from(["", "手机：", "电话", "（", "，"]), st.sampled_from(["", "）", "。",
    "，村民"]),
)  # fmt: skip
def test_a_starred_mobile_number_is_one(
    number: str, first: int, count: int, star: str, before: str, behind: str
) -> None:
    count = min(count, len(number) - first)
    hidden = _starred(number, first, count, star)
    assert NOBODY.masked(f"{before}{hidden}{behind}") == f"{before}××{behind}"


@given(st.integers(6, 10), st.integers(4, 8), _STAR, st.sampled_from(["", "身份证号：", "，"]))
def test_a_starred_identity_number_is_one(first: int, count: int, star: str, before: str) -> None:
    hidden = _starred("14103219800315002X", first, count, star)
    assert NOBODY.masked(f"{before}{hidden}，") == f"{before}××，"


TOLD = """
138-****-1234;138 **** 1234;手机：138***1234;622848*********6778;卡号：622848****6778
6228************778
身份证：14103219800315002＊;身份证后六位15002X;身份证号码后4位：002X;银行卡尾号6778
尾号6778的银行卡;手机尾号1234
电话0357-752****;短号：61234;分机8012;电话：0357-7520112（8012）;联系人及电话：王丽7520112
宅电：7520112
惠农卡：6228480558123456778;存折号05100201040012345;16635701234元宵节
通讯地址：永和县芝河镇正大街36号楼2单元301室;收货地址：永和县府前小区3-2-501
住房地址：芝河镇幸福小区5-3-402
住所：永和县芝河镇药家湾村12号;房屋坐落：永和县芝河镇药家湾村12号;芝河镇药家湾村三组12号（王小英家）
幸福小区5号楼3单元402室;现已搬离，住永和县芝河镇正大街36号院2单元301
安置地址：桃花源小区3号楼1单元201
户址：永和县芝河镇药家湾村;微信：zly;微信：wxy80;vx:wxy80;抖音号：wxy80315;钉钉号wxy80315
支付宝账号wxy80315
残疾人证号14103219800315002X11B1;毕业证编号105121201805001234;教师资格证号20181410042000123
军官证：军字第1234567号;社会保障号码：14103219800315002X
"""


@pytest.mark.parametrize("text", [it for it in TOLD.replace("\n", ";").split(";") if it])
def test_what_is_left_of_a_number_or_home_is_found(text: str) -> None:
    masked = NOBODY.masked(f"说明，{text}。")
    assert "××" in masked
    assert not re.search("[0-9]{4}|wxy|zly|[村楼室]", masked), masked


PUBLIC = """
2025****1234;1000××2000;10****00;138xx路;型号138XX-1234;合同号138****12345678;永财〔20XX〕XX号
141032XX乡镇
138*12*1234;500元*12月*138人;指标值****;联系电话：********;身份证号******;尾号限行;后四位专家
尾号为5的车辆
短号集群网;分机10部;内线3公里;内线电话改造;值班电话：0357-7520112;预约挂号电话0357-7520112
户名：永和县财政局国库支付中心，账号：04512001040012345
户名：永和县人民医院，开户行：农行永和支行，账号04512001040012345
住宅小区3号楼改造;安置房3号楼2单元改造;永和小区3号楼2单元201户改造项目;芝河镇药家湾村三组12号机井
住建局3号楼
药家湾村2组5号桥维修工程;项目地址：芝河镇药家湾村三组12号;办公地址：幸福小区5号楼3单元402室
住户500户
通讯地址：永和县芝河镇正大街12号县政府大院;集中安置小区5号楼建设项目;住院1200人次
建设地点位于芝河镇药家湾村三组
微信：H5页面制作;微信：APP推送;钉钉：视频会议系统;抖音号：永和发布;支付宝：代缴
微信公众号：yonghe_gov;快手直播3场
资格证书12345份;毕业证书制作1234567份;社会保障支出1234567元;优待证123456张;军人优待证;张某某
患者张**
"""


@pytest.mark.parametrize("text", [it for it in PUBLIC.replace("\n", ";").split(";") if it])
def test_neighbours_of_hidden_numbers_and_homes_stay(text: str) -> None:
    assert NOBODY.find(text) == ()


def test_a_starred_number_may_be_parted() -> None:
    for gap in "- ":
        assert NOBODY.masked(grouped("138****1234", (3, 4, 4), gap)) == "××"
