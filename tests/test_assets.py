"""Where the program's files are."""

from pathlib import Path

import platformdirs
import pytest

from budgetdesk.assets import user_folder

_NAMED = ("", "/var/x", "/var/x/", "/var/预算 x", " /var/x", "/var/x ", "x", "~/x", "./x", " ")
_OF = {
    "config": ("XDG_CONFIG_HOME", platformdirs.user_config_path),
    "data": ("XDG_DATA_HOME", platformdirs.user_data_path),
}


@pytest.mark.parametrize("of", _OF)
@pytest.mark.parametrize("named", _NAMED)
@pytest.mark.parametrize("home", ["/home/u", "", "home"])
def test_the_users_folders_are_those_that_platformdirs_names(
    monkeypatch: pytest.MonkeyPatch, of: str, named: str, home: str
) -> None:
    variable, named_by = _OF[of]
    monkeypatch.setenv(variable, named)
    monkeypatch.setenv("HOME", home)
    assert user_folder(of) == named_by("budgetdesk", appauthor=False)


def test_a_users_folder_without_anything_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert user_folder("config") == tmp_path / ".config" / "budgetdesk"
