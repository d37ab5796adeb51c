"""What a published copy must not carry, and where it does."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from budgetdesk.checks.language.personal import identity_numbers, mobile_numbers
from budgetdesk.domain.records import Project
from budgetdesk.domain.text import fold, shorten
from budgetdesk.forms.sheet import Sheet

_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Leak:
    """Personal data in a form: which form, what stands there."""

    form: str
    what: str
    text: str


def without_persons(project: Project) -> Project:
    """A project without 负责人, 经办人 and 联系电话."""
    return replace(project, responsible="", handler="", phone="")


def leaks(sheets: Iterable[Sheet], persons: Iterable[str]) -> Iterator[Leak]:
    """Identity and mobile numbers, and persons' names, in any text of the sheets."""
    names = tuple(persons)
    for sheet in sheets:
        texts = (cell for cell in sheet.cells if cell.number is None)
        for cell in texts:
            yield from (Leak(sheet.name, what, cell.text) for what in _personal(cell.text, names))


def _personal(text: str, names: Sequence[str]) -> Iterator[str]:
    if identity_numbers(text):
        yield "身份证号码"
    if mobile_numbers(text):
        yield "手机号码"
    plain = fold(text) if names else ""
    yield from (f"“{name}”的姓名" for name in names if name in plain)


def told(found: Sequence[Leak]) -> str:
    """One sentence that refuses a copy for the public, naming what stands where."""
    places = "；".join(
        f"「{shorten(leak.form)}」中有{leak.what}（{shorten(leak.text)}）"
        for leak in found[:_MOST_TOLD]
    )
    more = f"等 {len(found)} 处" if len(found) > _MOST_TOLD else ""
    return f"公开版本不能带个人信息，没有导出：{places}{more}。请删去后再导出。"
