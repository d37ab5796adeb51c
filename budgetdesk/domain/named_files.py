"""Files in a few words."""

from collections.abc import Sequence
from pathlib import Path


def named_files(files: Sequence[Path]) -> str:
    """The first by its name, and of several how many: 「表.xlsx」等 3 个文件."""
    more = f"等 {len(files)} 个文件" if len(files) > 1 else ""
    return f"「{files[0].name}」{more}"
