"""Where the files beside the code are: in a checkout and in an installed program alike."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _root() -> Path:
    installed = _PACKAGE / "_data"
    return installed if installed.is_dir() else _PACKAGE.parent


def forms_folder() -> Path:
    """The folder of form definitions, one folder a form set."""
    return _root() / "forms"


def resource(*parts: str) -> Path:
    """The path of a bundled file below `resources/`, for example `resource("fonts", "x.ttf")`."""
    return _root().joinpath("resources", *parts)
