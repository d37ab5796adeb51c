"""Templates as they come and as others would have made them are drawn into the right fields."""

import json
from pathlib import Path

import pytest

from budgetdesk import cli
from budgetdesk.forms.loader import read_form_set
from tests.exchange.drawing.disturbing import DISTURBED, disturbed
from tests.exchange.drawing.scoring import TEMPLATES, expected_of, score

_NAMES = ("county-application-2027", "self-evaluation")


@pytest.mark.parametrize("name", _NAMES)
def test_a_template_is_drawn_right(name: str) -> None:
    found = score(TEMPLATES / f"{name}.xlsx", expected_of(name))
    assert found.share >= 0.95, found.wrong
    assert found.surplus == []


@pytest.mark.parametrize("change", DISTURBED)
@pytest.mark.parametrize("name", _NAMES)
def test_a_disturbed_template_is_drawn_right(name: str, change: str, tmp_path: Path) -> None:
    expected = expected_of(name)
    cells = [cell["cell"] for cell in expected]
    path = disturbed(TEMPLATES / f"{name}.xlsx", cells, DISTURBED[change], tmp_path / "模板.xlsx")
    assert (found := score(path, expected)).share >= 0.9, found.wrong


def test_the_command_writes_a_set_and_tells_what_it_understood(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = TEMPLATES / "county-application-2027.xlsx"
    call = ["forms", "draw", str(template), "--set", "county-2027", "--to", str(tmp_path), "--json"]
    assert cli.main(call) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["record"] == "project"
    assert told["unknown"] == []
    assert told["forms"][0]["title"] == "项目支出绩效目标申报表"
    cells = {cell["cell"]: cell for cell in told["forms"][0]["cells"]}
    assert cells["F12"] == {
        "cell": "F12", "field": "zcjh.je", "label": "支出计划/金额", "kind": "money",
        "carried": False, "computed": False, "list": "zcjh", "row": 1,
    }  # fmt: skip
    form_set = read_form_set(tmp_path, "county-2027")
    assert form_set.fiscal_year == 2027
    assert form_set.form("project").paths >= {"name", "funding.annual.local", "zcjh.je"}
    assert [path.name for path in tmp_path.iterdir()] == ["county-2027"]


def test_a_set_that_is_there_is_replaced_only_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = TEMPLATES / "self-evaluation.xlsx"
    call = ["forms", "draw", str(template), "--set", "zp", "--to", str(tmp_path)]
    assert cli.main(call) == 0
    before = (tmp_path / "zp" / "set.toml").read_bytes()
    assert cli.main(call) == 2
    assert "已有" in capsys.readouterr().err
    assert (tmp_path / "zp" / "set.toml").read_bytes() == before
    assert cli.main([*call, "--overwrite"]) == 0
