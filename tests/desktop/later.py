"""Work of the window that is done when a test tells it to."""

from collections.abc import Callable


class Later:
    """Carries work out when told to, as a thread would at its own pace."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def start(self, work: Callable[[], None]) -> None:
        self.waiting.append(work)

    def wait(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()
