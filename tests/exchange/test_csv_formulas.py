"""No cell of a CSV file is run by a spreadsheet, and each is read back as it was."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.exchange.csv_lines import csv_text, read_lines

COLUMNS = {"name": "名称", "amount": "金额"}
STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def through_a_file(name: str, amount: str = "1") -> tuple[str, str]:
    """The first cell as it stands in a file, and as it is read from it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_text(csv_text(COLUMNS, [[name, amount]]), "utf-8-sig", newline="")
        (line,) = read_lines(path, COLUMNS)
        with path.open(encoding="utf-8-sig", newline="") as file:
            raw = list(csv.reader(file))[1]
    assert line.values["amount"] == raw[1] == amount
    return raw[0], line.values["name"]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1", "'=1", "''-x", "－项目",
        "＝A1", '=HYPERLINK("http://x","y")', "-", "'", "'甲", "' =", "' '\t=1",
        "项目=甲", "=多\n行",
    ],
)  # fmt: skip
def test_a_formula_is_text_and_comes_back(text: str) -> None:
    raw, back = through_a_file(text)
    assert not raw.lstrip().startswith(STARTS)
    assert back == text


def test_amounts_below_zero_stay_numbers() -> None:
    assert through_a_file("调减", "-100.5") == ("调减", "调减")
    assert through_a_file("-5")[0] == "-5"


@given(st.text("='+-@\t\r\n甲乙1 ,\"", max_size=8))
def test_any_text_comes_back(text: str) -> None:
    if not text.strip():
        return
    raw, back = through_a_file(text)
    is_number = raw.lstrip("+-").replace(".", "", 1).isdigit()
    assert is_number or not raw.startswith(STARTS)
    assert back.strip() == text.replace("\r\n", "\n").replace("\r", "\n").strip()


def test_a_text_of_any_length_comes_back() -> None:
    text = "永和县" * 60_000
    assert through_a_file(text) == (text, text)
