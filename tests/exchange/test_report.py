from pathlib import Path

from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.report import FileReport, ImportReport


def test_a_report_says_what_came_and_what_was_made() -> None:
    report = ImportReport(
        (
            FileReport(Path("甲/projects.json"), projects=3, filled=1, departments=["202-卫体局"]),
            FileReport(
                Path("ledger.csv"),
                ledger_lines=217,
                replaced_lines=2,
                units=["医院"],
                empty_projects=[f"项目{number}" for number in range(8)],
                notes=["文件是 2023 年度的，本账套是 2024 年度。"],
            ),
        )
    )
    assert list(report.sentences()) == [
        "projects.json：导入项目 3 个，其中填入已有的空白项目 1 个。",
        "新建部门 1 个：202-卫体局。",
        "ledger.csv：导入预算明细 217 行，替换原有明细 2 行。",
        "新建单位 1 个：医院。",
        "账套中没有而新建的空白项目 8 个：项目0、项目1、项目2、项目3、项目4、项目5 等。",
        "文件是 2023 年度的，本账套是 2024 年度。",
    ]


def test_a_file_without_content_says_so() -> None:
    report = FileReport(Path("空.json"))
    assert list(report.sentences()) == ["空.json：没有可导入的内容。"]


def test_a_fault_is_one_sentence_from_file_to_reason() -> None:
    fault = ImportFault(
        Path("文件夹/表.json"),
        "「五万」不是金额。",
        record="项目「甲」",
        field="funding.annual.own",
        label="年度单位自筹",
    )
    assert str(fault) == (
        "「表.json」 项目「甲」 年度单位自筹（funding.annual.own）：「五万」不是金额。"
    )
    assert str(ImportFault(Path("表.json"), "文件是空的。")) == "「表.json」：文件是空的。"
