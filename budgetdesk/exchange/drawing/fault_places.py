"""A set that can't be used, told at the cell or the rule where that comes from."""

from collections.abc import Sequence

from budgetdesk.dictionary.toml_table import FormSetError
from budgetdesk.exchange.drawing.drawn import DrawnCell, DrawnForm

_KEYS = {
    "when": "条件", "message": "提示", "at": "指向的字段", "failing": "不合规的例子",
    "passing": "合规的例子", "title": "名称", "why": "理由", "source": "依据",
}  # fmt: skip


def told_at(forms: Sequence[DrawnForm], error: FormSetError) -> str:
    """A fault in one sentence: with the cell of its field, or with its rule; else as it is.

    What came from a sheet beside the forms of a template is told with its cell there.
    """
    if place := _place_beside(forms, error):
        return f"{place}：{error.problem}"
    if rule := next((it for form in forms for it in form.rules if it.code == error.table), None):
        said = f"审核规则 {rule.code}「{rule.title}」的{_KEYS.get(error.key, error.key)}"
        return f"{said}：{error.problem}"
    cell = next((it for form in forms for it in form.cells if _is_of(form, it, error)), None)
    return str(error) if cell is None else f"{cell.box.place}「{cell.label}」：{error.problem}"


def _place_beside(forms: Sequence[DrawnForm], error: FormSetError) -> str:
    kept = (form.kept.of_set.places for form in forms if form.kept is not None)
    return next((it[error.table, error.key] for it in kept if (error.table, error.key) in it), "")


def _is_of(form: DrawnForm, cell: DrawnCell, error: FormSetError) -> bool:
    head = error.table.partition(".")[0]
    return head == form.record and error.key in (cell.path, cell.path.rpartition(".")[2])
