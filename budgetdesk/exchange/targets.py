"""What stands where files are to be written, and whether it is still what the program wrote.

The program keeps the hashes of the files it wrote with the user's own state, by content: an export
that was moved or renamed is known again, and a book need not be written to be exported.
"""

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from budgetdesk.output.files import OutputError, replacing

_KEPT = 5_000  # files
_NAMED = 5


class TargetStanding(Enum):
    """What is known of a file; the value is how it is told."""

    AS_WRITTEN = ""
    CHANGED = "，导出后改过"
    NOT_OURS = "，不是本机导出的"


@dataclass(frozen=True, slots=True)
class TargetFile:
    """A file that would be replaced, and when it was last changed."""

    path: Path
    changed_at: datetime
    standing: TargetStanding

    def __str__(self) -> str:
        when = self.changed_at.strftime("%Y-%m-%d %H:%M")
        return f"{self.path.name}（{when}{self.standing.value}）"


class TargetsExist(OutputError):  # noqa: N818 - the trade's word
    """Files of these names stand there already; nothing was written."""

    def __init__(self, targets: tuple[TargetFile, ...]) -> None:
        super().__init__(f"文件夹中已有{told(targets)}，没有写出任何文件。")
        self.targets = targets


def told(targets: tuple[TargetFile, ...]) -> str:
    """The targets in a few words, the changed ones first."""
    order = sorted(targets, key=lambda it: it.standing is TargetStanding.AS_WRITTEN)
    named = "、".join(map(str, order[:_NAMED]))
    return f"{named}等 {len(targets)} 个文件" if len(targets) > _NAMED else named


def existing(folder: Path, names: Iterable[str]) -> tuple[TargetFile, ...]:
    """Those of the names that stand in the folder already."""
    paths = [path for path in (folder / name for name in names) if path.is_file()]
    if not paths:
        return ()
    known = _read()
    return tuple(_target(path, known) for path in paths)


def remember(paths: Iterable[Path]) -> None:
    """Remember files as the program has just written them.

    Where the user's state can't be written they are strange the next time, and that is all.
    """
    with suppress(OSError, OutputError):
        known = _read()
        for path in paths:
            digest = _digest(path)
            known.pop(digest, None)
            known[digest] = str(path.resolve())
        newest = dict(list(known.items())[-_KEPT:])
        file = _state_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        with replacing(file) as temporary:
            temporary.write_text(json.dumps(newest, indent=0), "utf-8")


def _target(path: Path, known: dict[str, str]) -> TargetFile:
    changed_at = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    return TargetFile(path, changed_at, _standing(path, known))


def _standing(path: Path, known: dict[str, str]) -> TargetStanding:
    try:
        if _digest(path) in known:
            return TargetStanding.AS_WRITTEN
    except OSError:
        return TargetStanding.NOT_OURS
    return (
        TargetStanding.CHANGED if str(path.resolve()) in known.values() else TargetStanding.NOT_OURS
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read() -> dict[str, str]:
    """Paths by the hash of what was written there, the oldest first; an unreadable state is none.

    The state of another program or version counts as none, too.
    """
    try:
        known = json.loads(_state_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _state_file() -> Path:
    from platformdirs import user_state_path

    return user_state_path("budgetdesk", appauthor=False) / "written.json"
