"""Whether files are there, asked of folders that may not be entered or are gone with their server.

`Path` itself answers only for folders that can be entered: of a stale share, somebody else's home
or a name that is too long it raises.
"""

from pathlib import Path


def is_there(path: Path) -> bool:
    """Whether there is a file or folder that can be reached."""
    try:
        return path.exists()
    except OSError:
        return False


def free_beside(path: Path) -> Path:
    """`path`, or its name with （2）, （3） … where there is a file or folder of that name."""
    free, number = path, 1
    while is_there(free):
        number += 1
        free = path.with_stem(f"{path.stem}（{number}）")
    return free


def is_file(path: Path) -> bool:
    """Whether there is a file that can be reached."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether there is a folder that can be reached."""
    try:
        return path.is_dir()
    except OSError:
        return False
