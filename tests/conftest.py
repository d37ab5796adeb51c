"""What all tests share: the published sample data beside the repository, where it is present."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Machines are shared and noisy, so no example is timed. Under CI Hypothesis's own profile holds:
# it times nothing either, and repeats the same examples.
if "CI" not in os.environ:
    settings.register_profile("untimed", deadline=None)
    settings.load_profile("untimed")

_REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the published samples; a test that needs it is skipped without it."""
    folder = Path(os.environ.get("BUDGETDESK_SHARED", _REPOSITORY.parent / "shared"))
    if not (folder / "samples").is_dir():
        pytest.skip(f"the published samples are not at {folder} (set BUDGETDESK_SHARED)")
    return folder
