"""Which files of a folder a process has locked, as Linux tells."""

from pathlib import Path


def locked_files(process: int, folder: Path) -> set[str]:
    """The names of the files in the folder that the process holds a lock on."""
    names = {file.stat().st_ino: file.name for file in folder.iterdir()}
    told = [line.split() for line in Path("/proc/locks").read_text().splitlines()]
    # "1: POSIX ADVISORY READ 4711 fe:00:1234 0 EOF"; one that waits has "->" in its second place
    held = [line for line in told if "->" not in line and int(line[4]) == process]
    return {names[inode] for line in held if (inode := int(line[5].split(":")[2])) in names}
