"""From the tables of `rules.toml` to rules; faults name file, table, key and cure."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

from budgetdesk.dictionary.declaration import LEVELS, Dictionary, KindDeclaration
from budgetdesk.dictionary.expressions.expression import (
    Expression,
    read_condition,
    read_expression,
)
from budgetdesk.dictionary.expressions.faults import ExpressionError
from budgetdesk.dictionary.expressions.naming import RowNaming
from budgetdesk.dictionary.expressions.values import ValueKind, kind_of
from budgetdesk.dictionary.standing import has_form
from budgetdesk.dictionary.toml_table import TomlTable
from budgetdesk.domain.fields import Field
from budgetdesk.domain.severity import Severity
from budgetdesk.forms.set_rules.declared import DeclaredRule, Mending, Message, Told
from budgetdesk.forms.set_rules.examples import ExampleReader

T = TypeVar("T")
Shown = Callable[[str], frozenset[str]]
BUILT_IN = "FLMNQX"
"""What the codes of the program's own rules begin with."""
_CODE = re.compile(r"[A-Z]{1,3}[0-9]{1,4}[a-z]?")
_KEYS = (
    "title", "severity", "kind", "rows", "when", "at", "message", "values", "checks", "why",
    "source", "failing", "passing", "fix",
)  # fmt: skip
_SEVERITIES = {severity.value: severity for severity in Severity}
_VALUE = re.compile(r"\{([^{}]*)\}")


def read_rules(
    table: TomlTable, dictionary: Dictionary, shown: Shown, folder: Path
) -> tuple[DeclaredRule, ...]:
    """The rules of a form set, in the order in which they are written.

    Args:
        table: what `rules.toml` says, merged over those of the sets that it extends.
        dictionary: the set's dictionary.
        shown: the paths of the fields that the set's forms for a kind show.
        folder: that of the set: a rule that another one brought is left out where the set's forms
            don't show what it reads.

    Raises:
        FormSetError: a key is missing, unknown or wrong, an example doesn't bear the rule out, or
            a rule of the set's own reads or points at what none of its forms shows.
    """
    found = []
    shown = cache(shown)
    for code in table.written:
        if not _CODE.fullmatch(code) or code[0] in BUILT_IN:
            cure = f"请写成字母加数字，如 Z01；{'、'.join(BUILT_IN)} 开头的是程序自带的审核项"
            table.fail(code, f"「{code}」不能作审核编号，{cure}。")
        one = table.table(code)
        rule = _RuleReader(code, one, dictionary, shown, own=one.file.parent == folder).read()
        if rule is not None:
            found.append(rule)
    return tuple(found)


class _RuleReader:
    """Reads one rule."""

    def __init__(
        self, code: str, table: TomlTable, dictionary: Dictionary, shown: Shown, *, own: bool
    ) -> None:
        self._code, self._table, self._dictionary = code, table, dictionary
        self._shown, self._own = shown, own

    def read(self) -> DeclaredRule | None:
        table = self._table
        table.refuse_all_but(_KEYS)
        kind = self._kind()
        if kind is None:
            return None
        rows = self._rows(kind)
        when = self._expression("when", table.text("when"), kind, rows, read_condition)
        at = tuple(self._at(kind, rows))
        message = self._message(kind, rows)
        values = tuple(self._told("values", each, kind, rows) for each in self._texts("values"))
        told = [part.expression for part in (*message.told, *values)]
        reads = frozenset(self._all_reads(kind, (when, *told)))
        direct = when.reads.union(*(each.reads for each in told))
        if not self._is_shown(kind, direct, at):
            return None
        path = rows.path if rows else ""
        examples = ExampleReader(table, self._dictionary, kind, path)
        if self._own:  # examples go by the figures of the set they are written in
            self._try(examples, when)
        checks = table.text("checks", f"出现“{when.source}”的，算不通过。")
        return DeclaredRule(
            self._code,
            table.text("title"),
            table.one_of("severity", _SEVERITIES),
            kind.kind,
            kind.name,
            path,
            when,
            at,
            message,
            values,
            checks,
            table.text("why"),
            table.text("source"),
            examples.words("failing"),
            examples.words("passing"),
            self._mending(kind, rows, at),
            reads,
        )

    def _kind(self) -> KindDeclaration | None:
        kinds = {name: kind for name, kind in self._dictionary.kinds.items() if has_form(kind.kind)}
        if self._own:
            return self._table.one_of("kind", kinds)
        return kinds.get(self._table.text("kind"))

    def _rows(self, kind: KindDeclaration) -> RowNaming | None:
        name = self._table.text("rows", "")
        if not name:
            return None
        found = self._known("rows", lambda: kind.names.alone.rows(name, 0))
        if found.path not in kind.lists:
            self._table.fail("rows", f"「{name}」不是这张表的列表，请写 {'、'.join(kind.lists)}。")
        return found

    def _known(self, key: str, read: Callable[[], T]) -> T:
        try:
            return read()
        except ExpressionError as error:
            self._table.fail(key, f"{error}。")

    def _expression(
        self,
        key: str,
        source: str,
        kind: KindDeclaration,
        rows: RowNaming | None,
        read: Callable[..., Expression] = read_expression,
    ) -> Expression:
        return self._known(key, lambda: read(source, kind.names.alone, rows))

    def _texts(self, key: str) -> tuple[str, ...]:
        if key not in self._table:
            return ()
        return (self._table.text(key),) if self._table.holds(key, str) else self._table.texts(key)

    def _at(self, kind: KindDeclaration, rows: RowNaming | None) -> Iterator[str]:
        if "at" not in self._table:
            self._table.text("at")
        for name in self._texts("at"):
            field = self._field(name, kind, rows)
            if field is None:
                self._table.fail("at", f"没有叫「{name}」的一个栏目，请写它的路径或正式名称。")
            yield field.path

    def _field(self, name: str, kind: KindDeclaration, rows: RowNaming | None) -> Field | None:
        """The field that a name alone stands for, in the row first; None where it is none."""
        tidy = name.strip().removeprefix("「").removesuffix("」")
        if tidy in kind.fields and (rows is None or not rows.naming.has(tidy)):
            return kind.fields[tidy]
        try:
            if rows is not None and rows.naming.has(tidy):
                return kind.fields.get(f"{rows.path}.{rows.naming.field(tidy, 0).path}")
            return kind.fields.get(kind.names.alone.field(tidy, 0).path)
        except ExpressionError:
            return None

    def _told(self, key: str, source: str, kind: KindDeclaration, rows: RowNaming | None) -> Told:
        expression = self._expression(key, source, kind, rows)
        return Told(expression, self._field(source, kind, rows))

    def _message(self, kind: KindDeclaration, rows: RowNaming | None) -> Message:
        text = self._table.text("message")
        parts: list[str | Told] = []
        end = 0
        for found in _VALUE.finditer(text):
            parts.append(text[end : found.start()])
            parts.append(self._told("message", found[1], kind, rows))
            end = found.end()
        parts.append(text[end:])
        if any("{" in part or "}" in part for part in parts if isinstance(part, str)):
            self._table.fail("message", "花括号不成对，值请写成 {栏目} 或 {算式}。")
        return Message(tuple(part for part in parts if part != ""))

    def _mending(
        self, kind: KindDeclaration, rows: RowNaming | None, at: tuple[str, ...]
    ) -> Mending | None:
        if "fix" not in self._table:
            return None
        expression = self._expression("fix", self._table.text("fix"), kind, rows)
        field = kind.fields[at[0]]
        if field.computed or field.carried:
            self._table.fail("fix", f"「{field.label}」不是填的，不能由 fix 改。")
        if expression.kind not in (kind_of(field.kind), ValueKind.BLANK):
            wanted = kind_of(field.kind)
            self._table.fail("fix", f"算出来的是{expression.kind}，「{field.label}」要{wanted}。")
        return Mending(expression, field)

    def _try(self, examples: ExampleReader, when: Expression) -> None:
        for key, wrong, told in (
            ("failing", True, "这个例子没有违反规则，请改例子或 when。"),
            ("passing", False, "这个例子违反了规则，请改例子或 when。"),
        ):
            if key not in self._table:
                self._table.text(key)
            record, row = examples.read(key)
            if when.holds(record, row) is not wrong:
                self._table.fail(key, told)

    # What is read

    @staticmethod
    def _all_reads(kind: KindDeclaration, expressions: Iterable[Expression]) -> Iterator[str]:
        """All paths that expressions depend on, those of computed fields among them."""
        seen: set[str] = set()
        waiting = [path for each in expressions for path in each.reads]
        while waiting:
            path = waiting.pop()
            if path not in seen:
                seen.add(path)
                yield path
                waiting += kind.formulas[path].reads if path in kind.formulas else ()

    def _is_shown(self, kind: KindDeclaration, reads: Iterable[str], at: tuple[str, ...]) -> bool:
        """Whether the set's forms show what a rule reads and points at; its own must."""
        shown = self._shown(kind.kind)
        if not any(path in shown for path in at):
            return self._refuse("at", kind, at[0])
        typed = [path for path in reads if path not in kind.formulas]
        hidden = [path for path in typed if not self._shows(kind, path)]
        return self._refuse("when", kind, min(hidden)) if hidden else True

    def _refuse(self, key: str, kind: KindDeclaration, path: str) -> bool:
        if self._own:
            field = kind.fields.get(path)
            name = f"{field.label}（{path}）" if field else path
            cure = "请换成表上的栏目，或在表上加上它"
            self._table.fail(key, f"本套表的表上没有「{name}」，填的人看不到，{cure}。")
        return False

    def _shows(self, kind: KindDeclaration, path: str) -> bool:
        """Whether a form shows a field, here or on the form of the record that has it."""
        shown = self._shown(kind.kind)
        head, _, rest = path.partition(".")
        list_path, _, last = path.rpartition(".")
        if path in kind.lists or (list_path in kind.lists and last in LEVELS):
            band = path if path in kind.lists else list_path
            return any(each.startswith(f"{band}.") for each in shown)
        if path in shown:
            return True
        kinds = self._dictionary.kinds
        if head in kind.around.beside:
            return not rest or rest in kinds[head].formulas or self._shows(kinds[head], rest)
        if head == kind.below and rest:
            above = kinds.get(kind.below)
            return above is None or not self._shown(above.kind) or self._shows(above, rest)
        return False
