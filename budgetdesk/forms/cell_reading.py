"""From one cell of a definition to a label or to the place of a field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from budgetdesk.dictionary.base import is_base
from budgetdesk.dictionary.declaration import LEVELS, FieldGroup, KindDeclaration, RowList
from budgetdesk.dictionary.expressions.expression import Expression, read_expression
from budgetdesk.dictionary.expressions.faults import ExpressionError
from budgetdesk.dictionary.expressions.naming import Naming
from budgetdesk.dictionary.toml_table import TomlTable
from budgetdesk.domain.fields import Field
from budgetdesk.domain.indicator_tree import IndicatorTree
from budgetdesk.domain.kind import Kind
from budgetdesk.forms.definition import Entry, Label
from budgetdesk.forms.figures import SUMMED
from budgetdesk.forms.parts import (
    BOX,
    BOX_LINES,
    BOXES,
    TARGET_PARTS,
    WHOLE,
    choice_of,
    choice_part,
    choices_for,
    sign_part,
)
from budgetdesk.forms.sheet import Role, Style
from budgetdesk.forms.styles import LABEL, STYLE_OF_KIND, TITLE
from budgetdesk.forms.wording import STYLE_KEYS, Wording, altered, half_width, print_text

_LABEL_KEYS = ("text", "columns", "rows", "style", *STYLE_KEYS)
_LEVEL_KEYS = ("level", *_LABEL_KEYS)
_FIELD_KEYS = (
    "field", "columns", "rows", "style", "size", "align", "valign", "down", "role", "code",
    "unit", "suffix", "boxes", "choice", "part", "qualitative",
)  # fmt: skip
_ROLES = {role.value: role for role in (Role.INPUT, Role.COMPUTED, Role.LOCKED)}
MONEY_UNITS = {"元": Kind.MONEY, "万元": Kind.MONEY_WAN}
"""What the amounts of a form may be told in; the book holds 分."""
_FORMULA = re.compile(r"\{=(?P<formula>[^{}]*)\}")
_CARRIED = "由别处带入，不用填写。"
_SUMMED = "由各项资金相加得出，不用填写。"
_LEVEL_WORD = {"level": "{level}"}
_SHOWN_WHOLE = "*"


def refuse_unknown_keys(cell: TomlTable) -> None:
    """A misspelt key is told before it makes the row look as if it had a hole."""
    if "level" in cell:
        cell.refuse_all_but(_LEVEL_KEYS)
    elif "text" in cell:
        cell.refuse_all_but(_LABEL_KEYS)
    else:
        cell.refuse_all_but((*_FIELD_KEYS, "text", "level"))


@dataclass
class CellReader:
    """Reads the cells of one form; remembers which fields already have a cell."""

    kind: KindDeclaration
    wording: Wording
    words: Mapping[str, str]
    tree: IndicatorTree
    money: Kind | None = None  # what the form tells amounts in, None for what each field says
    _placed: dict[str, set[str]] = field(default_factory=dict)

    @cached_property
    def _known(self) -> Mapping[str, Field]:
        """The fields that a cell may show."""
        return {**self.kind.fields, **self.kind.level_fields}

    def label(self, cell: TomlTable, more: Mapping[str, str]) -> Label:
        """A printed text; `more` are the words in braces that are known here beside the form's."""
        style = self._style(cell, LABEL)
        role = Role.TITLE if cell.text("style", LABEL) == TITLE else Role.LABEL
        text = print_text(cell, "text", self.wording, {**self.words, **more})
        label = Label(text, style, role, self._formulas(cell, text))
        cell.finish()
        return label

    def level(self, cell: TomlTable, list_path: str) -> Label:
        """The cell that names a level of the indicator tree, with sums over the rows below it."""
        style = self._style(cell, LABEL)
        text, sums = "", {}
        if "text" in cell:
            known = {
                it.last: it
                for it in self.kind.fields.values()
                if it.listed and it.path.rpartition(".")[0] == list_path and it.kind in SUMMED
            }
            more = _LEVEL_WORD | {name: f"{{{name}}}" for name in known}
            text = print_text(cell, "text", self.wording, {**self.words, **more})
            sums = {f"{{{it}}}": known[it] for it in known if f"{{{it}}}" in text}
        cell.finish()
        return Label(text, style, sums=sums)

    def entry(self, cell: TomlTable) -> Entry:
        """The place of a field."""
        known = self._known
        found = self._in_unit(cell, cell.one_of("field", known))
        part = self._part(cell, found)
        code = cell.one_of("code", known).path if "code" in cell else ""
        self._place_once(cell, "field", found.path, part)
        self._place_once(cell, "code", code, "")
        role = cell.one_of("role", _ROLES, _role_of(found).value)
        entry = Entry(
            path=found.path,
            kind=found.kind,
            style=self._style(cell, STYLE_OF_KIND[found.kind]),
            role=role,
            code=code,
            suffix=cell.text("suffix", ""),
            hint=self._hint(found, part),
            reason=self._reason(cell, found, role),
            choices=choices_for(part) if part not in WHOLE else self._choices(found),
            of_ledger=self._is_of_ledger(found),
            declared=None if is_base(self.kind.kind, found) else found,
            part=part,
            following=self._following(found),
        )
        cell.flag("down", default=True)
        cell.finish()
        return entry

    def _following(self, found: Field) -> RowList | None:
        group = self.kind.lists.get(found.path.rpartition(".")[0])
        return group if group is not None and group.follows else None

    def _in_unit(self, cell: TomlTable, found: Field) -> Field:
        """The field as the form tells it: an amount in the unit of the cell or of the form."""
        said = cell.one_of("unit", MONEY_UNITS) if "unit" in cell else self.money
        if "unit" in cell and not found.kind.is_money:
            cell.fail("unit", f"只用于金额，{found.path} 不是；印在值后面的单位请写 suffix。")
        return replace(found, kind=said) if said and found.kind.is_money else found

    def _part(self, cell: TomlTable, found: Field) -> str:
        """Which part of the field the cell shows, "" for all of it."""
        said = [key for key in ("part", "choice", "boxes") if key in cell]
        if len(said) > 1:
            cell.fail(said[1], f"{' 和 '.join(said)} 不能写在同一格，请留一个。")
        if "part" in cell:
            return self._target_part(cell, found)
        if "qualitative" in cell:
            cell.fail("qualitative", '只用于 part = "sign" 的格子，请删去。')
        if "choice" in cell:
            self._require(cell, "choice", found, Kind.CHOICE)
            return choice_part(self._choice(cell, found))
        if "boxes" in cell:
            boxes = self._boxes(cell)
            self._require(cell, "boxes", found, Kind.CHOICE)
            if not self._choices(found):
                cell.fail("boxes", f"{found.path} 没有写可选的内容，请在字典里写 choices。")
            return boxes
        return ""

    @staticmethod
    def _boxes(cell: TomlTable) -> str:
        """`boxes = true` side by side, `boxes = "below"` one below the other."""
        if cell.holds("boxes", str):
            return cell.one_of("boxes", {"below": BOX_LINES})
        return BOXES if cell.flag("boxes") else ""

    def _target_part(self, cell: TomlTable, found: Field) -> str:
        self._require(cell, "part", found, Kind.TARGET)
        part = cell.one_of("part", {name: name for name in TARGET_PARTS})
        worded = cell.flag("qualitative", default=False)
        if worded and part != "sign":
            cell.fail("qualitative", '只用于 part = "sign" 的格子，请删去。')
        return sign_part(worded=worded) if part == "sign" else part

    def _choice(self, cell: TomlTable, found: Field) -> str:
        choices, wanted = self._choices(found), cell.text("choice")
        if wanted not in choices and self.wording.half_width:
            wanted = half_width(wanted)
        if choices and wanted not in choices:
            cell.fail("choice", f"{found.path} 没有「{wanted}」，可选的有：{'、'.join(choices)}。")
        return wanted

    def _require(self, cell: TomlTable, key: str, found: Field, kind: Kind) -> None:
        if found.kind is not kind:
            is_now = "money" if found.kind.is_money else found.kind.value
            cure = f"请换一个字段，或在字典里把它写成 {kind.value}。"
            cell.fail(key, f"只用于 {kind.value} 的字段，{found.path} 是 {is_now}，{cure}")

    def _choices(self, found: Field) -> tuple[str, ...]:
        if found.path in self.kind.level_fields:
            slots = self.tree.slots()
            names = (slot.level1 if found.column == LEVELS[0] else slot.level2 for slot in slots)
            return tuple(dict.fromkeys(names))
        said = self.wording.choices
        above = found.path.partition(".")[2] if found.carried else ""  # as its own form has it
        return said.get(found.path) or said.get(above) or found.choices

    def _hint(self, found: Field, part: str) -> str:
        if choice_of(part) or found.kind is Kind.TICK:
            return BOX  # to be ticked
        return self.wording.hints.get(found.path, found.hint) if part in WHOLE else ""

    def _is_of_ledger(self, found: Field) -> bool:
        group = self.kind.group_of(found.path)
        return isinstance(group, FieldGroup) and group.of_ledger

    def _place_once(self, cell: TomlTable, key: str, path: str, part: str) -> None:
        """A field has one cell, or one for each of its parts."""
        if not path:
            return
        mine = part if part not in WHOLE else _SHOWN_WHOLE
        before = self._placed.setdefault(path, set())
        if mine in before or (before and _SHOWN_WHOLE in (mine, *before)):
            cell.fail(key, f"{path} 在这张表里已有一格，请删去其中一处。")
        before.add(mine)

    def _reason(self, cell: TomlTable, found: Field, role: Role) -> str:
        if role is Role.INPUT:
            return ""
        if found.formula:
            return f"由算式算出，不用填写：{found.formula}"
        group = self.kind.group_of(found.path)
        summed = isinstance(group, FieldGroup) and found.last == group.total
        plain = _CARRIED if found.own or found.carried else _SUMMED if summed else ""
        reason = self.wording.reasons.get(found.path, plain)
        if not reason:
            cell.fail("role", f"请在 [reasons] 中写明 {found.path} 为什么不用填写。")
        return reason

    def _style(self, cell: TomlTable, default: str) -> Style:
        return altered(cell, cell.one_of("style", self.wording.styles, default))

    def _formulas(self, cell: TomlTable, text: str) -> dict[str, Expression]:
        found = list(_FORMULA.finditer(text))
        try:
            names = self.kind.names.alone if found else Naming(())
            return {it[0]: read_expression(it["formula"], names) for it in found}
        except ExpressionError as error:
            cell.fail("text", f"算式不对，{error}。")


def _role_of(found: Field) -> Role:
    """The role of a cell that says none: what is carried from elsewhere is shown, locked."""
    if found.formula:
        return Role.COMPUTED
    return Role.LOCKED if found.carried else Role.INPUT
