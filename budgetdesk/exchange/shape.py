"""Taking a JSON object apart: each value is of the kind expected, or the fault names its place."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from budgetdesk.domain.money import MoneyError
from budgetdesk.domain.text import clean, shorten
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.json_file import JsonNumber

T = TypeVar("T")

FILLED_IN = "filled_in"  # stands only where a form is marked as 填报完成
_NUMBER = re.compile(r" 第 [0-9]+ 项")
# What the forms have no name for: keys of the files themselves.
_WORDS = {
    "format": "格式",
    "form_set": "套表",
    "fiscal_year": "年度",
    "region": "地区",
    "projects": "项目",
    "projects.name": "项目名称",
    "list": "列表",
    "department": "主管部门",
    "department.code": "主管部门代码",
    "department.name": "主管部门",
    "department_code": "部门代码",
    "department_name": "部门名称",
    "unit": "实施单位",
    "unit.name": "实施单位",
    "funding": "项目资金",
    "goals": "总体目标",
    "indicators": "绩效指标",
    "key_tasks": "年度重点任务",
    "entries": "预算公开资料",
    "paragraphs": "预算公开文字",
    "explanations": "出错说明",
    "explanations.code": "出错说明的审核编号",
    "explanations.text": "出错说明",
    "livelihood": "民生领域重大事项",
    FILLED_IN: "填报完成",
}
_HORIZONS = {"implementation": "实施期", "annual": "年度"}
_LEVELS = {"level1": "一级指标", "level2": "二级指标"}
_KINDS: dict[type, str] = {
    dict: "一组内容",
    list: "列表",
    str: "文字",
    JsonNumber: "数字",
    bool: "是否",
    type(None): "空值",
}


@dataclass
class Reader:
    """What is noticed while one file is read, beside its records.

    `labels` are the names of the places in the file, without the numbers of list items, which `own`
    tells in the words of the forms.
    """

    path: Path
    labels: Mapping[str, str] = field(default_factory=dict)
    own: Callable[[str], str] = str
    ignored: set[str] = field(default_factory=set)
    cleaned: int = 0

    def label_of(self, place: str) -> str:
        """What the form calls a place of the file; "" where nothing has a name for it."""
        return self.own(self._label_of(_NUMBER.sub("", place)))

    def _label_of(self, path: str) -> str:
        label = self.labels.get(path) or _WORDS.get(path)
        if label:
            return label
        above, _, last = path.rpartition(".")
        if last in _HORIZONS and above in _WORDS:
            return f"{_HORIZONS[last]}{_WORDS[above]}"
        return _LEVELS.get(last, "")


@dataclass(frozen=True, slots=True)
class Shape:
    """One JSON object and where it stands; `record` names the project, `above` the keys to it."""

    reader: Reader
    content: Mapping[str, object]
    record: str = ""
    above: str = ""

    def known(self, *keys: str) -> None:
        """Note every other key: it is not imported, and the report says so."""
        for key in self.content:
            if key not in keys:
                self.reader.ignored.add(_NUMBER.sub("", self._place(shorten(key))))

    def has(self, key: str) -> bool:
        """Whether the key is there at all."""
        return key in self.content

    @property
    def is_filled_in(self) -> bool:
        """Whether the form is marked as 填报完成."""
        return self.has(FILLED_IN) and self.flag(FILLED_IN)

    def is_null(self, key: str) -> bool:
        """Whether null stands there; a missing key is refused."""
        return self._value(key) is None

    def text(self, key: str) -> str:
        """A text, as written but for characters no file can hold."""
        value = self._of_type(key, str)
        cleaned = clean(value)
        if cleaned is not value and cleaned != value.replace("\r\n", "\n"):
            self.reader.cleaned += 1
        return cleaned

    def texts(self, *keys: str) -> dict[str, Any]:
        """Several texts by their keys."""
        return {key: self.text(key) for key in keys}

    def name(self, key: str) -> str:
        """A text that must not be blank."""
        value = self.text(key)
        if not value.strip():
            self.fail(key, "不能为空。")
        return value

    def text_or_none(self, key: str) -> str | None:
        """A text, or None for null."""
        return None if self.is_null(key) else self.text(key)

    def amount(self, key: str, parse: Callable[[str], int | None]) -> int | None:
        """An amount in 分 from a decimal string, by `parse`; None for null and blank."""
        if self.is_null(key):
            return None
        try:
            return parse(self._of_type(key, str))
        except MoneyError as error:
            self.fail(key, str(error))

    def number(self, key: str) -> int:
        """A whole number (a year)."""
        value = self._of_type(key, JsonNumber)
        if not value.digits.isdigit() or len(value.digits) > 9:
            self.fail(key, f"「{shorten(value.digits)}」应为整数。")
        return int(value.digits)

    def flag(self, key: str) -> bool:
        """True or false."""
        return self._of_type(key, bool)

    def part(self, key: str) -> "Shape":
        """The object below a key."""
        return Shape(self.reader, self._of_type(key, dict), self.record, self._place(key))

    def part_or_none(self, key: str) -> "Shape | None":
        """The object below a key, or None for null."""
        return None if self.is_null(key) else self.part(key)

    def parts(self, key: str) -> Iterator["Shape"]:
        """The objects in the list below a key, each knowing its number."""
        for number, item in enumerate(self._of_type(key, list), start=1):
            place = f"{self._place(key)} 第 {number} 项"
            if not isinstance(item, dict):
                raise self._fault(place, f"应为一组内容，现为{_KINDS[type(item)]}。")
            yield Shape(self.reader, item, self.record, place)

    def fail(self, key: str, reason: str) -> NoReturn:
        """Refuse the file for the value of a key."""
        raise self._fault(self._place(key), reason)

    def or_blank(self, blanks: Mapping[str, object]) -> "Shape":
        """The same object, in which keys that are missing hold what is given for them."""
        return Shape(self.reader, {**blanks, **self.content}, self.record, self.above)

    def about(self, record: str) -> "Shape":
        """The same object, its faults naming a record."""
        return Shape(self.reader, self.content, record, "")

    def _value(self, key: str) -> object:
        if key not in self.content:
            self.fail(key, "缺少这一栏。")
        return self.content[key]

    def _of_type(self, key: str, wanted: type[T]) -> T:
        value = self._value(key)
        if not isinstance(value, wanted):
            self.fail(key, f"应为{_KINDS[wanted]}，现为{_KINDS[type(value)]}。")
        return value

    def _place(self, key: str) -> str:
        return f"{self.above}.{key}" if self.above else key

    def _fault(self, place: str, reason: str) -> ImportFault:
        label = self.reader.label_of(place)
        return ImportFault(self.reader.path, reason, record=self.record, field=place, label=label)
