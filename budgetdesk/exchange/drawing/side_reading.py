"""From the sheets of a template that are no form to rules, formulas and figures of its set."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, NamedTuple

from budgetdesk.exchange.cell_names import cell_name
from budgetdesk.exchange.drawing.drawn import (
    DrawnCell,
    DrawnForm,
    DrawnRule,
    KeptForm,
    KeptSet,
    NewField,
)
from budgetdesk.exchange.drawing.set_text import table_of
from budgetdesk.exchange.drawing.side_sheets import (
    FORMULAS,
    PARAMETERS,
    RULES,
    SideColumn,
)
from budgetdesk.exchange.drawing.template import TextSheet
from budgetdesk.exchange.drawing.vocabulary import base_form_set
from budgetdesk.exchange.faults import ImportFault

Says = dict[str, Any]
_OPTIONAL = ("rows", "failing", "passing")
_RULE = {it.name for it in fields(DrawnRule)} - {"code"}


class SideLine(NamedTuple):
    """A line of a sheet: what it says by keys, and the cells that say so."""

    says: Says
    places: Mapping[str, str]


def is_drawn_rule(rule: object) -> bool:
    """Whether a rule says all that the window shows of one, and nothing else."""
    if not isinstance(rule, dict) or not {*rule} <= _RULE | {"kind"}:
        return False
    needed = _RULE - {*_OPTIONAL} | {"kind"}
    texts = (rule.get(key, "") for key in _RULE - {"failing", "passing"})
    return needed <= {*rule} and all(isinstance(it, str) for it in texts)


def with_sides(path: Path, forms: Sequence[DrawnForm], sheets: Sequence[TextSheet]) -> None:
    """Give forms what the sheets beside them say.

    Raises:
        ImportFault: a cell can't be what its column is for, or a line misses one.
    """
    lines = {it.side.name: list(_lines(path, it)) for it in sheets}
    places: dict[tuple[str, str], str] = {}
    rules: dict[str, Says] = {}
    for line in lines.get(RULES.name, []):
        code = line.says.pop("code")
        if code in rules:
            _fail(path, line.places["code"], f"编号「{code}」写了两次，请改一个。")
        places |= {(code, key): place for key, place in line.places.items()}
        rules[code] = line.says
    of_kind = {form.record: form for form in reversed(forms)}
    for code, says in list(rules.items()):
        if is_drawn_rule(says) and says["kind"] in of_kind:
            of_kind[says["kind"]].rules.append(_drawn(code, rules.pop(code)))
    declared = _declare(path, forms, lines.get(FORMULAS.name, []), places)
    figures = {it.says.pop("key"): it.says for it in lines.get(PARAMETERS.name, [])}
    head = {"parameters": figures} if figures else {}
    kept = KeptSet(head, {}, rules, declared, places)
    for number, form in enumerate(forms, 1):
        form.kept = KeptForm(f"{form.record}_{number}", {}, {}, kept)


def _drawn(code: str, says: Says) -> DrawnRule:
    return DrawnRule(code=code, **{"rows": ""} | {k: it for k, it in says.items() if k != "kind"})


def _declare(
    path: Path,
    forms: Sequence[DrawnForm],
    lines: Sequence[SideLine],
    places: dict[tuple[str, str], str],
) -> Mapping[str, Mapping[str, Says]]:
    """Give formulas to the fields of the forms; what is said of other fields, by tables."""
    declared: dict[str, dict[str, Says]] = defaultdict(dict)
    for line in lines:
        says = line.says
        record, list_path, key = says["record"], says.get("list", ""), says["key"]
        table = table_of(record, list_path)
        spoken_of = (key, *(f"{list_path}{it}.{key}" for it in ("", ".annual", ".implementation")))
        said = "name" if says["use"] == "name" else "formula"
        if said not in says:
            _fail(path, line.places[said], "没有写，请写上，或删去这一行。")
        places |= {(record, path): line.places[said] for path in spoken_of}
        if (list_path, said) == ("funding", "name"):
            next((it for it in forms if it.record == record), forms[0]).renamed[key] = says[said]
            continue
        formula = {says["use"]: says[said]} | (_former(record, list_path, key, says))
        if not _give(forms, (record, list_path, key), formula):
            told: Says = {it: says[it] for it in ("name", "kind", "unit") if it in says}
            declared[table].setdefault(key, {}).update(told | formula)
    return declared


def _former(record: str, list_path: str, key: str, says: Says) -> Says:
    """The name that a renamed field has elsewhere, by which formulas go on to speak of it."""
    known = base_form_set().dictionary.kinds[record].fields
    field = known.get(f"{list_path}.{key}" if list_path else key)
    renamed = says["use"] == "name" and field is not None and field.label != says["name"]
    return {"aliases": [field.label, *field.aliases]} if renamed and field is not None else {}


def _give(forms: Sequence[DrawnForm], field: tuple[str, str, str], formula: Says) -> bool:
    """Let a field that a form declares be worked out; whether there is one."""
    for form in forms:
        for number, new in enumerate(form.fields):
            if (new.record, new.list_path, new.key) != field:
                continue
            form.fields[number] = replace(new, says={**new.says, **formula}, by_hand=True)
            if "computed" in formula:
                form.cells[:] = [
                    replace(it, computed=True) if _shows(it, new) else it for it in form.cells
                ]
            return True
    return False


def _shows(cell: DrawnCell, new: NewField) -> bool:
    same_list = cell.list_path.partition(".")[0] == new.list_path
    return same_list and cell.path.rpartition(".")[2] == new.key


def _lines(path: Path, sheet: TextSheet) -> Iterator[SideLine]:
    columns = _columns(path, sheet)
    for number, row in enumerate(sheet.rows[1:], 2):
        cells = {column: text.strip() for column, text in enumerate(row) if text.strip()}
        if not cells:
            continue
        places = {
            it.key: f"工作表「{sheet.side.name}」第 {number} 行" for it in sheet.side.columns
        } | {
            it.key: f"工作表「{sheet.side.name}」{cell_name(number - 1, at)}"
            for at, it in columns.items()
        }
        says = {
            columns[at].key: _value(path, columns[at], text, places[columns[at].key])
            for at, text in cells.items()
            if at in columns
        }
        for key in sheet.side.needed:
            if key not in says:
                head = next(it.head for it in sheet.side.columns if it.key == key)
                _fail(path, places[key], f"没有写{head}，请写上，或删去这一行。")
        yield SideLine(says, places)


def _columns(path: Path, sheet: TextSheet) -> dict[int, SideColumn]:
    """The columns by their places; a heading that is none is told."""
    known = {it.head: it for it in sheet.side.columns}
    found: dict[int, SideColumn] = {}
    for at, text in enumerate(sheet.rows[0]):
        head = text.strip()
        if head and head not in known:
            place = f"工作表「{sheet.side.name}」{cell_name(0, at)}"
            _fail(path, place, f"没有「{head}」这一栏，可用的有：{'、'.join(known)}。")
        if head:
            found[at] = known[head]
    return found


def _value(path: Path, column: SideColumn, text: str, place: str) -> Any:
    value = column.read(text, base_form_set().dictionary.kinds)
    if value is None:
        _fail(path, place, f"{column.head}不能写「{text}」，请照导出的模板写。")
    return value


def _fail(path: Path, place: str, problem: str) -> None:
    raise ImportFault(path, f"{place}：{problem}")
