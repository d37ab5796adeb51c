"""Every cent of a payment list stands on a project or is listed with the reason."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.exchange.payments.payment import Payment, PlacedBy, Placement, Unplaced
from budgetdesk.exchange.payments.placing import ProjectFace, place_payments
from budgetdesk.exchange.payments.reading import pasted_payments

HOSPITAL, OFFICE = "永和县人民医院", "永和县疾病预防控制中心"
FACES = (
    ProjectFace(1, "乡村医生补助（县级配套）", OFFICE, "219002", "永和县卫健局", "1410-01"),
    ProjectFace(2, "基本公共卫生服务项目", OFFICE, "219002", "永和县卫健局", "1410-02"),
    ProjectFace(3, "医院改扩建工程一期", HOSPITAL, "219003", "永和县卫健局"),
    ProjectFace(4, "医院改扩建工程二期", HOSPITAL, "219003", "永和县卫健局"),
    ProjectFace(5, "办公经费", HOSPITAL, "219003", "永和县卫健局"),
    ProjectFace(6, "办公经费", OFFICE, "219002", "永和县卫健局"),
    ProjectFace(7, "2024年“惠商保”保费补贴", OFFICE, "219002", "永和县卫健局"),
    ProjectFace(8, "计划生育奖励扶助（中央）", OFFICE, "219002", "永和县卫健局"),
    ProjectFace(9, "计划生育奖励扶助（省级）", OFFICE, "219002", "永和县卫健局"),
)


def place(name: str, unit: str = "", code: str = "", until: str = "2024-07") -> Placement:
    return place_payments([Payment("第 2 行", 100, name, code, unit, "2024-03")], FACES, until)


@pytest.mark.parametrize(
    ("name", "unit", "code", "project_id"),
    [
        ("乡村医生补助（县级配套）", "", "", 1),
        ("乡村医生补助(县级配套)", OFFICE, "", 1),
        ("乡村医生补助", "", "", 1),
        ("乡村医生补助【县级配套】", "", "", 1),
        ("乡村医生补助县级配套", "", "", 1),
        ("2024年乡村医生补助", "", "", 1),
        ("任何名称", "", "1410-02", 2),
        ("[141002]基本公共卫生服务项目", "", "", 2),
        ("基本公共卫生服务", "", "", 2),
        ("医院改扩建工程一期", "", "", 3),
        ("办公经费", HOSPITAL, "", 5),
        ("办公经费", "219002-永和县疾病预防控制中心", "", 6),
        ("办公经费", "219003", "", 5),
        ("惠商保保费补贴", "", "", 7),
        ("“惠商保” 保费补贴", "永和县卫健局", "", 7),
        ("计划生育奖励扶助（省级）", "", "", 9),
    ],
)
def test_a_project_is_found_as_offices_write_it(
    name: str, unit: str, code: str, project_id: int
) -> None:
    found = place(name, unit, code)
    assert found.unplaced == ()
    assert found.executed == {project_id: 100}


@pytest.mark.parametrize(
    ("name", "unit", "why"),
    [
        ("", "", Unplaced.NO_NAME),
        ("办公经费", "", Unplaced.SEVERAL),
        ("计划生育奖励扶助", "", Unplaced.SEVERAL),
        ("医院改扩建工程三期", "", Unplaced.UNKNOWN),
        ("医院改扩建工程", "", Unplaced.UNKNOWN),
        ("2023年惠商保保费补贴", "", Unplaced.UNKNOWN),
        ("计划生育奖励扶助（市级）", "", Unplaced.UNKNOWN),
        ("道路养护", "", Unplaced.UNKNOWN),
        ("办公经费", "永和县水利局", Unplaced.UNIT),
        ("基本公共卫生服务项目", HOSPITAL, Unplaced.UNKNOWN),
    ],
)
def test_what_two_may_mean_or_none_is_listed(name: str, unit: str, why: Unplaced) -> None:
    found = place(name, unit)
    assert [reason for _, reason in found.unplaced] == [why]
    assert found.executed == {}


def test_a_likeness_is_told_as_a_guess() -> None:
    found = place("基本公共卫生服务补助项目")
    assert [(it.said, it.project_id, it.amount) for it in found.guesses] == [
        ("基本公共卫生服务补助项目", 2, 100)
    ]
    assert place("乡村医生补助").guesses == ()
    assert str(PlacedBy.LIKENESS) == "名称相近"


def test_only_the_year_up_to_the_period_counts() -> None:
    rows = [
        Payment(month or date, 1, "办公经费", "", OFFICE, month, date, paid)
        for month, date, paid in (
            ("2024-07", "", True), ("2024-08", "", True), ("2023-07", "", True),
            ("", "上周", True), ("2024-01", "", False), ("", "", True),
        )
    ]  # fmt: skip
    found = place_payments(rows, FACES, "2024-07")
    assert found.executed == {6: 2}
    assert [why for _, why in found.unplaced] == [
        Unplaced.LATER, Unplaced.OTHER_YEAR, Unplaced.NO_DATE, Unplaced.UNPAID
    ]  # fmt: skip


NAMES = st.sampled_from([face.name for face in FACES]) | st.text(max_size=12)
ROWS = st.builds(
    Payment,
    st.just("第 1 行"),
    st.integers(-(10**12), 10**12),
    NAMES,
    st.sampled_from(["", "1410-01", "x"]),
    st.sampled_from(["", HOSPITAL, OFFICE, "别处"]),
    st.sampled_from(["", "2024-01", "2024-12", "2023-05"]),
    st.sampled_from(["", "空白"]),
    st.booleans(),
)


@given(st.lists(ROWS, max_size=40))
def test_placed_and_listed_are_the_list_to_the_cent(rows: list[Payment]) -> None:
    found = place_payments(rows, FACES, "2024-07")
    assert found.placed + found.left == sum(row.amount for row in rows)


def written(name: str, chance: random.Random) -> str:
    """A name as an office writes it."""
    return chance.choice((
        name, name.replace("（", "(").replace("）", ")"), f"2024年{name}", name.replace("“", ""),
        f" {name}", name[:-1], f"{name}资金", name.replace("（", "").replace("）", ""), "别的事情",
    ))  # fmt: skip


def test_a_list_of_5_000_rows() -> None:
    chance = random.Random(7)
    faces = [
        ProjectFace(
            n, f"{chance.choice('甲乙丙丁戊己庚辛')}{n}村{kind}补助（第{n}批）", f"单位{n % 30}"
        )
        for n, kind in enumerate(("道路", "饮水", "养老", "教育", "卫生") * 60, start=1)
    ]
    lines, total = ["预算单位\t项目名称\t支付金额\t支付日期"], 0
    for _ in range(5_000):
        face, fen = chance.choice(faces), chance.randint(-9_999, 99_999_999)
        total += fen
        unit = chance.choice((face.unit, "", "外单位"))
        amount = f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"
        day = f"2024-{chance.randint(1, 12):02}-09"
        lines.append(f"{unit}\t{written(face.name, chance)}\t{amount}\t{day}")
    listed = pasted_payments("\n".join(lines), 2024)
    assert len(listed.payments) == 5_000
    found = place_payments(listed.payments, faces, "2024-09")
    assert found.placed + found.left == listed.total == total
    assert {why for _, why in found.unplaced} <= {
        Unplaced.LATER, Unplaced.UNIT, Unplaced.UNKNOWN
    }  # fmt: skip
    here = [it for it in listed.payments if it.month <= "2024-09" and it.unit != "外单位"]
    unknown = [it for it, why in found.unplaced if why is Unplaced.UNKNOWN]
    assert {it.project.strip() for it in unknown} == {"别的事情"}
    assert len(unknown) == sum(it.project.strip() == "别的事情" for it in here)
