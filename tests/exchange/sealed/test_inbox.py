"""An inbox holds packages as units hand them in: some as files, some in a folder of their own."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from budgetdesk.exchange.sealed.inbox import packages_in, with_inboxes


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    for name in (
        "甲.xlsx",
        "甲.pdf",
        "~$甲.xlsx",
        "乙医院/乙.xlsx",
        "乙医院/说明.docx",
        "丙医院/目标/丙.XLSX",
        "丙医院/目标/旧/再往下/丙 v1.xlsx",
        ".回收站/丁.xlsx",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


def names(paths: Iterable[Path]) -> list[str]:
    return [it.name for it in paths]


def test_those_of_folders_within_are_found(inbox: Path) -> None:
    assert names(packages_in(inbox)) == ["甲.xlsx", "丙.XLSX", "乙.xlsx"]
    assert names(with_inboxes([inbox / "乙医院", inbox / "甲.pdf"])) == ["乙.xlsx", "甲.pdf"]


def test_a_folder_that_leads_back_is_not_entered_again(inbox: Path) -> None:
    (inbox / "乙医院" / "回去").symlink_to(inbox, target_is_directory=True)
    assert names(packages_in(inbox)) == ["甲.xlsx", "丙.XLSX", "乙.xlsx"]


def test_a_folder_that_may_not_be_entered_is_told(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = Path.iterdir

    def refusing(folder: Path) -> Iterator[Path]:
        if folder.name == "丙医院":
            raise PermissionError(13, "Permission denied", str(folder))
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", refusing)
    assert names(packages_in(inbox)) == ["甲.xlsx", "丙医院", "乙.xlsx"]
