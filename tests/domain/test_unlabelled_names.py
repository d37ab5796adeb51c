"""Whoever money is for, in lists and by what is said of them; and the words that are like names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.domain.persons import Persons
from budgetdesk.domain.persons.words import COMMON_WORDS

NOBODY = Persons()

_NAMES = st.builds(
    "{}{}{}".format,
    st.sampled_from("王李张刘陈杨赵黄周高林马何郭梁宋冯于程石肖付闫段郝史龙药原邢栾"),
    st.sampled_from("小大国建玉春秀志桂文俊丽"),
    st.sampled_from("英娃牛兰强军霞梅刚宝芳平"),
).filter(lambda name: name[:2] not in COMMON_WORDS)

HELD = (
    "受益户：{}", "救助对象：{}", "救助对象{}", "抚恤对象{}。", "优抚对象：{}", "抚恤：{}",
    "帮扶：{}",
    "驻村：{}", "包联：{}", "包联干部{}", "独生子女户：{}", "危房改造户：{}", "被救助人：{}",
    "孤儿{}",
    "获救助家庭：{}", "参战人员：{}", "公益岗：{}", "退役军人{}", "患者{}住院", "贫困生{}资助",
    "遗属{}生活补助",
    "村民{}500元", "老党员{}等3人", "名单如下：{}", "受益户名单：{}", "监理：{}", "由{}负责",
    "由{}共同负责",
    "由{}兼任", "由{}主管", "{}具体负责资金拨付", "{}抚恤金", "{}丧葬费", "支付{}工程款",
    "付{}劳务费",
    "退还{}保证金", "{}等12名退休干部", "原局长{}遗属补助", "{}案司法救助金", "{}名师工作室",
    "{}先进个人",
    "救助股{}具体经办", "芝河镇{}等23户", "退役士兵{}抚恤金", "护林员{}工资", "残疾人{}家庭改造",
    "见义勇为者{}奖励", "付{}护理费", "外聘教师{}课时费", "由我局{}同志兼任", "为脱贫户{}家购置",
    "{}，男，汉族", "{}（女，65岁）", "姓名{}性别女", "咨询人{}，",
)  # fmt: skip


@given(_NAMES, st.sampled_from(HELD))
def test_whoever_is_held_or_paid_is_named(name: str, held: str) -> None:
    assert name not in NOBODY.masked(held.format(name))


LISTS = (
    "{0}、{1}、{2}等3户", "对{0}、{1}、{2}进行改造", "慰问{0}、{1}等老党员",
    "（1）{0}（2）{1}（3）{2}",
    "1.{0} 500元；2.{1} 600元；3.{2} 700元", "{0}500元，{1}500元，{2}500元", "{0}\n{1}\n{2}",
    "{0}（低保）、{1}（特困）、{2}", "1、{0}\n2、{1}\n3、{2}",
    "包括{0}、{1}、古丽娜尔·艾山、{2}四人",
    "由{0}、{1}共同负责，{2}，女，40岁", "受益户：{0}、{1}、{2}", "聘用人员{0}、{1}、{2}工资",
)  # fmt: skip


@given(st.lists(_NAMES, min_size=3, max_size=3, unique=True), st.sampled_from(LISTS))
def test_a_list_of_names_is_known_without_a_label(names: list[str], form: str) -> None:
    masked = NOBODY.masked(form.format(*names))
    assert not any(name in masked for name in names), masked


ORDINARY = """
受益户：建档立卡户;救助对象：城乡低保对象;救助对象：特困人员;抚恤：伤残人员抚恤;帮扶：产业帮扶
帮扶：金融帮扶
驻村：常住驻村;包联：县级领导包联;监理：高标准监理;设计：方案设计;分管：安全生产;公益岗：保洁
公益岗：安排50人
孤儿：基本生活保障;老人：高龄津贴;学生：安全教育;学生：成绩提高;村民：安全饮水;党员：于每月15日
人员：和谐社区
人员：万元;成员：成本控制;组长：任期;监护人：以奖代补;民警万人比;退役军人安置补助;危房户改造
承包户：高粱
村干部任职补助;低保户安置补助;学生安全;学生平安保险;职工常住;干部任免;残疾人幸福度;养殖户：安全
由农户负责;由施工方负责;由石料厂供应;由安全科负责;由高标准农田项目负责;由常住人口负担
由任务牵头单位负责
由平台公司负责;由林业局、农业局负责;由时任领导负责;由监理方负责;由双方负责;由农商行代发
由会同行业主管部门
高标准农田补助;万元奖励;成本补偿;石料工程款;陶瓷厂工程款;王家庄工程款;许可证补偿;黄花菜补偿
200元生活补贴
水利、交通、农业;安全、环保、消防;温馨、和谐、平安;王家坪、李家山、赵家沟三个村;石楼县、隰县、大宁县
黄芪、连翘、柴胡;马铃薯、黄花菜、胡萝卜;郭家庄、高家塔、康家坪;成绩、奖励、荣誉;洪涝、干旱、冰雹
金额500元，成本300元，安装200元;高中（女）;教师（男）;满意，男女;习近平总书记重要讲话;邓小平理论
马鞍山市3户;荆州市、黄石市、武汉市;康宁街、黄河路、汾河路;周转金借款;任务完成、安全生产、方案审批
""".replace("\n", ";")


@pytest.mark.parametrize("text", [it for it in ORDINARY.split(";") if it])
def test_words_that_begin_like_names_are_left_alone(text: str) -> None:
    assert NOBODY.find(text) == ()


def test_the_end_of_a_label_is_no_name() -> None:
    text = "单位负责人（签章）：王保国 财务负责人（签章）：闫小丽 制表人：刘小洋"
    masked = NOBODY.masked(text)
    assert masked == "单位负责人（签章）：×× 财务负责人（签章）：×× 制表人：××"
