"""The actions on the chosen findings, and why one of them can't be taken."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from budgetdesk.desktop.findings.entries import FindingLine
from budgetdesk.desktop.icons import icon
from budgetdesk.desktop.theme import theme

READ_ONLY = "账套以只读方式打开，不能修改"
_NO_CHOICE = "先选中一条审核结果"


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    text: str
    tip: str
    short: str = ""  # on a button
    keys: str = ""
    icon: str = ""


_KINDS = (
    _Kind("open", "转到这一格", "打开表格，光标放在有问题的一格（Enter）", icon="eye"),
    _Kind("fix", "修正", "按给出的办法修改，可以撤销", "修正", "Ctrl+Shift+M", "check"),
    _Kind("fix_kind", "同类全部修正", "一步修正同一审核项的全部结果，可以撤销", "同类修正"),
    _Kind("explain", "说明…", "写明情况，随数据一同上报", "说明…", "Ctrl+Shift+E", "pencil"),
    _Kind("ignore", "本表不再提示…", "写明原因，这条结果在本表不再计数", "不再提示…"),
    _Kind("withdraw", "取消说明", "删去已写的说明或不再提示的原因", "取消说明", icon="trash"),
    _Kind("copy", "复制", "复制所选结果，可粘贴到表格", "复制", "Ctrl+C", "copy"),
)
ON_BUTTONS = ("fix", "fix_kind", "explain", "ignore", "withdraw")
IN_MENU = ("open", "", "fix", "fix_kind", "", "explain", "ignore", "withdraw", "", "copy")


class FindingActions(QObject):
    """The actions as Qt's, on a list that they belong to."""

    def __init__(self, owner: QWidget, deeds: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(owner)
        self._actions: dict[str, QAction] = {}
        for kind in _KINDS:
            action = QAction(kind.text, owner)
            action.setObjectName(f"finding-{kind.name}")
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            if kind.keys:
                action.setShortcut(QKeySequence(kind.keys))
            deed = deeds[kind.name]
            action.triggered.connect(lambda _checked=False, deed=deed: deed())
            self._actions[kind.name] = action
        owner.addActions(list(self._actions.values()))
        theme().changed.connect(self._tint)
        self._tint()
        self.offer((), fixable_of_kind=0, read_only=False)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def offer(
        self, chosen: Sequence[FindingLine], *, fixable_of_kind: int, read_only: bool
    ) -> None:
        """Enable what can be done with the chosen findings; the tooltips say why the rest can't."""
        fixable = [entry for entry in chosen if entry.open_fix]
        settled = [entry for entry in chosen if entry.finding.explanation is not None]
        missing = {
            "open": "",
            "fix": "" if fixable else "没有现成的改法，请在表中修改",
            "fix_kind": "" if fixable_of_kind > 1 else "同类结果中没有更多可以修正的",
            "explain": "",
            "ignore": "",
            "withdraw": "" if settled else "还没有写过说明",
            "copy": "",
        }
        for kind in _KINDS:
            why_not = missing[kind.name] if chosen else _NO_CHOICE
            if read_only and kind.name in ON_BUTTONS:
                why_not = READ_ONLY
            self._enable(kind, why_not)
        self._actions["fix"].setText(_fix_text(fixable))
        self._actions["fix_kind"].setText(
            f"同类全部修正（{fixable_of_kind}）" if fixable_of_kind > 1 else "同类全部修正"
        )
        lone = chosen[0] if len(chosen) == 1 else None
        word = "修改说明…" if lone and lone.explained else "说明…"
        self._actions["explain"].setText(word)
        self._actions["explain"].setIconText(word)

    def _enable(self, kind: _Kind, why_not: str) -> None:
        action = self._actions[kind.name]
        action.setEnabled(not why_not)
        keys = f"（{kind.keys}）" if kind.keys else ""
        action.setToolTip(why_not or f"{kind.tip}{keys}")
        action.setIconText(kind.short or kind.text)

    def _tint(self) -> None:
        for kind in _KINDS:
            if kind.icon:
                self._actions[kind.name].setIcon(icon(kind.icon))


def _fix_text(fixable: Sequence[FindingLine]) -> str:
    if len(fixable) > 1:
        return f"修正 {len(fixable)} 处"
    fix = fixable[0].finding.fix if fixable else None
    return f"修正：{fix.title}" if fix is not None else "修正"
