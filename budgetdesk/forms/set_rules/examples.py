"""The examples of a rule: values of fields, as they would be typed, that must fail or must pass."""

from collections.abc import Callable, Iterator, Mapping

from budgetdesk.dictionary.declaration import Dictionary, KindDeclaration
from budgetdesk.dictionary.expressions.faults import ExpressionError
from budgetdesk.dictionary.reckoning import Reckoned, ReckonedRow
from budgetdesk.dictionary.toml_table import TomlTable
from budgetdesk.domain.fields import Field
from budgetdesk.domain.records import DeclaredRecord, DeclaredRow, Department
from budgetdesk.domain.typed import TypedError, parse_typed

Said = Mapping[str, object]
Beside = Mapping[str, tuple[object, ...]]
_LEVEL_NAMES = {"level1": "一级指标", "level2": "二级指标"}
_LEVELS = {"level1": "level1", "level2": "level2", "一级指标": "level1", "二级指标": "level2"}


class ExampleReader:
    """Reads the examples of one rule: a record of its kind, and the row that is judged."""

    def __init__(
        self, table: TomlTable, dictionary: Dictionary, kind: KindDeclaration, rows: str
    ) -> None:
        self._table, self._dictionary, self._kind, self._rows = table, dictionary, kind, rows

    def read(self, key: str) -> tuple[Reckoned, ReckonedRow | None]:
        """The record of the example at `key`, and the row that is judged, where one is.

        Raises:
            FormSetError: it names no field, or a value is none of the field's kind.
        """
        said = self._table.table(key).plain()
        alone: dict[str, object] = {}
        judged: dict[str, object] = {}
        lists: dict[str, tuple[DeclaredRow, ...]] = {}
        beside: dict[str, tuple[object, ...]] = {}
        for name, value in said.items():
            if isinstance(value, list):
                self._take_list(key, name, value, lists, beside)
            elif self._is_of_row(name):
                judged[name] = value
            else:
                path = self._field(key, name)
                alone[path] = self._typed(key, self._kind.fields[path], name, value)
        if self._rows:
            row = self._row(key, self._rows, judged)
            lists[self._rows] = (row, *lists.get(self._rows, ()))
        record = self._record(self._kind, {**alone, **lists}, beside)
        rows = record.listed(self._rows) if self._rows else ()
        return record, next(iter(rows), None)

    def words(self, key: str) -> str:
        """The example in words: 全年预算数 100，全年执行数 120."""
        return "，".join(_words(self._table.table(key).plain(), self._label))

    def _label(self, name: str) -> str:
        """What a field is called, where its path was written."""
        rows = f"{self._rows}.{name}"
        found = self._kind.fields.get(rows) or self._kind.fields.get(name)
        return found.label if found else _LEVEL_NAMES.get(name, name)

    @staticmethod
    def _record(kind: KindDeclaration, said: Said, beside: Beside) -> Reckoned:
        nobody = Department("", "")
        record = DeclaredRecord(kind.kind, nobody, said, beside=beside)
        return Reckoned(record, kind.fields, kind.formulas)

    def _take_list(
        self,
        key: str,
        name: str,
        value: list[object],
        lists: dict[str, tuple[DeclaredRow, ...]],
        beside: dict[str, tuple[object, ...]],
    ) -> None:
        items = [one for one in value if isinstance(one, dict)]
        try:
            path = self._kind.names.alone.rows(name, 0).path
        except ExpressionError as error:
            self._table.fail(key, f"例子不对，{error}。")
        if len(items) < len(value):
            self._table.fail(key, f"「{name}」的每一项应为表，请写成 {{ … }}。")
        if path in self._kind.lists:
            lists[path] = tuple(self._row(key, path, one) for one in items)
        else:
            beside[path] = tuple(self._beside(key, path, one) for one in items)

    def _beside(self, key: str, kind: str, said: Said) -> Reckoned:
        """A record of another kind that stands beside the judged one."""
        other = self._dictionary.kinds[kind]
        reader = ExampleReader(self._table, self._dictionary, other, "")
        values = {}
        for name, value in said.items():
            path = reader._field(key, name)
            values[path] = self._typed(key, other.fields[path], name, value)
        return self._record(other, values, {})

    def _is_of_row(self, name: str) -> bool:
        return bool(self._rows) and (
            name in _LEVELS or self._kind.names.rows[self._rows].naming.has(name)
        )

    def _row(self, key: str, path: str, said: Said) -> DeclaredRow:
        naming = self._kind.names.rows[path].naming
        levels = {_LEVELS[name]: str(value) for name, value in said.items() if name in _LEVELS}
        values: dict[str, object] = {}
        for name, value in said.items():
            if name in _LEVELS:
                continue
            try:
                last = naming.field(name, 0).path
            except ExpressionError as error:
                self._table.fail(key, f"例子不对，{error}。")
            values[last] = self._typed(key, self._kind.fields[f"{path}.{last}"], name, value)
        return DeclaredRow(values, levels.get("level1", ""), levels.get("level2", ""))

    def _field(self, key: str, name: str) -> str:
        try:
            return self._kind.names.alone.field(name, 0).path
        except ExpressionError as error:
            self._table.fail(key, f"例子不对，{error}。")

    def _typed(self, key: str, field: Field, name: str, value: object) -> object:
        if field.computed:
            self._table.fail(key, f"「{name}」由算式算出，例子里请写算它的栏目。")
        text = ("√" if value else "") if isinstance(value, bool) else str(value)
        try:
            return parse_typed(field.kind, text)
        except TypedError as error:
            self._table.fail(key, f"「{name}」的值不对：{error}")


def _words(said: Said, label: Callable[[str], str]) -> Iterator[str]:
    for name, value in said.items():
        if isinstance(value, list):
            rows = "；".join("，".join(_words(one, str)) for one in value if isinstance(one, dict))
            yield f"{label(name)}（{rows}）"
        else:
            yield f"{label(name)} {value if value not in ('', False) else '空白'}"
