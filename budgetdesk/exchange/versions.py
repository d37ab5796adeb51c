"""The formats of the exchange files, and the version of each, which grows.

A version is raised when keys come in; within a format none ever changes its meaning or goes. So a
file of any version is read: what an older one lacks is not asked for, what a newer one has beside
is told. What could be misread would be another format (…/2), which is refused.
"""

import re
from dataclasses import dataclass
from uuid import UUID

from budgetdesk.exchange.shape import Shape

FORMAT_KEY, VERSION_KEY, UUID_KEY = "format", "version", "uuid"
FORMAT_KEYS = (FORMAT_KEY, VERSION_KEY)
_AS_WRITTEN = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class FileFormat:
    """One kind of exchange file, with the version that this program writes; 1 is not written."""

    name: str
    version: int = 1

    def __str__(self) -> str:
        return self.name

    def is_of(self, shape: Shape) -> bool:
        """Whether a file says that it is of this format, of whatever version."""
        return shape.has(FORMAT_KEY) and shape.text(FORMAT_KEY) == self.name

    @property
    def content(self) -> dict[str, object]:
        """What a file says of its format."""
        version = {VERSION_KEY: self.version} if self.version > 1 else {}
        return {FORMAT_KEY: self.name, **version}

    def note_on(self, shape: Shape) -> str | None:
        """The sentence about a file of a higher version than is known here; None for any other.

        Raises:
            ImportFault: its version is no number.
        """
        version = shape.number(VERSION_KEY) if shape.has(VERSION_KEY) else 1
        if not self.is_of(shape) or version <= self.version:
            return None
        versions = f"{self.name} 第 {version} 版，本程序认识到第 {self.version} 版"
        return f"文件由更新的程序写成（{versions}），本程序不认识的栏目没有导入。"


def read_uuid(shape: Shape) -> str:
    """The identity of a record or row; "" where the file has none.

    Raises:
        ImportFault: what stands there is none.
    """
    text = shape.text_or_none(UUID_KEY) if shape.has(UUID_KEY) else None
    if not text:
        return ""
    if _AS_WRITTEN.fullmatch(text):
        return text
    try:
        return str(UUID(text))
    except ValueError:
        shape.fail(UUID_KEY, "不是标识，请删去这一栏或保持导出时的原样。")


def identity_content(uuid: str) -> dict[str, str]:
    """The identity of a record or row as it stands in a file; nothing where it goes without."""
    return {UUID_KEY: uuid} if uuid else {}
