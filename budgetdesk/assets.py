"""Where the files beside the code are: in a checkout and in an installed program alike."""

import os
import sys
from pathlib import Path

OWN_FORMS = "BUDGETDESK_FORMS"
"""The environment variable that names a folder with form sets beside those that ship."""
_USER_FOLDER: Path | None = None
_USER_FOLDERS = {
    "config": ("XDG_CONFIG_HOME", ".config"),
    "data": ("XDG_DATA_HOME", ".local/share"),
}
_PACKAGE = Path(__file__).resolve().parent


def _root() -> Path:
    installed = _PACKAGE / "_data"
    return installed if installed.is_dir() else _PACKAGE.parent


def forms_folder() -> Path:
    """The folder of form definitions, one folder a form set."""
    return _root() / "forms"


def own_forms_folders() -> tuple[Path, ...]:
    """The folders of an office's own form sets, searched before those that ship.

    One that may not be entered holds none.
    """
    named = os.environ.get(OWN_FORMS, "")
    folders = (*((Path(named),) if named else ()), user_forms_folder())
    return tuple(filter(_may_be_entered, folders))


def _may_be_entered(folder: Path) -> bool:
    try:
        (folder / "set.toml").exists()
    except OSError:
        return False
    return True


def user_forms_folder() -> Path:
    """The user's folder of form sets, where those that books bring are kept."""
    global _USER_FOLDER
    if _USER_FOLDER is None:
        _USER_FOLDER = user_folder("data") / "forms"
    return _USER_FOLDER


def user_folder(of: str) -> Path:
    """The user's folder for this program's `config` or `data`, as platformdirs names it.

    What it says on Linux is said here, where nothing is unusual: importing it takes 3 ms.
    """
    variable, usual = _USER_FOLDERS[of]
    named, home = os.environ.get(variable, ""), os.environ.get("HOME", "")
    if sys.platform == "linux" and named.strip() == named and home.startswith("/"):
        if named.startswith("/"):
            return Path(named, "budgetdesk")
        if not named:
            return Path(home, usual, "budgetdesk")
    import platformdirs

    told = {"config": platformdirs.user_config_path, "data": platformdirs.user_data_path}
    return told[of]("budgetdesk", appauthor=False)


def manual_folder() -> Path:
    """The folder of the manual's pages; their pictures lie beside it in `screens`."""
    root = _root()
    return root / "manual" if root.name == "_data" else root / "docs" / "manual"


def resource(*parts: str) -> Path:
    """The path of a bundled file below `resources/`, for example `resource("fonts", "x.ttf")`."""
    return _root().joinpath("resources", *parts)
