"""Templates of many offices' layouts are drawn right, as they come and as others leave them."""

from pathlib import Path

import pytest

from budgetdesk.exchange.drawing.drawing import draw
from budgetdesk.exchange.drawing.saving import save_set
from budgetdesk.exchange.drawing.set_text import set_files
from tests.exchange.drawing.disturbing import DISTURBED, disturbed
from tests.exchange.drawing.scoring import score
from tests.exchange.drawing.written_layouts import NAMES, made

# 内设机构 and 所属单位 don't say that they are numbers, and a row of it could be read in two ways.
_LEAST = {"overall-points": (0.9, 0.8)}
_SAMPLE = ("labels apart", "all at once")


def _share(name: str, change: str, tmp_path: Path) -> tuple[float, object]:
    plain = tmp_path / "模板.xlsx"
    expected = made(name, plain)
    cells = [cell["cell"] for cell in expected]
    found = score(disturbed(plain, cells, DISTURBED[change], tmp_path / "另一.xlsx"), expected)
    return found.share, found.wrong


@pytest.mark.parametrize("name", NAMES)
def test_a_layout_is_drawn_right_and_can_be_used(name: str, tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    expected = made(name, path)
    found = score(path, expected)
    assert found.share >= _LEAST.get(name, (0.95, 0))[0], found.wrong
    assert found.surplus == []
    form_set = save_set(tmp_path, "drawn", set_files(draw(path)), overwrite=False)
    assert form_set.forms


@pytest.mark.parametrize("change", _SAMPLE)
@pytest.mark.parametrize("name", NAMES[::4])
def test_a_disturbed_layout_is_drawn_right(name: str, change: str, tmp_path: Path) -> None:
    share, wrong = _share(name, change, tmp_path)
    assert share >= _LEAST.get(name, (0, 0.85))[1], wrong


@pytest.mark.proof
@pytest.mark.parametrize("change", DISTURBED)
@pytest.mark.parametrize("name", NAMES)
def test_every_disturbed_layout_is_drawn_right(name: str, change: str, tmp_path: Path) -> None:
    share, wrong = _share(name, change, tmp_path)
    assert share >= _LEAST.get(name, (0, 0.85))[1], wrong
