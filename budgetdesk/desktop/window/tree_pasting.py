"""A list of names pasted into the tree: a project for each."""

from collections.abc import Callable

from budgetdesk.book import read
from budgetdesk.book.step import Step
from budgetdesk.desktop.bars import NoticeBar
from budgetdesk.desktop.clips import NO_TEXT, clipping_of, exceeds, text_to_paste
from budgetdesk.desktop.tree.outline import Level
from budgetdesk.desktop.window.tree_place import TreePlace
from budgetdesk.domain.records import Unit

_MOST_CELLS = 20_000
_MOST_PROJECTS = 500
_TOO_MANY = f"剪贴板里的内容太多，一次最多粘贴 {_MOST_PROJECTS} 个项目名称，没有粘贴。"
_TOO_LONG = "没有粘贴：「{}…」太长，不像项目名称；请只复制项目名称这一列。"


def paste_projects(place: TreePlace, notice: NoticeBar) -> None:
    """Make a project below the current unit for each copied name that it has none of."""
    from budgetdesk.exchange.project_names import project_names

    unit = place.unit()
    if unit is None:
        notice.say("请先新建单位，再粘贴项目名称。")
        return
    data = text_to_paste(notice.say)
    if data is None:
        return
    found = None if exceeds(data, _MOST_CELLS) else project_names(clipping_of(data).block)
    if found is None or len(found.names) > _MOST_PROJECTS:
        notice.say(_TOO_MANY)
        return
    if found.too_long:
        notice.say(_TOO_LONG.format(found.too_long[0][:20]))
        return
    book = place.session.book
    there = {it.name for it in read.project_rows(book, read.project_ids(book, unit_id=unit.id))}
    names = [it for it in found.names if it not in there]
    if not names:
        notice.say("这些项目都已经有了，没有新建。" if found.names else NO_TEXT)
        return
    first = place.do(f"粘贴 {len(names)} 个项目名称", _adding(place, unit, names))
    if first is not None:
        place.view.make_current(Level.PROJECT, first)
        had = len(found.names) - len(names)
        more = f"；另有 {had} 个已经有了" * bool(had) + "；只取名称，其他各列没有取" * (
            not found.alone
        )
        told = f"已在「{unit.name}」新建 {len(names)} 个项目{more}。"
        notice.offer_undo(told, place.session.undo)


def _adding(place: TreePlace, unit: Unit, names: list[str]) -> Callable[[Step], int]:
    """Add them in their order; the id of the first."""
    from budgetdesk.book.new_projects import add_projects
    from budgetdesk.exchange.placing import blank_project

    form_set = place.session.form_set
    blank = [blank_project(form_set, unit, name) for name in names]
    return lambda step: add_projects(step, blank)[0]
