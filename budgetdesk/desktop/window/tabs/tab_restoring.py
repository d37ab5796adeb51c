"""The tabs of the last time, opened again."""

from collections.abc import Callable, Mapping, Sequence

from budgetdesk.desktop.tree.model import OutlineModel
from budgetdesk.desktop.tree.outline import Level
from budgetdesk.desktop.window.tabs.form_tabs import FormTabs
from budgetdesk.dictionary.standing import is_overall, is_project
from budgetdesk.domain.records import RecordKind

_MOST_RESTORED = 8


class TabRestoring:
    """Opens tabs by the words that were kept for them; `pages` are those that are no forms."""

    def __init__(
        self, tabs: FormTabs, model: OutlineModel, pages: Mapping[str, Callable[[], object]]
    ) -> None:
        self._tabs, self._model, self._pages = tabs, model, pages

    def restore(self, keys: Sequence[str], front: str) -> None:
        """Open tabs again, as far as what they show is still there."""
        kept = keys[-_MOST_RESTORED:]
        for key in [*kept, *([front] if front in keys else kept[-1:])]:
            self._open_again(key)

    def _open_again(self, key: str) -> None:
        key, _, front = key.partition("/")
        kind, _, number = key.partition(":")
        if key in self._pages:
            self._pages[key]()
        elif is_project(kind) and self._is_known(Level.PROJECT, number):
            self._tabs.open_form(RecordKind.PROJECT, int(number))
        elif is_overall(kind) and self._is_known(Level.DEPARTMENT, number):
            self._tabs.open_overall(int(number))
        else:
            return
        self._turn_to(front)

    def _turn_to(self, key: str) -> None:
        """The form that was in front of a tab, where it is still one of its forms."""
        kind, _, number = key.partition(":")
        page = self._tabs.forms_in_front()
        if page is not None and number.isdecimal() and (kind, int(number)) in page.keys:
            page.show_form((kind, int(number)))

    def _is_known(self, level: Level, number: str) -> bool:
        return number.isdecimal() and self._model.find(level, int(number)) is not None
