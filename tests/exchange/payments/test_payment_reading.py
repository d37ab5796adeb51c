"""A payment list as treasuries and offices hand it out: headings, units, dates, sums, returns."""

from pathlib import Path

import openpyxl
import pytest

from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.payments.dates import month_of
from budgetdesk.exchange.payments.payment import Payment
from budgetdesk.exchange.payments.reading import pasted_payments, read_payments

PLAIN = "项目名称\t支付金额\t支付日期\n村医补助\t1,200.50\t2024-03-05\n"


def told(text: str) -> list[tuple[str, int, str]]:
    return [(it.project, it.amount, it.month) for it in pasted_payments(text, 2024).payments]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace("\t", ",").replace("1,200.50", '"1,200.50"'),
        "永和县国库支付明细表\n\n单位：元\n" + PLAIN,
        PLAIN.replace("支付金额", "支付金额（万元）").replace("1,200.50", "0.12005"),
        "单位：万元\n" + PLAIN.replace("1,200.50", "0.12005"),
        PLAIN.replace("支付金额", "实付金额").replace("支付日期", "清算日期"),
        PLAIN.replace("支付金额", "支出数").replace("2024-03-05", "20240305"),
        PLAIN.replace("支付金额", "拨付金额(元)").replace("2024-03-05", "2024年3月5日"),
        PLAIN.replace("支付金额", "金额").replace("支付日期", "月份").replace("2024-03-05", "3月"),
        PLAIN.replace("支付日期", "支付月份").replace("2024-03-05", "202403"),
        (
            "序号\t预算单位\t项目编码\t项目名称\t指标金额\t申请金额\t支付金额\t可用余额\t支付日期\t摘要\n"
            "1\t县医院\t1400\t村医补助\t9\t8\t1200.5\t7\t2024/3/5 10:22\t一季度\n"
        ),
        "项目名称\t支付\t支付日期\n\t支付金额\t\n村医补助\t1200.5\t2024.3.5\n",
        "项目信息\t\t支付信息\t\n编码\t项目名称\t支付金额\t支付日期\n1\t村医补助\t1200.5\t2024.3.5\n",
        "项目名称\t支付金额\t支付日期\n甲\t1\t2\n村医补助\t1200.5\t2024.3.5\n",
    ],
)
def test_one_payment_in_many_spellings(text: str) -> None:
    assert told(text) == [("村医补助", 120_050, "2024-03")]


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        ("2024-07-15", "2024-07"), ("2024/7/15", "2024-07"), ("2024.7.15", "2024-07"),
        ("20240715", "2024-07"), ("202407", "2024-07"), ("2024年7月15日", "2024-07"),
        ("2024年7月", "2024-07"), ("7月", "2024-07"), ("07", "2024-07"), ("7月份", "2024-07"),
        ("２０２４年７月", "2024-07"), ("2024-07-15 08:30:11", "2024-07"),
        ("2024-07-15T08:30", "2024-07"), ("45488", "2024-07"), ("2023-12-31", "2023-12"),
        ("13", None), ("上周", None), ("2024", None),
    ],
)  # fmt: skip
def test_the_month_of_a_date(cell: str, month: str | None) -> None:
    assert month_of(cell, 2024) == month


def test_what_came_back_is_negative_however_it_is_said() -> None:
    text = (
        "项目名称\t支付金额\t退款金额\t业务类型\t摘要\n"
        "甲\t100\t\t支付\t一季度\n甲\t-30\t\t支付\t冲账\n甲\t\t20\t支付\t\n"
        "甲\t10\t\t退回\t账号有误\n甲\t5\t\t支付\t退回误付款\n甲\t7\t\t支付\t退休人员慰问\n"
    )
    listed = pasted_payments(text, 2024)
    assert [it.amount for it in listed.payments] == [10_000, -3_000, -2_000, -1_000, -500, 700]
    assert any("退回、冲销的按负数计入：第 5 行、第 6 行" in note for note in listed.notes)


def test_sums_are_skipped_and_told() -> None:
    text = (
        "项目名称\t支付金额\t支付日期\n甲\t100\t1月\n乙\t50\t1月\n本月合计\t150\t\n"
        "甲\t10\t2月\n乙\t20\t2月\n\t30\t\n合 计：\t180\t\n总计\t181\t\n"
    )
    listed = pasted_payments(text, 2024)
    assert listed.total == 18_000
    assert any("跳过合计：第 4 行、第 7 行、第 8 行、第 9 行" in note for note in listed.notes)
    assert any("第 9 行合计 181 元" in note for note in listed.notes)


def test_what_no_column_says_is_told() -> None:
    notes = "".join(pasted_payments("项目名称\t支付金额\n村医\t9\n养老\t\n", 2024).notes)
    assert "没有写明金额单位，按元读取" in notes
    assert "没有支付日期" in notes
    assert "跳过没有金额的行：第 3 行" in notes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("甲\t100\n乙\t200\n", "没有找到列标题"),
        ("", "没有找到列标题"),
        ("项目名称\t支付金额\n", "没有支付记录"),
        ("项目名称\t支付金额\n甲\t一百\n", "第 2 行"),
        ("项目名称\t支付金额\n甲\t1.234\n", "不足一分"),
        ("项目名称\t支付金额\n甲\t(300)\n", "括号"),
    ],
)
def test_what_is_no_list_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(ImportFault, match=said):
        pasted_payments(text, 2024)


def test_a_workbook_is_read_on_all_its_sheets(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.title = "1月"
    first.append(["国库集中支付明细"])
    first.append(["项目编码", "项目名称", "支付金额（元）", "支付日期"])
    day = datetime(2024, 1, 31, tzinfo=UTC).replace(tzinfo=None)
    first.append(["14102", "村医补助", 1234.56, day])
    second = book.create_sheet("2月")
    second.append(["项目名称", "支付金额（万元）", "支付日期"])
    second.append(["村医补助", 0.5, "2024-02-01"])
    book.create_sheet("说明").append(["只是文字"])
    book.save(tmp_path / "支付.xlsx")
    assert read_payments(tmp_path / "支付.xlsx", 2024).payments == (
        Payment("「1月」第 3 行", 123_456, "村医补助", "14102", "", "2024-01"),
        Payment("「2月」第 2 行", 500_000, "村医补助", "", "", "2024-02"),
    )


def test_a_file_of_the_county_system_in_gb18030(tmp_path: Path) -> None:
    (tmp_path / "支付.csv").write_bytes(PLAIN.replace("\t", ";").encode("gb18030"))
    assert read_payments(tmp_path / "支付.csv", 2024).total == 120_050


def test_amounts_in_something_else_further_down_are_refused() -> None:
    head, row = "项目名称\t支付金额\t支付日期", "食堂\t2\t2025-03-05"
    text = "\n".join(("单位：元\t\t", head, row, "单位：万元\t\t", head, row))
    with pytest.raises(ImportFault, match="从这一行起金额单位是万元，以上是元"):
        pasted_payments(text, 2025)
