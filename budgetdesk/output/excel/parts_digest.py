"""A hash of the parts of a workbook, by which one is known that nobody saved again.

A sealed worksheet is written as the last part and holds the hash of all before it. It protects
nothing, for anybody can reckon it: it says that no cell need be looked at to see that none was
touched.
"""

import hashlib
import re
from collections.abc import Iterable

PLACE = "B1"
"""The cell of the sealed worksheet that holds the hash: beside its lines, which are in column A."""
_MARK = "parts "
_TOLD = re.compile(rb'<c r="B1" t="inlineStr"><is><t>parts ([0-9a-f]{64})</t></is></c>')
_HEAD = 8_192  # bytes of the worksheet that it stands within


class PartsDigest:
    """The hash of parts as they are written one after the other."""

    def __init__(self, parts: Iterable[tuple[str, bytes]] = ()) -> None:
        self._hash = hashlib.sha256()
        for name, content in parts:
            self.add(name, content)

    def add(self, name: str, content: bytes) -> None:
        """Take one more part in, by its name in the archive."""
        self._hash.update(f"{name}\0{len(content)}\0".encode())
        self._hash.update(content)

    @property
    def text(self) -> str:
        """What the cell says."""
        return _MARK + self._hash.hexdigest()

    def is_told_in(self, worksheet: bytes) -> bool:
        """Whether a worksheet's XML, as it was written, holds this hash."""
        found = _TOLD.search(worksheet, 0, _HEAD)
        return found is not None and found[1].decode() == self._hash.hexdigest()
