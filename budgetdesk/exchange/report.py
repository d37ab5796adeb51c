"""What an import did, for the line at the window's foot and the command line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_NAMED = 6  # how many names a sentence gives


@dataclass(slots=True)
class FileReport:
    """What one file brought.

    `departments`, `units` and `empty_projects` are the names of those made because the file names
    them and the book lacked them; `filled` projects were in the book without content. Of those that
    were in it with content, `overwritten`, `skipped` and `beside` (kept under another name) tell.
    `reading` is all that was read of a foreign file's forms, ready for JSON, `doubts` what of it
    must be looked at, a sentence each.
    """

    path: Path
    projects: int = 0
    filled: int = 0
    overalls: int = 0
    stages: dict[str, int] = field(default_factory=dict)  # forms of other kinds, by their names
    ledger_lines: int = 0
    replaced_lines: int = 0
    revenue_lines: int = 0
    replaced_revenue: int = 0
    entries: int = 0
    listed: int = 0
    replaced_listed: int = 0
    catalogue_entries: int = 0
    listed_codes: int = 0
    departments: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    empty_projects: list[str] = field(default_factory=list)
    overwritten: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ahead: list[str] = field(default_factory=list)  # to be known before what was brought
    reading: Mapping[str, Sequence[object]] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)

    def sentences(self) -> Iterator[str]:
        """The report in words: what must be known of the file, then the main thing."""
        yield from self.ahead
        yield f"{self.path.name}：{self._brought()}。"
        for made, names in (
            ("新建部门", self.departments),
            ("新建单位", self.units),
            ("账套中没有而新建的空白项目", self.empty_projects),
            ("覆盖账套中已有的项目", self.overwritten),
            ("账套中已有而跳过的项目", self.skipped),
            ("与账套中已有的都保留的项目", self.beside),
        ):
            if names:
                yield f"{made} {len(names)} 个：{some_of(names)}。"
        yield from self.notes

    def _brought(self) -> str:
        counts = (
            ("项目", self.projects, "个"),
            ("其中填入已有的空白项目", self.filled, "个"),
            ("整体表", self.overalls, "张"),
            *((name, count, "张") for name, count in self.stages.items()),
            ("预算明细", self.ledger_lines, "行"),
            ("替换原有明细", self.replaced_lines, "行"),
            ("收入科目", self.revenue_lines, "行"),
            ("替换原有收入科目", self.replaced_revenue, "行"),
            ("预算公开资料", self.entries, "项"),
            ("民生清单", self.listed, "项"),
            ("替换原有清单", self.replaced_listed, "项"),
            ("自编科目", self.catalogue_entries, "个"),
            ("科目清单", self.listed_codes, "个"),
        )
        done = "，".join(f"{what} {count} {measure}" for what, count, measure in counts if count)
        if done:
            return f"导入{done}"
        if self.skipped:
            return "没有改动"
        return "只有单位，没有项目" if self.units else "没有可导入的内容"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import of one or several files did; all of it is one step.

    `refused` are the sentences on those that were left out.
    """

    files: tuple[FileReport, ...]
    refused: tuple[str, ...] = ()

    def sentences(self) -> Iterator[str]:
        """The reports of the files in words, one after the other, first what was left out."""
        yield from self._left_out()
        for file in self.files:
            yield from file.sentences()

    def with_doubts(self) -> Iterator[str]:
        """The same, and behind each what of the file must be looked at."""
        yield from self._left_out()
        for file in self.files:
            yield from (*file.sentences(), *file.doubts)

    def _left_out(self) -> Iterator[str]:
        for sentence in self.refused:
            yield f"没有导入 {sentence}"


def some_of(names: list[str]) -> str:
    """The first few of some names, in one sentence."""
    told = "、".join(names[:_NAMED])
    return told if len(names) <= _NAMED else f"{told} 等"
