"""From the parts of a form to fields: those of the dictionary, else new ones of a guessed kind."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain, count
from typing import Any

from budgetdesk.domain.fields import Field
from budgetdesk.domain.initials import cells_of
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.text import fold
from budgetdesk.exchange.drawing.drawn import AGAIN, DrawnCell, DrawnForm, NewField
from budgetdesk.exchange.drawing.reckoning import compute
from budgetdesk.exchange.drawing.regions import GridCell, GridPart, Single
from budgetdesk.exchange.drawing.template import Box
from budgetdesk.exchange.drawing.vocabulary import Vocabulary, role_of_any
from budgetdesk.exchange.drawing.words import (
    YES_NO,
    GuessedKind,
    boxes_in,
    core_of,
    guess_kind,
    outright,
    printed_core,
    sounds_computed,
    sounds_like_label,
    unit_in,
)

_WIDE = 0.5  # of the sheet's width: room for a paragraph
_HIGH = 36.0  # points of a row with room for several lines
_SLOTTED_MONEY = "funding"
_HORIZON = re.compile(r"实施期|中期|项目期|中长期|三年")
_TELLS_HORIZON = re.compile(r"实施期|中期|项目期|中长期|年度|本年|当年|今年|三年")
_OTHER_YEARS = re.compile(r"以前|以后|上年|去年|次年|下年")
_BEFORE_AND_AFTER = re.compile(r"(?:调整|变更|变动|修改)[前后]|原来?|现在?|内容")
_ABOUT_MONEY = re.compile(r"资金|经费|来源|预算|财政|拨款|补助|自筹")
_PAYERS = (
    (re.compile(r"中央"), "central"),
    (re.compile(r"省|自治区|上级"), "provincial"),
    (re.compile(r"自筹|自有|单位资金"), "own"),
    (re.compile(r"其[他它]"), "other"),
    (re.compile(r"本级|[市县区]|财政|拨款|地方|一般公共预算"), "local"),
)  # fmt: skip
_SUM = re.compile(r"总分|(?:金额|资金|经费)?合计|总计|总得分|得分合计")
_WHOLE = re.compile(
    r"(?:申请|项目|年度|本年|当年|预算|资金|经费|专项|财政)+(?:总额|总计|合计|金额)"
)
_CODE = re.compile(r"代码|编码")


class FieldFinder:
    """Finds or declares the fields of a form's single cells and grids."""

    def __init__(self, form: DrawnForm, words: Vocabulary, taken: set[str]) -> None:
        """`taken` are the keys of fields that the set has."""
        self.form, self.words, self.taken = form, words, taken
        self._placed: set[str] = set()
        self._width = sum(form.page.template.widths)

    def take_placed(self, paths: Iterable[str]) -> None:
        """Know of fields that have their cells already."""
        self._placed |= {*paths}

    # Singles

    def single(self, part: Single) -> None:
        """Give a cell beside its label a field."""
        said = outright(part.box.text)
        label = said or part.label.text
        future = self._is_future(part)
        path = said if said in self.words.kind.fields else ""
        path = path or self.words.path_of(label, future=future)
        path = path or self.words.rows.get(core_of(label), "")
        path = "" if self._is_anothers(part, path) else path
        path = self._agreeing(path, label, part.box)
        if not part.sums and (payer := self._payer(label, part, path)):
            self._add_payer(part.box, label, payer, future=future)
            return
        if part.sums and not self._is_total(part):
            path = ""
        elif label == part.label.text and part.heading and self._is_total(part):
            path, label = self._total_path(part), self._total_label(part)
        if path and (path not in self._placed or self._is_shown(path)):
            self.known(part.box, path, self.words.official(path, label), label)
        elif part.sums and _SUM.match(core_of(label)):
            self._column_sum(part, label)
        else:
            self.declare(part.box, printed_core(label), printed_core(label), part.label.text)

    def _column_sum(self, part: Single, label: str) -> None:
        """The total of a column of the list above it."""
        named = f"{printed_core(label)}/{printed_core(part.heading)}"
        guess = guess_kind(part.heading, wide=False)
        self.declare(part.box, named.replace("/", ""), named, label, guess)
        band = self.form.bands[-1] if self.form.bands else None
        said = band.cells.get(part.box.column) if band is not None else None
        if said is not None:
            list_path, _, key = said[1]["field"].rpartition(".")
            compute(self.form, self.form.cells[-1], f"sum({list_path}, {key})")

    def _is_shown(self, path: str) -> bool:
        """Whether a field only shows what stands elsewhere, so that several cells may."""
        return is_carried(self.words.kind.fields[path])

    def _is_anothers(self, part: Single, path: str) -> bool:
        """Whether a telephone stands behind a person who is not the one that a field is of."""
        field = self.words.kind.fields.get(path)
        if (
            field is None
            or field.kind is not Kind.PHONE
            or core_of(part.label.text) in self._names(field)
        ):
            return False
        row = self.form.page.template.starting(part.label.row)
        before = [it for it in row if it.column < part.label.column and it.text]
        if not before or guess_kind(before[-1].text, wide=False).kind != "person":
            return False
        return self.words.path_of(before[-1].text) != path.removesuffix("phone") + "handler"

    def _is_total(self, part: Single) -> bool:
        role = role_of_any(part.heading)
        return role in ("weight", "score") and bool(_SUM.match(core_of(part.label.text)))

    def _total_path(self, part: Single) -> str:
        role = role_of_any(part.heading)
        path = "total_points" if role == "weight" else "total_score"
        return path if path in self.words.kind.fields else ""

    def _total_label(self, part: Single) -> str:
        points = role_of_any(part.heading) == "weight"
        return "总分值" if points else part.label.text

    def _is_future(self, part: Single) -> bool:
        """Whether a cell is of the whole project period: so headed, or the left of two alike."""
        template, core = self.form.page.template, core_of(part.label.text)
        if _HORIZON.search(part.label.text):
            return core not in self.words.single
        alike = [it for it in template.starting(part.label.row) if core_of(it.text) == core]
        if len(alike) < 2:
            return False
        heading = self._above(part.label)
        if heading:
            return bool(_HORIZON.search(heading))
        return part.label == alike[0]

    def _above(self, label: Box) -> str:
        """The nearest text above a label, in its column, that tells a horizon."""
        template = self.form.page.template
        for row in range(label.row - 1, -1, -1):
            above = template.at(row, label.column)
            if above and above.column == label.column and _tells_horizon(above.text):
                return above.text
        return ""

    def _agreeing(self, path: str, label: str, box: Box) -> str:
        """A path, unless the label's words say that the field is of another kind."""
        field = self.words.kind.fields.get(path)
        if field is None or core_of(label) in self._names(field):
            return path
        guess = self.guess(label, box)
        if field.kind is Kind.LINE and guess.kind == "date":
            return path
        differs = guess.kind in ("period", "money", "date", "percent", "phone", "person", "count")
        return "" if guess.sure and differs and guess.kind != kind_word(field) else path

    @staticmethod
    def _names(field: Field) -> set[str]:
        return {core_of(name) for name in (field.label, *field.aliases)}

    # Money by payer

    def _payer(self, label: str, part: Single, path: str) -> str:
        """Who pays, of the rows of money of a project; "" where it is another cell."""
        if not self.words.payers or (path and not path.startswith(_SLOTTED_MONEY)):
            return ""
        beside = self.form.page.body.label_beside(part.box.row, part.box.bottom, part.label.column)
        return self._payer_of(label, beside)

    def _payer_of(self, label: str, beside: str) -> str:
        if found := self.words.payer_of(label):
            return found
        core = core_of(label)
        if _WHOLE.fullmatch(core):
            return "total"
        if guess_kind(label, wide=False).kind != "money" and not core.endswith("其他"):
            return ""
        if not _ABOUT_MONEY.search(core + beside) or "结转" in core or sounds_computed(label):
            return ""
        return next((payer for pattern, payer in _PAYERS if pattern.search(core)), "")

    def _add_payer(self, box: Box, label: str, payer: str, *, future: bool) -> None:
        horizon = "implementation" if future else "annual"
        path = f"{_SLOTTED_MONEY}.{horizon}.{payer}"
        if path in self._placed:
            self.declare(
                box, printed_core(label), printed_core(label), label, GuessedKind("money", True)
            )
            return
        field = self.words.kind.fields[path]
        if payer != "total" and core_of(label) != core_of(_plain(field)):
            self.form.renamed[payer] = printed_core(label)
        self.known(box, path, self._money_label(field, label), label)

    def declare_lone_parts(self) -> None:
        """Where a total has one payer alone beside it, that is a field of its own, 其中财政资金.

        The total is typed then: it would be that one amount otherwise.
        """
        for total in [it for it in self.form.cells if it.path in self._totals]:
            half = total.path.removesuffix("total")
            parts = [it for it in self.form.cells if it.path.startswith(half) and it != total]
            if len(parts) == 1:
                self._declare_instead(parts[0])

    @property
    def _totals(self) -> set[str]:
        return {f"{_SLOTTED_MONEY}.{it}.total" for it in ("annual", "implementation")}

    def _declare_instead(self, cell: DrawnCell) -> None:
        at = self.form.cells.index(cell)
        self.form.renamed.pop(cell.path.rpartition(".")[2], None)
        self.declare(cell.box, cell.label, cell.label, cell.label, GuessedKind("money", sure=True))
        self.form.cells[at] = self.form.cells.pop()

    @staticmethod
    def _money_label(field: Field, label: str) -> str:
        core = core_of(label)
        is_named = core == core_of(field.label) or _HORIZON.match(core)
        return field.label if is_named else printed_core(label)

    # Grids

    def grid(self, part: GridPart) -> None:
        """Give the cells of a grid their fields."""
        several = len({it.row_label for it in part.cells}) > 1
        heads = Counter(it.head for it in part.cells)
        for cell in part.cells:
            self._grid_cell(part, cell, several=several, repeated=heads[cell.head] > 1)

    def _grid_cell(self, part: GridPart, cell: GridCell, *, several: bool, repeated: bool) -> None:
        if self.words.payers and self._grid_payer(part, cell):
            return
        row, head = printed_core(cell.row_label), printed_core(cell.head)
        alone = self._agreeing(self.words.path_of(cell.head), cell.head, cell.box)
        path = self._row_path(cell)
        path = path or self._met_path(cell) if row else alone
        by_head = not path and bool(alone) and not repeated
        path = path or (alone if by_head else "")
        label = f"{row}/{head}" if row and (several or not by_head) else head
        if path and path not in self._placed:
            by_head_alone = not several and path == alone
            shown = self.words.official(path, cell.head) if by_head_alone else label
            self.known(cell.box, path, self._row_name(path, cell, shown), cell.head)
        else:
            guess = self._guess_in(part, cell)
            self.declare(cell.box, row + head if row else head, label, cell.head, guess)

    def _guess_in(self, part: GridPart, cell: GridCell) -> GuessedKind:
        """The kind of a new field in a grid: an amount where the grid is one of money."""
        guess, of_row = self.guess(cell.head, cell.box), self.guess(cell.row_label, cell.box)
        if _BEFORE_AND_AFTER.fullmatch(core_of(cell.head)) and cell.row_label:
            return guess_kind(cell.row_label, wide=True)  # two columns share the room
        if of_row.sure and of_row.kind == "percent" and guess.kind in ("money", "line"):
            return of_row  # the rates of a grid whose columns are amounts
        told = guess.sure or guess.kind != "line" or sounds_like_label(cell.head)
        of_money = _ABOUT_MONEY.search(part.name) or self._holds_money(part)
        return GuessedKind("money", sure=False) if not told and of_money else guess

    @staticmethod
    def _holds_money(part: GridPart) -> bool:
        """Whether some column of a grid is one of amounts, and so those that don't say are too."""
        return any(guess_kind(it.head, wide=False).kind == "money" for it in part.cells)

    def _met_path(self, cell: GridCell) -> str:
        """The field where a row and a column of money meet, whichever of them is the amount's."""
        found = self.words.grid_path(cell.row_label, cell.head)
        return found or self.words.grid_path(cell.head, cell.row_label)

    def _row_path(self, cell: GridCell) -> str:
        """The field that a row names, alone or with the heading above its label: 按…划分合计."""
        if not self.words.rows:
            return ""
        both = self.words.path_of(core_of(cell.row_head) + core_of(cell.row_label))
        return both or self.words.rows.get(core_of(cell.row_label), "")

    def _row_name(self, path: str, cell: GridCell, label: str) -> str:
        """Where the row alone names the field, as 按资金来源划分 does, its name."""
        if path != self._row_path(cell):
            return label
        if core_of(cell.row_label) in ("合计", "总计"):
            return f"{printed_core(cell.row_head)}/{printed_core(cell.row_label)}"
        return self.words.official(path, cell.row_label)

    def _grid_payer(self, part: GridPart, cell: GridCell) -> bool:
        """Take a cell of a project's money, by its column or by its row; whether it is one."""
        for label, other in ((cell.head, cell.row_label), (cell.row_label, cell.head)):
            payer = self._payer_of(label, part.name) if label else ""
            if payer == "total" and not self._pays(part):
                continue
            plain = not other or _tells_horizon(other) or core_of(other) in ("金额", "资金")
            if payer and plain:
                future = bool(_HORIZON.search(other + label))
                self._add_payer(cell.box, label, payer, future=future)
                return True
        return False

    def _pays(self, part: GridPart) -> bool:
        """Whether a grid of several rows tells who pays: only then its total is the project's."""
        labels = {it for cell in part.cells for it in (cell.row_label, cell.head) if it}
        payers = {self._payer_of(it, part.name) for it in labels} - {"", "total"}
        return bool(payers) or len({it.row_label for it in part.cells}) < 2

    # Cells

    def known(self, box: Box, path: str, label: str, printed: str) -> None:
        """A cell with a field of the dictionary."""
        field = self.words.kind.fields[path]
        again = path in self._placed
        self._placed.add(path)
        is_total = path.startswith(_SLOTTED_MONEY) and path.endswith(".total")
        carried = is_carried(field)
        says: dict[str, Any] = {AGAIN: True} if again else {}
        if path.endswith("unit.department.name") and _CODE.search(printed):
            says["code"] = path.removesuffix("name") + "code"
        offered = box.choices or boxes_in(box.text)
        if field.kind is Kind.CHOICE and offered:
            self.form.choices[path] = offered
            says |= {"boxes": True} if boxes_in(box.text) else {}
        self._keep_hint(box, path, field)
        kind, computed = kind_word(field), field.computed and not carried
        cell = DrawnCell(box, path, label, kind, carried, computed and not is_total, says=says)
        self.form.cells.append(cell)

    def _keep_hint(self, box: Box, path: str, field: Field) -> None:
        text = " ".join(box.text.split())
        open_ = not (field.carried or field.computed) and field.kind is not Kind.CHOICE
        if open_ and len(text) > 2 and not outright(text) and not text[0].isdigit():
            self.form.hints[path] = text.replace("{", "｛").replace("}", "｝")

    def guess(self, label: str, box: Box) -> GuessedKind:
        """The kind that a label and its cell let expect."""
        template = self.form.page.template
        width = sum(template.widths[box.column : box.end])
        wide, high = width > self._width * _WIDE, template.heights[box.row] > _HIGH
        found = guess_kind(label, wide=wide or box.rows > 2)
        plain = found.kind == "line" and not found.sure and not sounds_like_label(label)
        return GuessedKind("paragraph", sure=False) if plain and wide and high else found

    def _own_name(self, name: str) -> str:
        """A name for a new field: formulas speak of fields by names, so no other may have it."""
        known = {core_of(it) for field in self.words.kind.fields.values() for it in _all(field)}
        known |= {core_of(it.says["name"]) for it in self.form.fields}
        names = chain([name], (f"{name}之{number}" for number in count(2)))
        return next(it for it in names if core_of(it) not in known)

    def declare(
        self, box: Box, name: str, label: str, printed: str, guess: GuessedKind | None = None
    ) -> None:
        """A cell with a field that the dictionary does not have."""
        kind = (guess or self.guess(printed, box)).kind
        offered = box.choices or boxes_in(box.text)
        says: dict[str, Any] = {"name": self._own_name(name), "kind": kind}
        if kind == "choice":
            says["choices"] = list(YES_NO)
        if offered:
            says |= {"kind": "choice", "choices": list(offered)}
        if kind == "money" and (unit := unit_in(printed) or self.form.unit):
            says["unit"] = unit
        new = NewField(self.words.kind.kind, "", key_for(name, self.taken), says)
        self.form.fields.append(new)
        self._placed.add(new.key)
        cell_says = {"boxes": True} if boxes_in(box.text) else {}
        self.form.cells.append(DrawnCell(box, new.key, label, says["kind"], says=cell_says))


def _all(field: Field) -> tuple[str, ...]:
    return field.label, *field.aliases


def _plain(field: Field) -> str:
    return re.sub(r"^(?:实施期|年度)", "", field.label)


def _tells_horizon(text: str) -> bool:
    return not _OTHER_YEARS.search(fold(text)) and bool(_TELLS_HORIZON.search(fold(text)))


def is_carried(field: Field) -> bool:
    """Whether a field shows what stands in another record, or a text worked out of one."""
    return bool(field.carried) or (bool(field.formula) and field.kind is Kind.PARAGRAPH)


def kind_word(field: Field) -> str:
    """The kind of a field as the dictionary writes it, without decimals."""
    return "money" if field.kind.is_money else field.kind.value


def key_for(name: str, taken: set[str]) -> str:
    """A key for a new field: the initials of its name, and a number where they are taken."""
    letters = "".join(cell[:1] for cell in cells_of(fold(name)).split(";"))
    plain = re.sub(r"[^a-z0-9]", "", letters)[:30] or "field"
    base = plain if plain[0].isalpha() else f"f{plain}"
    key, number = base, 2
    while key in taken:
        key, number = f"{base}_{number}", number + 1
    taken.add(key)
    return key
