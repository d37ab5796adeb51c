"""The formats of the exchange files: a name, and a number that grows.

A number is raised when keys come in; none ever changes its meaning or goes. So a file of any number
is read: what an older one lacks is not asked for, what a newer one has beside is told.
"""

import re
from dataclasses import dataclass
from uuid import UUID

from budgetdesk.exchange.shape import Shape

_FORMAT = re.compile(r"([a-z-]+)/([1-9][0-9]{0,3})")
_KEY = "format"
UUID_KEY = "uuid"


@dataclass(frozen=True, slots=True)
class FileFormat:
    """One kind of exchange file, with the number that this program writes."""

    name: str
    number: int

    def __str__(self) -> str:
        return f"{self.name}/{self.number}"

    def is_of(self, shape: Shape) -> bool:
        """Whether a file says that it is of this format, of whatever number."""
        return told_format(shape)[0] == self.name

    def note_on(self, shape: Shape) -> str | None:
        """The sentence about a file of a higher number than is known here; None for any other."""
        name, number = told_format(shape)
        if name != self.name or number <= self.number:
            return None
        return (
            f"文件由更新的版本写成（格式 {name}/{number}，本程序认识到 {self}），"
            "本程序不认识的栏目没有导入。"
        )


def told_format(shape: Shape) -> tuple[str, int]:
    """Name and number of the format that a file says; ("", 0) where it says none."""
    found = _FORMAT.fullmatch(shape.text(_KEY)) if shape.has(_KEY) else None
    return (found[1], int(found[2])) if found else ("", 0)


def read_uuid(shape: Shape) -> str:
    """The identity of a record or row; "" where the file has none.

    Raises:
        ImportFault: what stands there is none.
    """
    text = shape.text_or_none(UUID_KEY) if shape.has(UUID_KEY) else None
    if not text:
        return ""
    try:
        return str(UUID(text))
    except ValueError:
        shape.fail(UUID_KEY, "不是标识，请删去这一栏或保持导出时的原样。")


def identity_content(uuid: str) -> dict[str, str]:
    """The identity of a record or row as it stands in a file; nothing where it goes without."""
    return {UUID_KEY: uuid} if uuid else {}
