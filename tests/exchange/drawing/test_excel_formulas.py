"""Plain formulas in the cells of a template are formulas of the set; others are told."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from budgetdesk.exchange.drawing.drawing import draw
from budgetdesk.exchange.drawing.saving import try_set
from budgetdesk.exchange.drawing.set_text import set_files
from tests.exchange.drawing.scoring import TEMPLATES

_OWN, _OTHER = "funding.annual.own", "funding.annual.other"
_TOTAL = "funding.annual.total"


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("=SUM(F11:F13)", "sum(zcjh, je)"),
        ("=C8+D8", "total(funding.annual.local, funding.annual.provincial)"),
        ("=SUM(E8:F8)-$B$8", f"total({_OWN}, {_OTHER}) - {_TOTAL}"),
        ("=sum(C8, E8)", "total(funding.annual.local, funding.annual.own)"),
        ("=B8-SUM(F11:F13)", "funding.annual.total - sum(zcjh, je)"),
        ("=SUM(F11:F12)", ""),  # of a list not all of its rows
        ("=C8*2", ""),
        ("=IF(C8>0,C8,0)", ""),
        ("=SUM(A1:A2)", ""),
        ("=C9+C8", ""),  # of itself
        ("=B3+C8", ""),  # a text
        ("=SUM(其他!B3:B7)", ""),
    ],
)  # fmt: skip
def test_a_formula_of_excel(formula: str, said: str, tmp_path: Path) -> None:
    book = load_workbook(TEMPLATES / "county-application-2027.xlsx")
    book.active["C9"] = formula
    book.save(tmp_path / "模板.xlsx")
    forms = draw(tmp_path / "模板.xlsx")
    cell = next(it for it in forms[0].cells if it.box.place == "C9")
    declared = next(it for it in forms[0].fields if it.key == cell.path)
    assert declared.says.get("computed", "") == said
    assert cell.computed == bool(said)
    assert ("C9" in dict(forms[0].unknown)) == (not said)
    field = try_set(set_files(forms)).dictionary.kinds["project"].fields[cell.path]
    assert (field.formula, field.kind.is_money) == (said, bool(said))
