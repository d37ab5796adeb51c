"""Names of projects in lists as offices have them."""

import pytest

from budgetdesk.exchange.clipboard.block import Block
from budgetdesk.exchange.clipboard.reading import read_clipboard
from budgetdesk.exchange.project_names import project_names

_NAMES = ("河道清淤", "山洪灾害防治", "2024年农村供水保障")


@pytest.mark.parametrize(
    "text",
    [
        "河道清淤\n山洪灾害防治\n2024年农村供水保障\n",
        "河道清淤\r\n\r\n山洪灾害防治\r\n2024年农村供水保障",
        "项目名称\n河道清淤\n山洪灾害防治\n2024年农村供水保障\n合计\n",
        "1\t河道清淤\t12.5\n2\t山洪灾害防治\t3\n3\t2024年农村供水保障\t1,000\n\t合  计\t1,015.5\n",
        "县水利局项目表\t\n单位名称\t项目名称\n水利局\t河道清淤\n水利局\t山洪灾害防治\n水利局\t2024年农村供水保障\n备注：新增",
        "河道清淤\n河道清淤\n山洪灾害防治\n小计\n2024年农村供水保障\n",
    ],
)
def test_the_names_and_nothing_else(text: str) -> None:
    found = project_names(read_clipboard(text).block)
    assert found.names == _NAMES
    assert found.alone == ("\t" not in text)
    assert found.too_long == ()


def test_a_text_is_told_apart() -> None:
    text = "为保障农村群众饮水安全，" * 20
    found = project_names(read_clipboard(f"河道清淤\n{text}").block)
    assert (found.names, found.too_long) == (("河道清淤",), (text,))


@pytest.mark.parametrize("text", ["", "12\t3\n4\t5\n", "合计\n"])
def test_where_there_is_no_name(text: str) -> None:
    assert project_names(read_clipboard(text).block).names == ()
    assert project_names(Block(0, 0, ())).names == ()
