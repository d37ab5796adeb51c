"""Fields named in the cells of a template: `{年度资金总额}` says outright what a cell is.

A mark is the official name of a field, or its path where the name is not its alone; behind
commas, what else the cell says: `{指标值，part=sign}`. A field that the dictionary does not have
brings path, name and kind: `{process：实施过程，段落}`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.fields import Field
from budgetdesk.domain.kind import Kind
from budgetdesk.exchange.drawing.telling import KIND_NAMES
from budgetdesk.exchange.drawing.vocabulary import bare_name
from budgetdesk.forms.definition import Entry, Form, Label
from budgetdesk.forms.parts import BOX_LINES, BOXES, choice_of
from budgetdesk.forms.sheet import Role

_MARK = re.compile(r"\s*\{(?P<said>[^{}=][^{}]*)\}\s*", re.DOTALL)
_COMMA = re.compile(r"[，,]")
_FORMULA = "算式="
_CHOICES, _LIST, _UNIT = "选项", "列表", "单位"
_KINDS = {name: kind for kind, name in KIND_NAMES.items()}


@dataclass(frozen=True)
class FieldMark:
    """What a mark says: the name or path of a field, what a new one is, and of its cell.

    `list_name` is what a list of the set is called that the field is a column of.
    """

    name: str
    label: str = ""
    kind: str = ""
    formula: str = ""
    choices: tuple[str, ...] = ()
    list_name: str = ""
    unit: str = ""
    says: Mapping[str, str | bool] = field(default_factory=dict)


def mark_in(text: str) -> FieldMark | None:
    """The mark that a cell holds; None for another text."""
    found = _MARK.fullmatch(text)
    if found is None or found["said"] == "row":
        return None
    said, _, formula = found["said"].partition(_FORMULA)
    named, *others = (part.strip() for part in _COMMA.split(said))
    name, _, label = named.partition("：")
    kind, told = "", dict[str, str]()
    says: dict[str, str | bool] = {}
    for part in filter(None, others):
        key, equals, value = (it.strip() for it in part.partition("="))
        if part in _KINDS:
            kind = _KINDS[part]
        elif key in (_CHOICES, _LIST, _UNIT):
            told[key] = value
        else:
            says[key] = value if equals else True
    choices = tuple(told[_CHOICES].split("/")) if told.get(_CHOICES) else ()
    of_list, unit = told.get(_LIST, ""), told.get(_UNIT, "")
    return FieldMark(name, label, kind, formula.strip(), choices, of_list, unit, says)


def mark_of(
    form: Form,
    entry: Entry,
    base: KindDeclaration,
    own: KindDeclaration,
    formulas: bool,  # noqa: FBT001 - the last of what is told of a form
) -> str:
    """The mark of a field's cell on a form.

    `own` is its kind as the set declares it, `base` that without what the set declares; `formulas`
    says that the one of a new field stands in its mark.
    """
    known = base.fields.get(entry.path) or base.level_fields.get(entry.path)
    found = form.fields.get(entry.path)
    parts = [_name(base, known) if known else entry.path]
    if known is None and found is not None:
        parts = [f"{entry.path}：{bare_name(found)}"]
        parts.append(KIND_NAMES["money" if found.kind.is_money else found.kind.value])
        parts += [f"{_CHOICES}={'/'.join(found.choices)}"] if found.choices else []
        parts += [f"{_UNIT}=万元"] if found.kind is Kind.MONEY_WAN else []
        above = entry.path.rpartition(".")[0]
        if above in own.lists and above not in base.lists:
            parts.append(f"{_LIST}={own.lists[above].name}")
    if entry.kind is Kind.MONEY_WAN and (known is None or known.kind is not entry.kind):
        parts.append("unit=万元")
    parts += [key if value is True else f"{key}={value}" for key, value in _says(entry)]
    if formulas and known is None and found is not None and found.formula:
        parts.append(f"{_FORMULA}{found.formula}")
    return f"{{{'，'.join(parts)}}}"


def _name(base: KindDeclaration, field_: Field) -> str:
    """The official name, where it is that of one field alone."""
    label = field_.label
    alike = [it for it in base.fields.values() if label in (it.label, *it.aliases)]
    is_level = field_.path in base.level_fields
    plain = len(alike) == 1 and not is_level and not re.search(r"[，,：=]", label)
    return label if plain else field_.path


def _says(entry: Entry) -> list[tuple[str, str | bool]]:
    """What the cell says beside its field."""
    says: list[tuple[str, str | bool]] = [
        (key, value) for key, value in (("code", entry.code), ("suffix", entry.suffix)) if value
    ]
    if entry.role is Role.COMPUTED and entry.path.endswith(".total"):
        says.append(("role", entry.role.value))
    if choice := choice_of(entry.part):
        says.append(("choice", choice))
    elif entry.part in (BOXES, BOX_LINES):
        says.append(("boxes", True if entry.part == BOXES else "below"))
    elif entry.part:
        says.append(("part", entry.part.rstrip("+")))
        says += [("qualitative", True)] if entry.part.endswith("+") else []
    return says


def level_mark(label: Label, name: str) -> str:
    """A level's cell: its name, and the sums that the form prints there in braces."""
    return label.text.replace("{level}", name) if label.text else name


def field_named(kind: KindDeclaration, name: str) -> str:
    """The path of the field that a mark names, "" where the kind has none."""
    if name in kind.fields or name in kind.level_fields:
        return name
    found = [path for path, it in kind.fields.items() if name in (it.label, *it.aliases)]
    return found[0] if len(found) == 1 else ""
