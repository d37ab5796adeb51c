"""The machines that the program is given out for."""

from typing import NamedTuple


class Machine(NamedTuple):
    """What a folder for it is made of."""

    name: str  # as the compiler and wheels call it
    elf: int  # as its programs call it
    glibc: int  # of 2.28: the newest that any file may ask for
    wheels: int  # of manylinux_2_28: the newest that are taken
    qt: str = ""  # in place of the one that pyproject.toml names


# By Debian's names. PySide6's wheels for ARM that are named for 2.31 ask for 2.30, the last of them
# is 6.8.0.2; the next are named for 2.39.
MACHINES = {
    "amd64": Machine("x86_64", 62, glibc=28, wheels=28),  # UOS 20, Kylin V10
    "arm64": Machine("aarch64", 183, glibc=30, wheels=31, qt="PySide6-Essentials==6.8.0.2"),
}
