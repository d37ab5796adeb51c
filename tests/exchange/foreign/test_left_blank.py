"""Forms with blanks, with formulas that nobody reckoned, with who pays in any office's words."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from budgetdesk.domain.money import parse_yuan
from budgetdesk.exchange.foreign.forms import read_forms
from budgetdesk.exchange.foreign.kinds import FormKinds
from budgetdesk.exchange.foreign.sources import read_grids
from budgetdesk.exchange.sheet_notes import UNRECKONED
from budgetdesk.forms.loader import load_form_set
from tests.exchange.foreign import kinds_of_files as files
from tests.exchange.foreign import office_habits as habits
from tests.exchange.foreign.office_habits import LEVELS, MONEY, NAME, TEXTS, plain
from tests.exchange.foreign.test_office_habits import read_files, require_all, values, wanted

Rows = files.Rows
PLAIN = dict(values(wanted("plain")))
PAID = "funding.annual."


def found_in(rows: Rows, folder: Path) -> dict[str, str]:
    files.workbook(folder / "表.xlsx", {"表": rows})
    (found,) = read_files(folder / "表.xlsx")
    return found


@pytest.mark.parametrize("blank", [*((it,) for it in (*MONEY, *TEXTS)), tuple(MONEY)])
def test_what_is_left_blank_takes_nothing_else_with_it(
    blank: tuple[str, ...], tmp_path: Path
) -> None:
    said = {*(MONEY[it] for it in blank if it in MONEY), *(TEXTS.get(it) for it in blank)}
    rows = [["" if cell in said else cell for cell in row] for row in plain()]
    left = {*blank, *(f"{PAID}{it}" for it in blank)}
    assert found_in(rows, tmp_path) == {key: it for key, it in PLAIN.items() if key not in left}


@pytest.mark.parametrize("cell", ["C4", "C6"])
def test_a_formula_that_was_never_reckoned_is_told_and_no_blank(cell: str, tmp_path: Path) -> None:
    path = tmp_path / "公式.xlsx"
    files.workbook(path, {"表": [["", *row] for row in plain()]})
    book = openpyxl.load_workbook(path)
    sheet, column = book["表"], "D"
    sheet["A4"].font = Font(bold=True)  # a cell without content before it
    sheet[column + cell[1:]] = "=1+1"
    book.save(path)
    found = read_forms(read_grids(path), FormKinds(load_form_set("luliang-2025")))
    told = [(it.cell.place, it.why) for it in found.unread]
    assert told == [(f"表!{column}{cell[1:]}", UNRECKONED)]


def paid(rows: list[tuple[str, str]], folder: Path) -> dict[str, float]:
    first, *others = rows
    money = [
        ["项目资金（元）", *first, ">", ">", ">"],
        *(["^", *it, ">", ">", ">"] for it in others),
    ]
    form = [*habits.head(), *money, *habits.texts(), *habits.goal(), *habits.indicators()]
    found = found_in(form, folder)
    return {
        key.removeprefix(PAID): (parse_yuan(it) or 0) / 100
        for key, it in found.items()
        if key.startswith(PAID)
    }


@pytest.mark.parametrize(
    ("label", "payer"),
    [
        *(("中央", "central"), ("中央专项资金", "central"), ("中央预算内投资", "central")),
        *(("省级", "provincial"), ("省级配套资金", "provincial"), ("自治区财政资金", "provincial")),
        *(("市县级财政资金", "local"), ("县（市、区）财政资金", "local"), ("区级配套", "local")),
        *(("乡镇资金", "local"), ("市（县）级", "local"), ("旗县资金", "local")),
        *(("项目单位自筹", "own"), ("事业收入", "own"), ("银行贷款", "other")),
    ],
)
def test_who_pays_is_known_in_many_words(label: str, payer: str, tmp_path: Path) -> None:
    assert paid([("资金总额", "10"), (label, "10")], tmp_path) == {"total": 10, payer: 10}


def test_levels_below_one_sum_are_added_and_a_sum_of_all_gives_way(tmp_path: Path) -> None:
    levels = [("中央", "10"), ("省级", "20"), ("市级", "30"), ("县级", "40")]
    right = {"total": 100, "central": 10, "provincial": 20, "local": 70}
    assert paid([("资金总额", "100"), *levels], tmp_path) == right
    assert paid([("资金总额", "100"), ("财政资金", "100"), *levels], tmp_path) == right
    assert paid([("资金总额", "100"), *levels, ("财政拨款小计", "100")], tmp_path) == right


_HEAD = len(plain()) - len(LEVELS) - 1


@pytest.mark.parametrize(
    "again",
    [
        [],
        [["项目名称", NAME, ">", ">", ">", ">"]],
        [["项目支出绩效目标申报表（续）", *">>>>>"]],
        [["项目支出绩效目标申报表（续）", *">>>>>"], ["项目名称", NAME, ">", ">", ">", ">"]],
    ],
)
def test_a_form_over_two_sheets_is_one(again: Rows, tmp_path: Path) -> None:
    path, rows = tmp_path / "两页.xlsx", plain()
    files.workbook(path, {"基本情况": rows[:_HEAD], "绩效指标": [*again, *rows[_HEAD:]]})
    require_all(path)


def test_a_table_of_indicators_goes_on_over_sheets_below_its_headings(tmp_path: Path) -> None:
    path, rows = tmp_path / "续.xlsx", habits.repeated_levels()
    cut = _HEAD + 4
    files.workbook(path, {"1": rows[:cut], "2": [rows[_HEAD], *rows[cut:]]})
    require_all(path)


def test_another_table_of_indicators_is_none_of_the_form_before_it(tmp_path: Path) -> None:
    path, rows = tmp_path / "库.xlsx", habits.repeated_levels()
    files.workbook(path, {"1": rows, "指标库": [["共性指标参考"], *rows[_HEAD:]]})
    require_all(path)
