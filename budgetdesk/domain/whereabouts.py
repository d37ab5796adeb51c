"""In whose office something stands: a record of any kind, or the office itself."""

from abc import abstractmethod
from typing import NamedTuple


class Whereabouts(NamedTuple):
    """The names of the offices, and of the project, that something is or stands below; else ""."""

    department: str
    unit: str = ""
    project: str = ""


class InOffice:
    """What every record and office says of where it stands."""

    __slots__ = ()

    @property
    @abstractmethod
    def whereabouts(self) -> Whereabouts:
        """The names of what it is or stands below."""

    @property
    def office(self) -> str:
        """Whose it is."""
        return self.whereabouts.unit or self.whereabouts.department

    def title_on(self, form: str) -> str:
        """What a form of that name is called with this record on it."""
        return form
