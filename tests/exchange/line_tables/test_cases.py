"""Tables as offices paste them: each input of its folder gives the value its README names."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from budgetdesk.book import edit
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.read import ledger
from budgetdesk.cli import main
from budgetdesk.domain.records import Department, LedgerLine, Unit

CASES = Path(__file__).parent / "cases"
ASSUME = "source=general,origin=current,nature=project,unit=元"
BUREAU = "永和县卫生健康和体育局"
CENTRE = "永和县疾病预防控制中心"

Value = list[tuple[str, str, str, str, int]]  # code, nature, source, origin, 分
B, P, G = "basic", "project", "general"
RIGHT: dict[str, Value] = {
    "paste-wan-title.tsv": [("2100408", P, G, "current", 12_500_000)],
    "paste-wan-other-column.tsv": [("2100408", P, G, "current", 12_500_000)],
    "paste-wan-in-name.tsv": [
        ("2100408", P, G, "current", 12_500_000),
        ("2100408", P, G, "current", 20_000_000),
    ],
    "paste-wan-missed-title.tsv": [("2100408", P, G, "current", 1_500_000)],
    "paste-qianyuan.tsv": [("2100408", P, G, "current", 150_000)],
    "paste-code-split-columns.tsv": [
        ("2100408", P, G, "current", 10_000),
        ("2100409", P, G, "current", 20_000),
    ],
    "paste-code-point-zero.tsv": [
        ("2100408", P, G, "current", 10_000),
        ("2100409", P, G, "current", 20_000),
        ("2100408", P, G, "current", 30_000),
    ],
    "paste-unit-subtotal.tsv": [
        ("2100408", P, G, "current", 10_000),
        ("2100401", P, G, "current", 50_000),
    ],
    "paste-outline-rows.tsv": [
        ("2100408", P, G, "current", 40_000),
        ("2100409", P, G, "current", 20_000),
    ],
    "paste-year-columns.tsv": [
        ("2100408", P, G, "current", 20_000),
        ("2100408", P, G, "carryover", 10_000),
    ],
    "paste-basic-and-project.tsv": [
        ("2100401", B, G, "current", 20_000),
        ("2100401", P, G, "current", 10_000),
    ],
    "paste-source-heading.tsv": [
        ("2100408", P, "unit_funds", "current", 10_000),
        ("2100408", P, "fund", "current", 10_000),
    ],
    "paste-nature-words.tsv": [
        ("2100101", B, G, "current", 10_000),
        ("2100101", B, G, "current", 10_000),
        ("2100408", P, G, "current", 10_000),
    ],
    "paste-amount-headings.tsv": [("2100408", P, G, "current", 20_000)],
    "paste-column-numbers.tsv": [("2100408", P, G, "current", 10_000)],
    "paste-invisible.tsv": [
        ("2100408", P, G, "current", 123_450),
        ("2100408", P, G, "current", 20_000),
    ],
    "cr-only.csv": [("2100408", P, G, "current", 12_500_000)],
}


def value_of(lines: tuple[LedgerLine, ...]) -> Value:
    return [(it.function_code, it.nature, it.source, it.origin, it.amount) for it in lines]


@pytest.fixture(scope="module")
def made_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of 2024 with the bureau and one unit of it; never opened itself."""
    path = tmp_path_factory.mktemp("office") / "账套.budget"
    with (
        Book.create(path, BookInfo("yonghe-2024", 2024, "试验")) as book,
        book.step("单位") as step,
    ):
        owner = edit.add_department(step, Department("202", BUREAU))
        for code, name in (("202001", BUREAU), ("202002", CENTRE)):
            edit.add_unit(step, Unit(name, Department("202", BUREAU, id=owner), code))
    return path


@pytest.fixture
def office(made_office: Path, tmp_path: Path) -> Path:
    """A copy of the office's book for one test."""
    return Path(shutil.copy(made_office, tmp_path / "账套.budget"))


def test_every_case_is_here_as_it_lies_in_its_folder(shared: Path) -> None:
    given = {path.name: path.read_bytes() for path in (shared / "cases/paste").glob("*.?sv")}
    assert given == {path.name: path.read_bytes() for path in CASES.iterdir()}
    assert set(given) == set(RIGHT)


@pytest.mark.parametrize("name", RIGHT)
def test_a_case_is_imported_with_its_value(office: Path, name: str) -> None:
    assert main(["import", str(office), str(CASES / name), "--assume", ASSUME]) == 0
    with Book.open(office, read_only=True) as book:
        assert value_of(ledger(book)) == RIGHT[name]


@pytest.mark.parametrize("name", [name for name in RIGHT if name != "cr-only.csv"])
def test_a_case_that_leaves_something_open_is_refused(
    office: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(office), str(CASES / name)]) == 2
    told = capsys.readouterr().err
    assert "--assume " in told
    assert "source=general" in told or "origin=current" in told
    with Book.open(office, read_only=True) as book:
        assert ledger(book) == ()


Refused = Callable[[str, str], str]


@pytest.fixture
def refused(office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Refused:
    def import_text(text: str, assume: str = "") -> str:
        path = tmp_path / "表.tsv"
        path.write_text(text, "utf-8")
        options = ["--assume", assume] if assume else []
        assert main(["import", str(office), str(path), *options]) == 2
        return capsys.readouterr().err

    return import_text


FULL = f"单位\t科目编码\t项目名称\t资金来源\t资金年度\t金额（元）\n{BUREAU}\t2100408\t甲\t{{}}\n"


@pytest.mark.parametrize(
    ("text", "assume", "reason"),
    [
        (FULL.format("一般公共预算\t\t1"), "", "--assume origin=current"),
        (FULL.format("\t当年\t1"), "", "--assume source=general"),
        (FULL.replace("（元）", "").format("一般公共预算\t当年\t1"), "", "--assume unit=元"),
        (FULL.replace("金额（元）", "2023年预算数（元）").format("基金\t当年\t1"), "", "year=2023"),
        (FULL.replace("项目名称", "备注").format("基金\t当年\t1"), "", "识别的列：备注"),
        (FULL.format("基金\t当年\t八万"), "", "第 2 行 金额：「八万」不是金额"),
        (FULL.format("别的\t当年\t1"), "", "第 2 行 资金来源：「别的」"),
        (FULL.format("基金\t当年\t1").replace("2100408", "2.1E+06"), "", "丢了后面的数字"),
        (FULL.format("基金\t当年\t1").replace("2100408", ""), "", "没有科目编码，也不是合计行"),
        ("您好\n再见\n", "", "没有识别出单位、功能科目、金额"),
        (FULL, "源=1", "「源=1」不认识"),
        (FULL, "source=别的", "「source=别的」的内容不认识"),
        (FULL, "unit=元,unit=万元", "「unit」写了两次"),
    ],
)
def test_what_is_open_or_wrong_is_named(
    refused: Refused, text: str, assume: str, reason: str
) -> None:
    assert reason in refused(text, assume)


@pytest.mark.parametrize(
    "assume",
    [
        "source=fund,origin=carryover,unit=万元",
        "资金来源=政府性基金,资金年度=上年结转,金额单位=万元",
    ],
)
def test_what_is_assumed_counts_where_nothing_is_said(office: Path, assume: str) -> None:
    path = office.with_name("表.txt")
    path.write_text(f"单位\t科目编码\t项目\t金额\n{BUREAU}\t2100408\t甲\t1.5\n", "utf-16")
    assert main(["import", str(office), str(path), "--assume", assume]) == 0
    with Book.open(office, read_only=True) as book:
        assert value_of(ledger(book)) == [("2100408", P, "fund", "carryover", 1_500_000)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028"])
@pytest.mark.parametrize("mark", ["\t", ",", ";", "|"])
def test_every_encoding_line_end_and_mark_is_read(
    office: Path, encoding: str, end: str, mark: str
) -> None:
    rows = [
        ["永和县" + "很长的标题" * 60],
        ["单位", "科目编码", "项目名称", "资金来源", "资金年度", "金额（元）"],
        [BUREAU, "2100408", "甲", "一般公共预算", "当年", "\ufeff1\u202d234.5"],
        [CENTRE, "2100401", "乙", "单位资金", "上年结转", "200"],
    ]
    rows[0] += [""] * 5
    path = office.with_name("表.csv")
    path.write_bytes(end.join(mark.join(row) for row in rows).encode(encoding))
    assert main(["import", str(office), str(path)]) == 0
    with Book.open(office, read_only=True) as book:
        assert value_of(ledger(book)) == [
            ("2100408", P, G, "current", 123_450),
            ("2100401", P, "unit_funds", "carryover", 20_000),
        ]
