"""What was read of a foreign form: values with where they stood and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from budgetdesk.domain.records import Horizon, RecordKind
from budgetdesk.exchange.foreign.grid import SourceCell
from budgetdesk.exchange.placement.plan import Certainty

_NAMES = ("name", "project.name", "department.name", "overall.department.name")

NO_PLACE = "没有认出这是哪一栏"


@dataclass(frozen=True, slots=True)
class FieldReading:
    """A field's text as it was found; `why` says what makes it less than sure."""

    path: str
    text: str
    cell: SourceCell
    certainty: Certainty = Certainty.SURE
    why: str = ""


@dataclass(frozen=True, slots=True)
class RowReading:
    """An indicator: its levels as they were written, and texts by the last part of their paths."""

    horizon: Horizon
    level1: str
    level2: str
    texts: Mapping[str, str]
    cell: SourceCell
    certainty: Certainty = Certainty.SURE
    why: str = ""
    cells: Mapping[str, SourceCell] = field(default_factory=dict)

    def cell_of(self, last: str) -> SourceCell:
        """Where a text stood."""
        return self.cells.get(last, self.cell)

    @property
    def name(self) -> str:
        """三级指标."""
        return self.texts.get("name", "")

    @property
    def target(self) -> str:
        """指标值."""
        return self.texts.get("target", "")


@dataclass(frozen=True, slots=True)
class ListedReading:
    """A row of a list that has no levels: texts by the last part of their paths.

    `why` says what makes it less than sure.
    """

    band: str
    texts: Mapping[str, str]
    why: str
    cell: SourceCell

    @property
    def said(self) -> str:
        """Its texts, one behind the other."""
        return "　".join(self.texts.values())


@dataclass(frozen=True, slots=True)
class Unread:
    """A text that went nowhere, and why."""

    cell: SourceCell
    why: str

    @property
    def sentence(self) -> str:
        """Where and what, in words."""
        return f"{self.cell.place}：{self.cell.said}"


@dataclass(frozen=True, slots=True)
class Cut:
    """A text that may have been cut; `offer` is a longer one that begins with it, "" for none."""

    label: str
    text: str
    cell: SourceCell
    why: str
    offer: str = ""


@dataclass
class ProjectReading:
    """One form of a project, or of another `record` kind: fields by path, rows, what was not read.

    `rows` are its indicators in order, `listed` the rows of its other lists.
    """

    title: str
    record: str = RecordKind.PROJECT
    fields: dict[str, FieldReading] = field(default_factory=dict)
    rows: list[RowReading] = field(default_factory=list)
    listed: list[ListedReading] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)

    @property
    def name(self) -> str:
        """项目名称, of a department's form 部门名称, "" where none was found."""
        return next((self.fields[path].text for path in _NAMES if path in self.fields), "")

    def doubt_owner(self, why: str) -> None:
        """Tell that it is not sure whose form this is."""
        for path in _NAMES:
            if path in self.fields:
                told = replace(self.fields[path], certainty=Certainty.GUESSED, why=why)
                self.fields[path] = told

    def put(self, reading: FieldReading, *, goes_on: bool = False) -> None:
        """Take a field; what stands there otherwise already stays, and the other is unread.

        A guess gives way to what is no guess. A text that `goes_on` was begun on the page before.
        """
        known = self.fields.get(reading.path)
        if known is not None and goes_on:
            self.fields[reading.path] = replace(known, text=known.text + reading.text)
        elif known is None or not known.text.strip():
            self.fields[reading.path] = reading
        elif not reading.text.strip() or known.text.strip() == reading.text.strip():
            return
        elif known.why and not reading.why:
            self.fields[reading.path] = reading
            self.unread.append(Unread(known.cell, "这一栏在表中出现了两次，用了后面的"))
        else:
            self.unread.append(Unread(reading.cell, "这一栏在表中出现了两次，用了前面的"))
