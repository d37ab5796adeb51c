"""Where the files beside the code are: in a checkout and in an installed program alike."""

import os
from pathlib import Path

OWN_FORMS = "BUDGETDESK_FORMS"
"""The environment variable that names a folder with form sets beside those that ship."""
_PACKAGE = Path(__file__).resolve().parent


def _root() -> Path:
    installed = _PACKAGE / "_data"
    return installed if installed.is_dir() else _PACKAGE.parent


def forms_folder() -> Path:
    """The folder of form definitions, one folder a form set."""
    return _root() / "forms"


def own_forms_folders() -> tuple[Path, ...]:
    """An office's own folder of form sets, searched before those that ship; () for none."""
    own = os.environ.get(OWN_FORMS, "")
    return (Path(own),) if own else ()


def resource(*parts: str) -> Path:
    """The path of a bundled file below `resources/`, for example `resource("fonts", "x.ttf")`."""
    return _root().joinpath("resources", *parts)
