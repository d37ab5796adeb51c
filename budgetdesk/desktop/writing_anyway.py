"""Asking what to do where an export was refused for files or persons that stand in its way."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from budgetdesk.desktop import ask
from budgetdesk.desktop.refusal import tell_refusal
from budgetdesk.domain.immutable import immutable


@immutable
class Consent:
    """What a person agreed to: files that may be replaced, by name, and ×× for persons."""

    overwrite: frozenset[str] = frozenset()
    mask: bool = False


NOTHING_AGREED = Consent()

_OVERWRITE = "覆盖"
_MASK = "遮盖后导出"
_NOT = "取消"


def tell_or_ask(
    parent: QWidget, what: str, error: Exception, given: Consent, again: Callable[[Consent], object]
) -> None:
    """Name the files or persons and do it again where that is wanted; else tell the refusal."""
    from budgetdesk.exchange.privacy import PersonsFound
    from budgetdesk.exchange.targets import TargetsExist

    if isinstance(error, TargetsExist):
        names = "\n".join(map(str, error.targets))
        telling = ask.Telling("没有完成", f"{what}。", f"{error}覆盖以后不能撤销。", names)
        if ask.tell(parent, telling, (_OVERWRITE, _NOT)) == _OVERWRITE:
            found = frozenset(target.path.name for target in error.targets)
            again(Consent(given.overwrite | found, given.mask))
    elif isinstance(error, PersonsFound):
        places = "\n".join(map(str, error.leaks))
        advice = f"{error}遮盖只改导出的文件，以 ×× 代替；账套不变。"
        telling = ask.Telling("没有完成", f"{what}。", advice, places)
        if ask.tell(parent, telling, (_MASK, _NOT)) == _MASK:
            again(Consent(given.overwrite, mask=True))
    else:
        tell_refusal(parent, what, error)
