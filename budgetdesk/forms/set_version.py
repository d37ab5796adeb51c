"""Which version of a form set it is, as its set.toml says: number, day, and what changed."""

from budgetdesk.dictionary.toml_table import TomlTable
from budgetdesk.domain.immutable import immutable

VERSION = "version"
"""The table of set.toml; a set that extends another has none of that one's."""


@immutable
class SetVersion:
    """The number is 0 where a set says none; `date` is ISO or "", `changes` are sentences."""

    number: int = 0
    date: str = ""
    changes: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.number:
            return "没有标版本的套表"
        return f"第 {self.number} 版" + (f"（{self.date}）" if self.date else "")


def read_version(table: TomlTable) -> SetVersion:
    """The version that a set.toml gives.

    Raises:
        FormSetError: a key is unknown or wrong.
    """
    said = table.table(VERSION)
    if not said.written:
        return SetVersion()
    changes = said.texts("changes") if "changes" in said else ()
    version = SetVersion(said.count("number"), said.text("date", ""), changes)
    said.finish()
    return version
