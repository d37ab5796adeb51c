"""Prints what programs have a screen reader say by itself, a line each.

Run by the system's own Python, as `reader.py`: `/usr/bin/python3 listener.py SECONDS`.
"""

import sys
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - the version is chosen before


def main() -> None:
    """Listen for so long."""
    listener = Atspi.EventListener.new(heard)
    listener.register("object:announcement")
    print("listening", flush=True)
    loop = GLib.MainLoop()
    GLib.timeout_add_seconds(int(sys.argv[1]), loop.quit)
    loop.run()


def heard(event: Any) -> None:
    """Something is to be said."""
    print(event.any_data, flush=True)


if __name__ == "__main__":
    main()
