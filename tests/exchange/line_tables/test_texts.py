"""Texts of tables, whatever a spreadsheet adds behind and within them."""

import time

from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.exchange.line_tables.contents import by_content
from budgetdesk.exchange.line_tables.texts import table_of

_WIDEST = 16_384  # columns of a sheet of Excel


def test_blank_columns_behind_a_table_are_none_of_it() -> None:
    rows, _ = table_of(f"单位,金额{',' * _WIDEST}\n县医院,1{', ' * _WIDEST}\n")
    assert rows == [["单位", "金额"], ["县医院", "1"]]


def test_a_cell_may_be_of_any_length() -> None:
    long = "永和县" * 60_000
    assert table_of(f"单位,{long}\n")[0] == [["单位", long]]


def test_what_columns_hold_is_judged_once_for_each() -> None:
    begin = time.process_time()
    by_content([["1"] * 4_000] * 2, LedgerTerms(2024, ()))
    assert time.process_time() - begin < 20  # column against column took minutes
