"""What was read of a form as a project of an exchange file: values checked, offices found."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.fields import Field
from budgetdesk.domain.indicator_tree import Slot
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.money import exchange_text
from budgetdesk.domain.records import Department, Funding, Horizon, RecordKind, Unit
from budgetdesk.domain.text import fold_name, one_line, shorten
from budgetdesk.domain.typed import TypedError, Value, parse_typed
from budgetdesk.exchange.field_text import told_value
from budgetdesk.exchange.foreign.reading import FieldReading, ProjectReading, RowReading, Unread
from budgetdesk.exchange.placement.plan import Certainty
from budgetdesk.exchange.placement.words import find_slot
from budgetdesk.forms.definition import FormSet

_DEPARTMENT, _UNIT = "unit.department.name", "unit.name"
_CODED = re.compile(
    r"^[\[（(【]?(?P<code>[0-9]{3,12}[A-Z]?)[\]）)】]?[-—－–_ 、.]*(?=\D)(?P<name>.+)$", re.DOTALL
)
_CODE_BEHIND = re.compile(
    r"^(?P<name>.+?)[-—－–（(\[【](?P<code>[0-9]{3,12})[)）\]】]?$", re.DOTALL
)
_TICKED = re.compile(
    r"(?P<before>[^□☐☑■√✓✔\s（()）、，,;；]+)\s*[（(]\s*[√✓✔☑■]\s*[)）]"
    r"|[☑■√✓✔]\s*[)）]?\s*(?P<choice>[^□☐☑■√✓✔\s]+)"
)
_TICK = re.compile("[☑■√✓✔]")
_BOX = re.compile(r"[□☐☑■✔✓√]|[（(]\s+[)）]")
_OF_OFFICE = "没有写实施单位，记在主管部门本级"
_OF_UNIT = "没有读到主管部门，记为实施单位自己"
_ABSENT = "本账套的表没有这一栏"
_NO_SLOT = "本账套的表没有这个二级指标"
_OTHER_SLOT = "二级指标按相近的对应"
_AMOUNTS = tuple(Funding.__dataclass_fields__)


class ProjectContents:
    """Makes exchange content of readings, for one book.

    `units` and `departments` are those of the book: names are taken for theirs.
    """

    def __init__(
        self, form_set: FormSet, departments: Sequence[Department], units: Sequence[Unit]
    ) -> None:
        self._form_set = form_set
        self._kind: KindDeclaration = form_set.dictionary.kinds[RecordKind.PROJECT]
        self._shown = form_set.shown(RecordKind.PROJECT)
        self._slots: list[Slot] = list(form_set.tree_of(RecordKind.PROJECT).slots())
        self._departments, self._units = departments, units

    def content(self, reading: ProjectReading) -> dict[str, object]:
        """A project as an exchange file has it; what it has no place for becomes unread."""
        found = self._blank()
        for path, field in list(reading.fields.items()):
            if path in (_DEPARTMENT, _UNIT, "unit.department.code"):
                continue
            value = self._value(path, field, reading)
            if value is not None:
                _put(found, path, value, own=self._kind.fields[path].own)
        found["department"], found["unit"] = self._office(reading)
        indicators = found["indicators"]
        assert isinstance(indicators, dict)  # noqa: S101 - as `_blank` made it
        for horizon, rows in self._rows(reading).items():
            indicators[horizon.value] = rows
        return found

    def _blank(self) -> dict[str, object]:
        """A project of which nothing is said, in every part that the set has."""
        long = Horizon.IMPLEMENTATION in self._form_set.horizons
        funding = dict.fromkeys(_AMOUNTS)
        texts = {
            path: ""
            for path, it in self._kind.fields.items()
            if "." not in path and not it.own and not it.kind.is_number and not it.listed
        }
        return {
            **texts,
            "period": "" if "period" in self._shown else None,
            "funding": {"implementation": dict(funding) if long else None, "annual": funding},
            "goals": {"implementation": "" if long else None, "annual": ""},
            "indicators": {"implementation": [] if long else None, "annual": []},
        }

    # Values

    def _value(self, path: str, found: FieldReading, reading: ProjectReading) -> object:
        """A field's value as exchange files hold it; None where the book has no place for it."""
        field = self._kind.fields.get(path)
        known = field is not None and (path in self._shown or path == "name" or field.own)
        if field is None or not known or (field.computed and field.own):
            if found.text.strip():
                reading.unread.append(Unread(found.cell, _ABSENT))
            del reading.fields[path]
            return None
        try:
            return told(field, chosen(found.text) if field.kind is Kind.CHOICE else found.text)
        except TypedError as error:
            reading.unread.append(Unread(found.cell, str(error)))
            del reading.fields[path]
            return None

    # Offices

    def _office(self, reading: ProjectReading) -> tuple[dict[str, str], dict[str, str]]:
        """The department and the unit of a form, as the book knows them."""
        code, name = coded(_text(reading, _DEPARTMENT))
        code = _text(reading, "unit.department.code") or code
        unit = self._known_unit(_text(reading, _UNIT), name)
        if not unit and not name:
            known = self._units[0] if len(self._units) == 1 else None
            name, code = (known.department.name, known.department.code) if known else ("", "")
            unit = known.name if known else ""
        elif not unit:
            unit = name
            self._assume(_UNIT, name, reading.fields[_DEPARTMENT], reading, _OF_OFFICE)
        elif not name:
            name, code = self._above(unit, reading)
        department = self._known_department(code, name)
        return department, {"name": unit}

    def _known_unit(self, text: str, department: str) -> str:
        """A unit's name without the code before it, where that makes it one that is known."""
        _, bare = coded(text)
        names = [it.name for it in self._units] + [department]
        return bare if fold_name(bare) in map(fold_name, names) else text

    def _assume(
        self, path: str, text: str, beside: FieldReading, reading: ProjectReading, why: str
    ) -> None:
        """Tell that an office that the form doesn't name is taken for the one that it names."""
        told = replace(beside, path=path, text=text, certainty=Certainty.GUESSED, why=why)
        reading.fields[path] = told

    def _above(self, unit: str, reading: ProjectReading) -> tuple[str, str]:
        """The department of a unit that a form names alone: the book's, else one of its name."""
        same = [it for it in self._units if fold_name(it.name) == fold_name(unit)]
        if same:
            return same[0].department.name, same[0].department.code
        if len(self._departments) == 1:
            return self._departments[0].name, self._departments[0].code
        self._assume(_DEPARTMENT, unit, reading.fields[_UNIT], reading, _OF_UNIT)
        return unit, ""

    def _known_department(self, code: str, name: str) -> dict[str, str]:
        """The book's own writing of a department, where it has the one that is meant."""
        for it in self._departments:
            if fold_name(it.name) == fold_name(name) and code in ("", it.code):
                return {"code": it.code, "name": it.name}
        return {"code": code, "name": name}

    # Indicators

    def _rows(self, reading: ProjectReading) -> dict[Horizon, list[dict[str, object]]]:
        found: dict[Horizon, list[dict[str, object]]] = {}
        kept = []
        for row in reading.rows:
            placed = self._placed(row, reading)
            if placed is None:
                continue
            kept.append(placed)
            found.setdefault(placed.horizon, []).append(self._row(placed, reading))
        reading.rows[:] = kept
        return found

    def _placed(self, row: RowReading, reading: ProjectReading) -> RowReading | None:
        """An indicator in the book's own place for it; None where there is none."""
        if row.horizon not in self._form_set.horizons:
            reading.unread.append(Unread(row.cell, _ABSENT))
            return None
        slot = find_slot(row.level1, row.level2, self._slots)
        if slot is None and not row.level2:  # one column of levels, that of the second
            slot = find_slot("", row.level1, self._slots)
        if slot is None:
            reading.unread.append(Unread(row.cell, f"{_NO_SLOT}「{row.level1} / {row.level2}」"))
            return None
        place, exact = slot
        if exact:
            return replace(row, level1=place.level1, level2=place.level2)
        why = row.why or f"{_OTHER_SLOT}：{row.level1} {row.level2} → {place.level2}"
        return replace(
            row, level1=place.level1, level2=place.level2, certainty=Certainty.GUESSED, why=why
        )

    def _row(self, row: RowReading, reading: ProjectReading) -> dict[str, object]:
        band = self._kind.lists[f"indicators.{row.horizon.value}"]
        content: dict[str, object] = {
            "level1": row.level1,
            "level2": row.level2,
            "name": one_line(row.name),
            "target": row.target,
        }
        own = {it.last: it for it in band.own_fields if not it.computed}
        for last, text in row.texts.items():
            if last in ("name", "target") or not text:
                continue
            if last not in own:
                reading.unread.append(Unread(replace(row.cell_of(last), text=text), _ABSENT))
                continue
            try:
                content[last] = told(own[last], text)
            except TypedError as error:
                reading.unread.append(Unread(replace(row.cell_of(last), text=text), str(error)))
        return content


def told(field: Field, text: str) -> object:
    """A value as exchange files hold it; raises TypedError where it is none."""
    value: Value = parse_typed(field.kind, text)
    if field.kind is Kind.MONEY and not field.own:
        return exchange_text(value if isinstance(value, int) else None)
    if value in (None, ""):
        return None if field.own or field.kind.is_number else ""
    return told_value(field.kind, value)


def _put(content: dict[str, Any], path: str, value: object, *, own: bool) -> None:
    """Put a value at its place: what a set declares stands under its whole path."""
    *above, last = [path] if own else path.split(".")
    for part in above:
        if content.get(part) is None:
            return
        content = content[part]
    content[last] = value


def _text(reading: ProjectReading, path: str) -> str:
    found = reading.fields.get(path)
    return one_line(found.text) if found else ""


def coded(text: str) -> tuple[str, str]:
    """A code and a name that are written as one: 202-永和县卫生健康和体育局."""
    found = _CODED.match(text) or _CODE_BEHIND.match(text)
    return (found["code"], found["name"].strip()) if found else ("", text)


def chosen(text: str) -> str:
    """What is ticked of several boxes; the text itself where there are none.

    Raises:
        TypedError: several are ticked, or nothing stands at the tick.
    """
    if not _BOX.search(text):
        return text
    found = [it["choice"] or it["before"] for it in _TICKED.finditer(text)]
    if len(found) > 1 or (not found and _TICK.search(text)):
        raise TypedError(f"「{shorten(text, 40)}」看不出勾选了哪一项。")
    return found[0].strip("、,，;；") if found else ""
