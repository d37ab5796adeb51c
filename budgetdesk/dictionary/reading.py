"""From the tables of a dictionary to a `Dictionary`; faults name file, table, key and cure."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from budgetdesk.dictionary.carrying import or_blank, require_carried
from budgetdesk.dictionary.declaration import OWN, Dictionary, FieldGroup, KindDeclaration, RowList
from budgetdesk.dictionary.field_reading import read_field
from budgetdesk.dictionary.life_line import KEY as LIFE_LINE
from budgetdesk.dictionary.life_line import read_life_line
from budgetdesk.dictionary.parameters import PARAMETERS, Parameter, read_parameters
from budgetdesk.dictionary.surroundings import Above, Beside, Surroundings
from budgetdesk.dictionary.toml_table import TomlTable
from budgetdesk.domain.fields import Field
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.ledger_columns import LABELS, REVENUE_LABELS, LedgerField, RevenueField
from budgetdesk.domain.records import Horizon, RecordKind

MOST_COLUMNS = 400
"""Of one table: SQLite's triggers take no more than 500."""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_BASE_KINDS: dict[str, str] = {kind.value: kind for kind in RecordKind}
_KEYS = (
    *("name", "stage", "below", "many", "told_apart_by", "in_force"),
    *("fields", "parts", "lists", "by_horizon", LIFE_LINE),
)
_ABOVE = ("department", "unit", "project", "overall")
# What no declaration says: the columns that every row has.
_FIXED_COLUMNS = 6


def read_dictionary(
    table: TomlTable, base: Dictionary | None = None, extension: Mapping[str, object] | None = None
) -> Dictionary:
    """The dictionary that a table describes.

    Args:
        table: what is declared, a form set's part merged over the base one.
        base: the base dictionary, where a form set's part stands in the table.
        extension: that part alone, as plain values.

    Raises:
        FormSetError: a key is missing, unknown or wrong, or takes the place of a base one.
    """
    kinds: dict[str, KindDeclaration] = {}
    parameters = read_parameters(table.table(PARAMETERS))
    for kind in table.without(PARAMETERS).written:
        _require_name(table, kind)
        before = base.kinds.get(kind) if base else None
        if before and kind not in (extension or {}):  # read once, as the base has it
            kinds[kind] = replace(before, around=Surroundings(parameters, before.around.beside))
            continue
        reader = _KindReader(kind, table.table(kind), before, own=bool(base) and before is None)
        kinds[kind] = reader.read(kinds, parameters)
        _require_room(table, kinds[kind])
    return Dictionary(kinds, extension or {})


def require_formulas(dictionary: Dictionary, table: TomlTable) -> None:
    """Read the formulas and conditions that a table declares; else they are when first asked for.

    Raises:
        FormSetError: one of them can't be read, gives another kind than its field, reads itself.
    """
    from budgetdesk.dictionary.reckoning import FormulaError

    for kind in dictionary.kinds.values():
        try:
            _ = kind.formulas, kind.conditions
        except FormulaError as error:
            table.table(kind.kind).fail(error.path, str(error))


def _require_name(table: TomlTable, name: str) -> None:
    if not _NAME.fullmatch(name):
        cure = "请只用小写字母、数字和下划线，以字母开头，最多 41 个字符。"
        table.fail(name, f"「{name}」不能作名称，{cure}")


def _known_by(table: TomlTable, fields: tuple[Field, ...]) -> str:
    """The column of the field that a row of a list is known by: the first where none is named."""
    columns = {field.last: field.column for field in fields}
    return table.one_of("known_by", columns, fields[0].last)


def _amends(table: TomlTable, fields: tuple[Field, ...]) -> str:
    """The column of the field that says what becomes of a followed row, "" for none."""
    columns = {field.last: field.column for field in fields if field.kind is Kind.CHOICE}
    return table.one_of("amends", columns) if "amends" in table else ""


def _column(table: TomlTable, key: str, horizon: str) -> str:
    """The column of a field of the record itself; of a carried one, that of the table above."""
    column = key.rpartition(".")[2] if "carried" in table else table.text("column", key)
    return f"{column}_{horizon}" if horizon else column


def _require_room(table: TomlTable, kind: KindDeclaration) -> None:
    """No table of the book may get more columns than its triggers take."""
    single = len(kind.single) + sum(
        len(part.fields) for part in kind.parts.values() if not part.table and not part.keyed
    )
    lists = (len(it.fields) for it in kind.lists.values())
    if max((single, *lists)) + _FIXED_COLUMNS > MOST_COLUMNS:
        table.fail(kind.kind, f"一类记录最多 {MOST_COLUMNS} 个字段，请分成几个列表或几类记录。")


class _KindReader:
    """Reads one record kind; its fields in the order in which they are written."""

    def __init__(
        self, kind: str, table: TomlTable, base: KindDeclaration | None, *, own: bool
    ) -> None:
        self.kind, self.table, self.base, self.own = kind, table, base, own
        self.above: KindDeclaration | None = None
        self.fields: dict[str, Field] = {}
        self.parts: dict[str, FieldGroup] = {}
        self.lists: dict[str, RowList] = {}

    def read(
        self, others: Mapping[str, KindDeclaration], parameters: tuple[Parameter, ...]
    ) -> KindDeclaration:
        table = self.table
        table.refuse_all_but(_KEYS)
        name = table.text("name", None if self.own else "")
        below = self._below(others)
        self.above = others.get(below)
        if self.kind == RecordKind.DEPARTMENT:
            self._ledger_fields()
        if self.own and self.above:
            self._carried(self.above)
        self._sections(table, "")
        told_apart_by = table.text("told_apart_by", "")
        if told_apart_by and told_apart_by not in self.fields:
            table.fail("told_apart_by", f"没有字段「{told_apart_by}」，请核对路径。")
        many = table.flag("many", default=False)
        self._refuse_taken()
        stage = table.text("stage", name)
        beside = self._beside(others, below, (name, stage))
        around = Surroundings(parameters, beside, self._formulas_above())
        return KindDeclaration(
            _BASE_KINDS.get(self.kind, self.kind),
            name,
            stage,
            below,
            many,
            told_apart_by,
            f"{OWN}{self.kind}" if self.own else self.kind,
            self.fields,
            self.parts,
            self.lists,
            self.own,
            around,
            self._in_force(),
            read_life_line(table, self.fields),
        )

    def _in_force(self) -> str:
        """The field that lets a record amend what its lists follow, "" for none."""
        amends = [it for it in self.lists.values() if it.amends]
        if not amends and "in_force" not in self.table:
            return ""
        alone = {path: path for path, it in self.fields.items() if not (it.listed or it.carried)}
        return self.table.one_of("in_force", alone)

    def _beside(
        self, others: Mapping[str, KindDeclaration], below: str, names: tuple[str, ...]
    ) -> dict[str, Beside]:
        """The kinds declared before that stand below the same one, and this one, by kind."""
        if not self.own:
            return {}
        beside = {
            it.kind: Beside((it.name, it.stage), it.fields)
            for it in others.values()
            if it.own and it.below == below
        }
        return {**beside, self.kind: Beside(names, self.fields)}

    def _formulas_above(self) -> Above | None:
        """What the formulas of the record above read, where its fields are shown below it."""
        above = self.above
        if above is None or not self.own:
            return None
        return Above(above.kind, above.fields, lambda: above.formulas)

    def _below(self, others: Iterable[str]) -> str:
        if not self.own:
            return self.table.text("below", "")
        above = {name: name for name in dict.fromkeys((*_ABOVE, *others))}
        return self.table.one_of("below", above)

    def _sections(self, table: TomlTable, horizon: str) -> None:
        for key in table.written:
            if key == "fields":
                self._single(table.table(key), horizon)
            elif key == "parts":
                self._groups(table.table(key), horizon, self._part)
            elif key == "lists":
                self._groups(table.table(key), horizon, self._list)
            elif key == "by_horizon" and not horizon:
                for each in Horizon:
                    self._sections(table.table(key), each.value)
                table.table(key).refuse_all_but(("fields", "parts", "lists"))

    def _single(self, table: TomlTable, horizon: str) -> None:
        for key in table.written:
            path = f"{key}.{horizon}" if horizon else key
            self._require_own_name(table, key, path)
            column = _column(table.table(key), key, horizon)
            own = self._is_own(path)
            self._add(read_field(table, key, path, column, horizon, own=own, listed=False))

    def _groups(
        self, table: TomlTable, horizon: str, read: Callable[[TomlTable, str, str], None]
    ) -> None:
        for key in table.written:
            path = f"{key}.{horizon}" if horizon else key
            self._require_own_name(table, key, path)
            one = table.table(key)
            read(one, path, horizon)
            one.finish()

    def _part(self, table: TomlTable, path: str, horizon: str) -> None:
        if self._is_own(path) and not self._had_group(path):
            table.fail("", "套表只能加 fields 和 lists，请把字段写进 fields。")
        prefix = table.text("prefix", "")
        fields = self._row_fields(table, path, horizon, prefix)
        self.parts[path] = FieldGroup(
            path,
            table.text("name", ""),
            table.text("table", ""),
            f"{self.kind}_id",
            horizon,
            table.text("total", ""),
            table.flag("total_free", default=False),
            table.flag("of_ledger", default=False),
            table.flag("keyed", default=False),
            fields,
        )

    def _list(self, table: TomlTable, path: str, horizon: str) -> None:
        own = self._is_own(path) and not self._had_group(path)
        stands = f"{OWN}{self.kind}_{path.replace('.', '_')}" if own else ""
        if own and "table" in table:
            table.fail("table", "套表的列表不写 table，请删去。")
        followed = self._followed(table)
        fields = self._row_fields(table, path, horizon, None, followed)
        require_carried(table, fields, followed)
        self.lists[path] = RowList(
            path,
            table.text("name"),
            table.text("table", stands),
            f"{self.kind}_id",
            "" if own else horizon,
            table.flag("slotted", default=False) if followed is None else followed.slotted,
            followed.path if followed else "",
            _amends(table, fields) if followed else "",
            _known_by(table, fields),
            fields,
            own,
        )

    def _followed(self, table: TomlTable) -> RowList | None:
        """The list of the record above that a list follows, if any."""
        if "follows" not in table:
            return None
        if not (self.own and self.above):
            table.fail("follows", "只有下级表的列表才能跟随上级表的列表，请删去。")
        return table.one_of("follows", self.above.lists)

    def _row_fields(
        self,
        table: TomlTable,
        path: str,
        horizon: str,
        prefix: str | None,
        followed: RowList | None = None,
    ) -> tuple[Field, ...]:
        """The fields of a part, whose columns have that prefix, or of a list, where it is None.

        `followed` is the list that this one follows, if any.
        """
        below = table.table("fields")
        if not below.written:
            table.fail("fields", "没有写字段，请至少写一个。")
        fields = []
        for key in below.written:
            _require_name(below, key)
            own = self._is_own(f"{path}.{key}")
            column = f"{prefix}_{key}" if prefix else key
            listed = prefix is None
            path_of = f"{path}.{key}"
            read = read_field(below, key, path_of, column, horizon, own=own, listed=listed)
            read = or_blank(read, followed)
            self._add(read)
            if not (listed and read.computed):  # which no row holds
                fields.append(read)
        return tuple(fields)

    def _add(self, read: Field) -> None:
        self.fields[read.path] = read

    def _is_own(self, path: str) -> bool:
        """Whether a form set declares a field, and not the base dictionary."""
        return self.own or (self.base is not None and path not in self.base.fields)

    def _had_group(self, path: str) -> bool:
        return self.base is not None and (path in self.base.lists or path in self.base.parts)

    def _require_own_name(self, table: TomlTable, key: str, path: str) -> None:
        if self._is_own(path) and not self._had_group(path):
            _require_name(table, key)

    def _refuse_taken(self) -> None:
        """A list and a field of one name would be one path; base fields keep what they hold."""
        for path in (*self.lists, *self.parts):
            if path in self.fields:
                self.table.fail("fields", f"「{path}」既是字段又是列表，请改一个名称。")
        for path, before in (self.base.fields if self.base else {}).items():
            now = self.fields[path]
            if (now.kind, now.column, now.carried) != (before.kind, before.column, before.carried):
                self.table.fail("fields", f"「{path}」的类型、列和来源不能改，请加一个新字段。")

    def _carried(self, above: KindDeclaration) -> None:
        """What the record above says is shown on its own forms too, locked; its lists are not."""
        for path, each in above.fields.items():
            if each.listed:
                continue
            own_row = each.carried or above.group_of(path) is None
            self._add(
                replace(
                    each,
                    path=f"{above.kind}.{path}",
                    carried=each.carried or above.kind,
                    column=each.column if own_row else "",
                    key="",
                    own=True,
                    counts=False,
                    required=False,
                    required_when="",
                )
            )

    def _ledger_fields(self) -> None:
        """What a department's ledger and revenue hold, in the ledger's own words."""
        amounts = (LedgerField.AMOUNT, RevenueField.AMOUNT)
        words: list[tuple[str, str, str]] = [("ledger", it, LABELS[it]) for it in LedgerField]
        words += [("revenue", it, REVENUE_LABELS[it]) for it in RevenueField]
        for head, name, label in words:
            kind = Kind.MONEY if name in amounts else Kind.LINE
            self._add(Field(f"{head}.{name}", label, kind, computed=True))
        self._add(Field("revenue.name", "科目名称", Kind.LINE, computed=True))
